/** What the server says when it is ready: where it is, and four lines to paste into bash or zsh. Needs curl and sed. */

export interface ReadyFacts {
  readonly version: string
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string
  readonly tenant: string
  readonly clientId: string
  /** The secret when everybody knows it; a secret of one's own is never printed. */
  readonly secret: string | undefined
  /** What prints that secret in the shell into which the lines are pasted. */
  readonly secretCommand?: string | undefined
  /** Where HTTPS is served, and what clients have to trust for it. */
  readonly tls: { readonly origin: string; readonly caFile: string | undefined } | undefined
  /** Where the data is, fit to be shown. */
  readonly storage: string
  /** Whether there is one. */
  readonly portal?: boolean
  readonly readyAfter: number
}

const CONFIGURATION = {
  '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
  displayName: 'Contoso Mail settings',
  targetedMobileApps: [],
  settings: [
    { appConfigKey: 'ServerUrl', appConfigKeyType: 'stringType', appConfigKeyValue: 'https://mail.contoso.example' },
  ],
}

/** @see https://learn.microsoft.com/graph/api/intune-apps-manageddevicemobileappconfigurationusersummary-update */
const SUMMARY = {
  '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary',
  pendingCount: 12,
  notApplicableCount: 2,
  successCount: 12,
  errorCount: 10,
  failedCount: 11,
  lastUpdateDateTime: '2016-12-31T23:58:21.6459442-08:00',
  configurationVersion: 4,
}

export function readyText(facts: ReadyFacts): string {
  const { version, origin, tls, storage, portal, readyAfter } = facts
  const [token, configuration, summary, readBack] = readyLines(facts)
  return [
    '',
    `Intunite ${version} is ready on ${origin} (${(readyAfter / 1000).toFixed(1)} s), data in ${storage}`,
    ...(tls === undefined ? [] : [tlsLine(tls)]),
    ...(portal ? [`Portal: ${origin}/_intunite/portal (a browser), or intunite portal for a link that signs in`] : []),
    'Paste into another terminal, one after the other (bash or zsh):',
    '',
    ...secretLines(facts),
    'Get a token:',
    token,
    '',
    'Create an app configuration:',
    configuration,
    '',
    'Create its userStatusSummary:',
    summary,
    '',
    'Read it back:',
    readBack,
    '',
    '',
  ].join('\n')
}

/** Before the first line can work. */
function secretLines({ secret, secretCommand }: ReadyFacts): string[] {
  if (secret !== undefined) return []
  if (secretCommand === undefined)
    return ['INTUNITE_ADMIN_SECRET has to hold the secret of intunite-admin there, which is not shown.', '']
  return ['Read the secret of intunite-admin, which is not shown:', `INTUNITE_ADMIN_SECRET=$(${secretCommand})`, '']
}

function tlsLine({ origin, caFile }: NonNullable<ReadyFacts['tls']>): string {
  return `and with TLS on ${origin}${caFile === undefined ? '' : `, for clients that trust ${caFile}`}`
}

/** Token, configuration, summary, reading: each one line of shell that leaves in $TOKEN and $ID what the next ones need. */
export function readyLines({ origin, tenant, clientId, secret }: ReadyFacts): [string, string, string, string] {
  const url = `${origin}/v1.0/deviceAppManagement/mobileAppConfigurations`
  const value = secret === undefined ? '"client_secret=$INTUNITE_ADMIN_SECRET"' : `'client_secret=${secret}'`
  // Brackets of an IPv6 address would be a pattern to curl.
  const curl = origin.includes('[') ? 'curl -sSg' : 'curl -sS'
  const post = `${curl} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json'`
  return [
    `TOKEN=$(${curl} '${origin}/${tenant}/oauth2/v2.0/token' -d grant_type=client_credentials -d client_id=${clientId} --data-urlencode ${value} -d scope=https://graph.microsoft.com/.default | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'); echo "$TOKEN"`,
    `ID=$(${post} '${url}' -d '${JSON.stringify(CONFIGURATION)}' | sed 's/.*"id":"\\([^"]*\\)".*/\\1/'); echo "$ID"`,
    `${post} "${url}/$ID/userStatusSummary" -d '${JSON.stringify(SUMMARY)}'; echo`,
    `${curl} -H "Authorization: Bearer $TOKEN" "${url}/$ID/userStatusSummary"; echo`,
  ]
}
