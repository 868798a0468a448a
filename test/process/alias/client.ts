/**
 * Runs where Microsoft's names lead to Intunite, as a process of its own: libraries as they come, without one setting
 * about hosts. Prints as JSON what came of it.
 */
import { ClientSecretCredential } from '@azure/identity'
import { ConfidentialClientApplication } from '@azure/msal-node'
import { HttpMethod, RequestInformation } from '@microsoft/kiota-abstractions'
import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure'
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk'
import {
  createManagedDeviceMobileAppConfigurationCollectionResponseFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationFromDiscriminatorValue,
  serializeIosMobileAppConfiguration,
} from '@microsoft/msgraph-sdk/models/index.js'
import type {
  IosMobileAppConfiguration,
  ManagedDeviceMobileAppConfiguration,
  ManagedDeviceMobileAppConfigurationCollectionResponse,
} from '@microsoft/msgraph-sdk/models/index.js'

const tenantId = process.env['AZURE_TENANT_ID'] ?? ''
const clientId = process.env['AZURE_CLIENT_ID'] ?? ''
const clientSecret = process.env['AZURE_CLIENT_SECRET'] ?? ''

const credential = new ClientSecretCredential(tenantId, clientId, clientSecret)
const adapter = new GraphRequestAdapter(new AzureIdentityAuthenticationProvider(credential))
// It tells the adapter where Microsoft Graph is.
createGraphServiceClient(adapter)
const requestOf = (method: HttpMethod): RequestInformation => {
  const request = new RequestInformation(method, '{+baseurl}/deviceAppManagement/mobileAppConfigurations')
  request.headers.tryAdd('Accept', 'application/json')
  return request
}

const posting = requestOf(HttpMethod.POST)
posting.setContentFromParsable<IosMobileAppConfiguration>(
  adapter,
  'application/json',
  { odataType: '#microsoft.graph.iosMobileAppConfiguration', displayName: 'By the SDK', targetedMobileApps: [] },
  serializeIosMobileAppConfiguration,
)
const created = await adapter.send<ManagedDeviceMobileAppConfiguration>(
  posting,
  createManagedDeviceMobileAppConfigurationFromDiscriminatorValue,
  undefined,
)
const listed = await adapter.send<ManagedDeviceMobileAppConfigurationCollectionResponse>(
  requestOf(HttpMethod.GET),
  createManagedDeviceMobileAppConfigurationCollectionResponseFromDiscriminatorValue,
  undefined,
)

const msal = new ConfidentialClientApplication({
  auth: { clientId, clientSecret, authority: `https://login.microsoftonline.com/${tenantId}` },
})
const result = await msal.acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] })
const context = await fetch('https://graph.microsoft.com/beta/deviceAppManagement/mobileAppConfigurations?$top=1', {
  headers: { authorization: `Bearer ${result?.accessToken}` },
})
process.stdout.write(
  JSON.stringify({
    created: created?.id,
    listed: listed?.value?.map(({ id }) => id),
    url: adapter.baseUrl,
    context: ((await context.json()) as Record<string, unknown>)['@odata.context'],
  }),
)
