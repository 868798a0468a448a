/** What each client of docs/clients.md needs to come to this server, with the server's own values. */
export interface Server {
  readonly origin: string
  readonly tenant: string
  readonly clientId: string
}

export interface Client {
  readonly name: string
  readonly lines: (server: Server) => string
}

/** Stands for the secret, which the server does not tell. */
const SECRET = '<secret>'

const host = (origin: string): string => new URL(origin).host
const hostname = (origin: string): string => new URL(origin).hostname

export const CLIENTS: readonly Client[] = [
  {
    name: 'curl',
    lines: ({ origin, tenant, clientId }) =>
      `TOKEN=$(curl -sS '${origin}/${tenant}/oauth2/v2.0/token' \\
  -d grant_type=client_credentials -d client_id=${clientId} \\
  --data-urlencode 'client_secret=${SECRET}' \\
  -d scope=https://graph.microsoft.com/.default | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -sS -H "Authorization: Bearer $TOKEN" '${origin}/v1.0/deviceManagement/managedDevices'`,
  },
  {
    name: 'JavaScript: @azure/identity and the Graph client',
    lines: ({ origin, tenant, clientId }) =>
      `const credential = new ClientSecretCredential('${tenant}', '${clientId}', '${SECRET}', {
  authorityHost: '${origin}',
  disableInstanceDiscovery: true,
})
const client = Client.initWithMiddleware({
  authProvider: new TokenCredentialAuthenticationProvider(credential, { scopes: ['https://graph.microsoft.com/.default'] }),
  baseUrl: '${origin}/',
  customHosts: new Set(['${hostname(origin)}']),
})`,
  },
  {
    name: 'JavaScript: Graph SDK (kiota)',
    lines: ({ origin, tenant, clientId }) =>
      `const credential = new ClientSecretCredential('${tenant}', '${clientId}', '${SECRET}', {
  authorityHost: '${origin}',
  disableInstanceDiscovery: true,
})
const provider = new AzureIdentityAuthenticationProvider(
  credential, ['https://graph.microsoft.com/.default'], undefined, new Set(['${hostname(origin)}']))
const adapter = new FetchRequestAdapter(provider)
adapter.baseUrl = '${origin}/v1.0'`,
  },
  {
    name: 'JavaScript: msal-node, msal-browser',
    lines: ({ origin, tenant, clientId }) =>
      `auth: {
  clientId: '${clientId}',
  authority: '${origin}/${tenant}',
  knownAuthorities: ['${host(origin)}'],
}`,
  },
  {
    name: 'Python: MSAL',
    lines: ({ origin, tenant, clientId }) =>
      `app = msal.ConfidentialClientApplication(
    "${clientId}", client_credential="${SECRET}",
    authority="${origin}/${tenant}", instance_discovery=False)
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])`,
  },
  {
    name: 'Python: azure-identity and the Graph SDK',
    lines: ({ origin, tenant, clientId }) =>
      `credential = ClientSecretCredential(
    "${tenant}", "${clientId}", "${SECRET}",
    authority="${host(origin)}", disable_instance_discovery=True)
provider = AzureIdentityAuthenticationProvider(
    credential, scopes=["https://graph.microsoft.com/.default"], allowed_hosts=["${hostname(origin)}"])
adapter = GraphRequestAdapter(provider)
adapter.base_url = "${origin}/v1.0"`,
  },
  {
    name: 'Go: azidentity and the Graph SDK',
    lines: ({ origin, tenant, clientId }) =>
      `credential, _ := azidentity.NewClientSecretCredential("${tenant}", "${clientId}", "${SECRET}",
	&azidentity.ClientSecretCredentialOptions{
		ClientOptions:            azcore.ClientOptions{Cloud: cloud.Configuration{ActiveDirectoryAuthorityHost: "${origin}"}},
		DisableInstanceDiscovery: true,
	})
auth, _ := a.NewAzureIdentityAuthenticationProviderWithScopesAndValidHosts(credential,
	[]string{"https://graph.microsoft.com/.default"}, []string{"${hostname(origin)}", "${host(origin)}"})
adapter, _ := msgraphsdk.NewGraphRequestAdapter(auth)
adapter.SetBaseUrl("${origin}/v1.0")`,
  },
  {
    name: '.NET: Azure.Identity and the Graph SDK',
    lines: ({ origin, tenant, clientId }) =>
      `var credential = new ClientSecretCredential("${tenant}", "${clientId}", "${SECRET}",
    new ClientSecretCredentialOptions
    {
        AuthorityHost = new Uri("${origin}"),
        DisableInstanceDiscovery = true,
    });
var provider = new AzureIdentityAuthenticationProvider(credential, ["${hostname(origin)}"], null,
    isCaeEnabled: false, "https://graph.microsoft.com/.default");
var client = new GraphServiceClient(new HttpClientRequestAdapter(provider) { BaseUrl = "${origin}/v1.0" });`,
  },
  {
    name: '.NET: MSAL',
    lines: ({ origin, tenant, clientId }) =>
      `var app = ConfidentialClientApplicationBuilder.Create("${clientId}")
    .WithClientSecret("${SECRET}")
    .WithAuthority("${origin}/${tenant}", validateAuthority: false)
    .WithInstanceDiscovery(false)
    .Build();`,
  },
  {
    name: 'Java: azure-identity and the Graph SDK',
    lines: ({ origin, tenant, clientId }) =>
      `var credential = new ClientSecretCredentialBuilder()
    .tenantId("${tenant}").clientId("${clientId}").clientSecret("${SECRET}")
    .authorityHost("${origin}").disableInstanceDiscovery().build();
var provider = new AzureIdentityAuthenticationProvider(
    credential, new String[] {"${hostname(origin)}"}, "https://graph.microsoft.com/.default");
var adapter = new BaseGraphRequestAdapter(provider, "${origin}/v1.0");`,
  },
  {
    name: 'PowerShell: Microsoft.Graph',
    lines: ({ origin, tenant, clientId }) =>
      `Add-MgEnvironment -Name Intunite -AzureADEndpoint '${origin}' -GraphEndpoint '${origin}'
$secret = ConvertTo-SecureString '${SECRET}' -AsPlainText -Force
$credential = [pscredential]::new('${clientId}', $secret)
Connect-MgGraph -Environment Intunite -TenantId ${tenant} -ClientSecretCredential $credential`,
  },
  {
    name: 'Terraform: azuread, microsoft365 (alias mode)',
    lines: ({ origin, tenant, clientId }) =>
      `export SSL_CERT_FILE=ca.pem    # intunite ca export > ca.pem
export ARM_TENANT_ID=${tenant} ARM_CLIENT_ID=${clientId} ARM_CLIENT_SECRET='${SECRET}'
export ARM_METADATA_HOSTNAME=${host(origin)}
export M365_TENANT_ID=${tenant} M365_CLIENT_ID=${clientId} M365_CLIENT_SECRET='${SECRET}'`,
  },
  {
    name: 'IntuneCD (alias mode)',
    lines: ({ tenant, clientId }) =>
      `export REQUESTS_CA_BUNDLE=bundle.pem    # intunite ca export --format bundle > bundle.pem
export TENANT_NAME=${tenant} CLIENT_ID=${clientId} CLIENT_SECRET='${SECRET}'
IntuneCD-startbackup -m 1 -p ./backup`,
  },
  {
    name: 'CLI for Microsoft 365, Azure CLI (alias mode)',
    lines: ({ tenant, clientId }) =>
      `m365 login --authType secret --tenant ${tenant} --appId ${clientId} --secret '${SECRET}'
m365 request --url https://graph.microsoft.com/v1.0/deviceManagement/managedDevices
az rest --url https://graph.microsoft.com/v1.0/deviceManagement/managedDevices`,
  },
]
