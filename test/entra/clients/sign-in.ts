/**
 * Runs as a process of its own, started with NODE_EXTRA_CA_CERTS: Microsoft's libraries sign in as they come, and the
 * outcome is printed as JSON. Where a person would use a browser, forms are filled in with fetch.
 */
import { randomBytes, createHash } from 'node:crypto'
import {
  AuthorizationCodeCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  OnBehalfOfCredential,
  UsernamePasswordCredential,
} from '@azure/identity'
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node'
import { HttpMethod, RequestInformation } from '@microsoft/kiota-abstractions'
import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure'
import { Client } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'
import { GraphRequestAdapter } from '@microsoft/msgraph-sdk'
import { createManagedDeviceMobileAppConfigurationCollectionResponseFromDiscriminatorValue } from '@microsoft/msgraph-sdk/models/index.js'
import type { ManagedDeviceMobileAppConfigurationCollectionResponse } from '@microsoft/msgraph-sdk/models/index.js'

export interface Setup {
  readonly origin: string
  readonly tenantId: string
  readonly daemon: {
    readonly appId: string
    readonly secret: string
    readonly pemFile: string
    readonly thumbprintSha256: string
    readonly privateKey: string
  }
  readonly web: {
    readonly appId: string
    readonly secret: string
    readonly redirectUri: string
    readonly scope: string
  }
  readonly pub: { readonly appId: string; readonly redirectUri: string }
  readonly user: { readonly name: string; readonly password: string }
}

const setup = JSON.parse(process.env['SETUP'] ?? '{}') as Setup
const { origin, tenantId, daemon, web, pub, user } = setup
const GRAPH = 'https://graph.microsoft.com/.default'
const options = { authorityHost: origin, disableInstanceDiscovery: true }
const authority = `${origin}/${tenantId}`
const knownAuthorities = [new URL(origin).host]
const outcome: Record<string, unknown> = {}

/** What a person does in front of a sign-in page: picks an account, and accepts. Gives where the app is answered. */
async function usePages(url: string): Promise<string> {
  let cookie = ''
  let response = await fetch(url, { redirect: 'manual' })
  for (let step = 0; step < 8; step += 1) {
    const set = response.headers.get('set-cookie')
    if (set !== null) cookie = set.split(';')[0] ?? ''
    const location = response.headers.get('location')
    if (location !== null) {
      const next = new URL(location, origin)
      if (next.origin !== origin) return next.toString()
      response = await fetch(next, { redirect: 'manual', headers: { cookie } })
      continue
    }
    const html = await response.text()
    if (html.includes('role="alert"')) throw new Error(html)
    const action = /<form method="post" action="([^"]*)">/.exec(html)?.[1]
    if (action === undefined) return html
    const form = new URLSearchParams()
    for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
      form.set(name, value.replaceAll('&amp;', '&'))
    if (html.includes('name="username"')) form.set('username', user.name)
    else form.set('decision', 'accept')
    response = await fetch(new URL(action.replaceAll('&amp;', '&'), origin), {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { cookie },
    })
  }
  throw new Error('the pages do not end')
}

async function attempt(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    outcome[name] = await work()
  } catch (error) {
    outcome[name] = { failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

const confidential = () =>
  new ConfidentialClientApplication({
    auth: { clientId: web.appId, authority, clientSecret: web.secret, knownAuthorities },
  })
const userPassword = { scopes: ['User.Read'], username: user.name, password: user.password }

await attempt(
  'identity secret',
  async () => (await new ClientSecretCredential(tenantId, daemon.appId, daemon.secret, options).getToken(GRAPH)).token,
)
await attempt(
  'identity certificate',
  async () =>
    (await new ClientCertificateCredential(tenantId, daemon.appId, daemon.pemFile, options).getToken(GRAPH)).token,
)
await attempt('identity wrong secret', async () =>
  new ClientSecretCredential(tenantId, daemon.appId, 'wrong', options).getToken(GRAPH),
)
await attempt(
  'identity password',
  async () =>
    (await new UsernamePasswordCredential(tenantId, pub.appId, user.name, user.password, options).getToken('User.Read'))
      .token,
)
await attempt('identity device code', async () => {
  const credential = new DeviceCodeCredential({
    ...options,
    tenantId,
    clientId: pub.appId,
    userPromptCallback: (code) => void usePages(`${code.verificationUri}?otc=${code.userCode}`),
  })
  return (await credential.getToken('User.Read')).token
})
await attempt('identity on behalf of', async () => {
  const caller = new PublicClientApplication({ auth: { clientId: pub.appId, authority, knownAuthorities } })
  const assertion = await caller.acquireTokenByUsernamePassword({ ...userPassword, scopes: [web.scope] })
  const credential = new OnBehalfOfCredential({
    ...options,
    tenantId,
    clientId: web.appId,
    clientSecret: web.secret,
    userAssertionToken: assertion?.accessToken ?? '',
  })
  return (await credential.getToken('https://graph.microsoft.com/User.Read')).token
})
await attempt('msal secret, then cache', async () => {
  const client = confidential()
  const first = await client.acquireTokenByClientCredential({ scopes: [GRAPH] })
  const second = await client.acquireTokenByClientCredential({ scopes: [GRAPH] })
  return { token: first?.accessToken, cached: [first?.fromCache, second?.fromCache] }
})
await attempt('msal certificate', async () => {
  const { thumbprintSha256, privateKey } = daemon
  const client = new ConfidentialClientApplication({
    auth: { clientId: daemon.appId, authority, knownAuthorities, clientCertificate: { thumbprintSha256, privateKey } },
  })
  return (await client.acquireTokenByClientCredential({ scopes: [GRAPH] }))?.accessToken
})
await attempt('msal wrong secret', async () => {
  const client = new ConfidentialClientApplication({
    auth: { clientId: web.appId, authority, clientSecret: 'wrong', knownAuthorities },
  })
  return client.acquireTokenByClientCredential({ scopes: [GRAPH] })
})
await attempt('msal code, then silent from cache, then renewed', async () => {
  const client = confidential()
  const verifier = randomBytes(32).toString('base64url')
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url')
  const request = { scopes: ['User.Read'], redirectUri: web.redirectUri }
  const url = await client.getAuthCodeUrl({
    ...request,
    codeChallenge,
    codeChallengeMethod: 'S256',
    nonce: 'a nonce',
    state: 'a state',
  })
  const code = new URL(await usePages(url)).searchParams.get('code') ?? ''
  const result = await client.acquireTokenByCode({ ...request, code, codeVerifier: verifier, nonce: 'a nonce' })
  const account = result.account ?? undefined
  if (account === undefined) throw new Error('no account')
  const silent = await client.acquireTokenSilent({ scopes: ['User.Read'], account })
  const renewed = await client.acquireTokenSilent({ scopes: ['User.Read'], account, forceRefresh: true })
  return {
    token: renewed.accessToken,
    username: account.username,
    homeAccountId: account.homeAccountId,
    cached: [silent.fromCache, renewed.fromCache],
  }
})
await attempt('msal password, silent from cache', async () => {
  const client = new PublicClientApplication({ auth: { clientId: pub.appId, authority, knownAuthorities } })
  const result = await client.acquireTokenByUsernamePassword(userPassword)
  if (result?.account == null) throw new Error('no account')
  const silent = await client.acquireTokenSilent({ scopes: ['User.Read'], account: result.account })
  return { token: result.accessToken, cached: silent.fromCache }
})
await attempt('msal consent missing', async () => {
  const client = new PublicClientApplication({ auth: { clientId: pub.appId, authority, knownAuthorities } })
  return client.acquireTokenByUsernamePassword({ ...userPassword, scopes: ['Mail.Read'] })
})
await attempt('identity authorization code', async () => {
  const client = confidential()
  const url = await client.getAuthCodeUrl({ scopes: ['User.Read'], redirectUri: web.redirectUri })
  const code = new URL(await usePages(url)).searchParams.get('code') ?? ''
  const credential = new AuthorizationCodeCredential(tenantId, web.appId, web.secret, code, web.redirectUri, options)
  return (await credential.getToken('User.Read')).token
})
await attempt('msal device code', async () => {
  const client = new PublicClientApplication({ auth: { clientId: pub.appId, authority, knownAuthorities } })
  const result = await client.acquireTokenByDeviceCode({
    scopes: ['User.Read'],
    deviceCodeCallback: (code) => void usePages(`${code.verificationUri}?otc=${code.userCode}`),
  })
  return result?.accessToken
})
await attempt('msal on behalf of, then cache', async () => {
  const caller = new PublicClientApplication({ auth: { clientId: pub.appId, authority, knownAuthorities } })
  const assertion = await caller.acquireTokenByUsernamePassword({ ...userPassword, scopes: [web.scope] })
  const request = { oboAssertion: assertion?.accessToken ?? '', scopes: ['https://graph.microsoft.com/User.Read'] }
  const client = confidential()
  const first = await client.acquireTokenOnBehalfOf(request)
  const second = await client.acquireTokenOnBehalfOf(request)
  return { token: first?.accessToken, cached: [first?.fromCache, second?.fromCache] }
})
await attempt('msal refresh token', async () => {
  const first = new PublicClientApplication({ auth: { clientId: pub.appId, authority, knownAuthorities } })
  await first.acquireTokenByUsernamePassword(userPassword)
  const cache = JSON.parse(first.getTokenCache().serialize()) as { RefreshToken: Record<string, { secret: string }> }
  const refreshToken = Object.values(cache.RefreshToken)[0]?.secret ?? ''
  const second = new PublicClientApplication({ auth: { clientId: pub.appId, authority, knownAuthorities } })
  return (await second.acquireTokenByRefreshToken({ refreshToken, scopes: ['User.Read'] }))?.accessToken
})

const credential = new ClientSecretCredential(tenantId, daemon.appId, daemon.secret, options)
const host = new URL(origin).hostname
await attempt('microsoft-graph-client on top', async () => {
  const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes: [GRAPH] })
  const client = Client.initWithMiddleware({ authProvider, baseUrl: `${origin}/`, customHosts: new Set([host]) })
  return (await client.api('/deviceAppManagement/mobileAppConfigurations').get()) as unknown
})
await attempt('msgraph-sdk on top', async () => {
  const hosts = new Set([host])
  const adapter = new GraphRequestAdapter(
    new AzureIdentityAuthenticationProvider(credential, [GRAPH], undefined, hosts),
  )
  adapter.baseUrl = `${origin}/v1.0`
  const request = new RequestInformation(HttpMethod.GET, '{+baseurl}/deviceAppManagement/mobileAppConfigurations')
  const page = await adapter.send<ManagedDeviceMobileAppConfigurationCollectionResponse>(
    request,
    createManagedDeviceMobileAppConfigurationCollectionResponseFromDiscriminatorValue,
    undefined,
  )
  return { value: page?.value }
})

process.stdout.write(JSON.stringify(outcome))
