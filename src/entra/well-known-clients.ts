/**
 * Public clients of Microsoft that exist in every tenant, because people use them without registering anything. They
 * become app registrations of the tenant when they first come.
 *
 * @see https://learn.microsoft.com/power-platform/admin/apps-to-allow
 */
import type { RedirectUri } from '../store/identity/inserts.js'

export interface WellKnownClient {
  readonly displayName: string
  readonly redirectUris: readonly RedirectUri[]
}

const loopback: readonly RedirectUri[] = [
  { uri: 'http://localhost', type: 'public' },
  { uri: 'https://login.microsoftonline.com/common/oauth2/nativeclient', type: 'public' },
]

/** `signInAudience` of these apps. */
export const MULTI_TENANT = 'AzureADMultipleOrgs'

/** Graph's command line. */
export const COMMAND_LINE_CLIENT = '14d82eec-204b-4c2f-b7e8-296a70dab67e'

export const WELL_KNOWN_CLIENTS: ReadonlyMap<string, WellKnownClient> = new Map([
  [COMMAND_LINE_CLIENT, { displayName: 'Microsoft Graph Command Line Tools', redirectUris: loopback }],
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', { displayName: 'Microsoft Azure CLI', redirectUris: loopback }],
  ['1950a258-227b-4e31-a9cf-717495945fc2', { displayName: 'Microsoft Azure PowerShell', redirectUris: loopback }],
])
