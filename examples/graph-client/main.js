/**
 * A client of Microsoft Graph as anybody writes one: no endpoint, no host list, no switch. Where the names of
 * Microsoft's services lead to Intunite, and its CA is trusted (NODE_EXTRA_CA_CERTS), it works there.
 */
import { readFileSync } from 'node:fs'
import { ClientSecretCredential } from '@azure/identity'
import { Client } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'

const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_CLIENT_SECRET_FILE } = process.env
const secret = AZURE_CLIENT_SECRET || readFileSync(AZURE_CLIENT_SECRET_FILE, 'utf8').trim()
const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, secret)
const authProvider = new TokenCredentialAuthenticationProvider(credential, {
  scopes: ['https://graph.microsoft.com/.default'],
})
const client = Client.initWithMiddleware({ authProvider })

const CONFIGURATIONS = '/deviceAppManagement/mobileAppConfigurations'

const say = (what, ...facts) => console.log(what.padEnd(36), ...facts)

const { token } = await credential.getToken('https://graph.microsoft.com/.default')
const { iss, appid } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'))
say('signed in', `${iss} as ${appid}`)

const created = await client.api(CONFIGURATIONS).post({
  '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
  displayName: 'Contoso Mail settings',
  targetedMobileApps: [],
  settings: [
    { appConfigKey: 'ServerUrl', appConfigKeyType: 'stringType', appConfigKeyValue: 'https://mail.contoso.example' },
  ],
})
say('created a configuration', created.id)

const changed = await client
  .api(`${CONFIGURATIONS}/${created.id}`)
  .header('Prefer', 'return=representation')
  .patch({ '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', description: 'for everybody' })
say('changed it', `version ${changed.version}`)

await client.api(`${CONFIGURATIONS}/${created.id}/assign`).post({
  assignments: [{ target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } }],
})
const { value: assignments } = await client.api(`${CONFIGURATIONS}/${created.id}/assignments`).get()
say('assigned it', assignments[0].target['@odata.type'])

const summary = await client
  .api(`${CONFIGURATIONS}/${created.id}/userStatusSummary`)
  .patch({ successCount: 12, errorCount: 1, configurationVersion: changed.version })
say('wrote its userStatusSummary', `${summary.successCount} fine, ${summary.errorCount} not`)

const { value: listed } = await client
  .api(CONFIGURATIONS)
  .filter("displayName eq 'Contoso Mail settings'")
  .select(['id', 'displayName'])
  .top(5)
  .get()
say('listed by name', `${listed.length} found`)

if (process.env.KEEP !== '1') {
  await client.api(`${CONFIGURATIONS}/${created.id}`).delete()
  const gone = await client
    .api(`${CONFIGURATIONS}/${created.id}`)
    .get()
    .then(
      () => undefined,
      (error) => error,
    )
  if (gone?.statusCode !== 404) throw new Error('it should be gone')
  say('deleted it', `${gone.statusCode} ${gone.code}`)
}
console.log('All done.')
