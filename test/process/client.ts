/** What a program of a user does: gets a token and calls the Graph face over real HTTP. */
import { DEVELOPMENT } from '../../src/store/identity/development.js'

const COLLECTION = '/v1.0/deviceAppManagement/mobileAppConfigurations'

export interface Answer {
  readonly status: number
  readonly text: string
}

export interface Client {
  readonly origin: string
  readonly token: string
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  patch(path: string, body: unknown): Promise<Answer>
  createConfiguration(displayName: string): Promise<{ id: string; text: string }>
}

export async function getToken(origin: string, secret: string = DEVELOPMENT.adminSecret): Promise<string> {
  const response = await fetch(`${origin}/${DEVELOPMENT.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: DEVELOPMENT.adminAppId,
      client_secret: secret,
      scope: 'https://graph.microsoft.com/.default',
    }),
  })
  const answer = (await response.json()) as { access_token?: string }
  if (answer.access_token === undefined) throw new Error(`no token: ${response.status} ${JSON.stringify(answer)}`)
  return answer.access_token
}

export function clientOf(origin: string, token: string, extra: Readonly<Record<string, string>> = {}): Client {
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...extra }
    const response = await fetch(`${origin}${COLLECTION}${path}`, { ...init, headers })
    return { status: response.status, text: await response.text() }
  }
  const post = (path: string, body: unknown): Promise<Answer> =>
    call(path, { method: 'POST', body: JSON.stringify(body) })
  return {
    origin,
    token,
    post,
    patch: (path, body) => call(path, { method: 'PATCH', body: JSON.stringify(body) }),
    get: (path) => call(path, {}),
    async createConfiguration(displayName) {
      const { status, text } = await post('', {
        '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
        displayName,
        targetedMobileApps: [],
      })
      if (status !== 201) throw new Error(`not created: ${status} ${text}`)
      return { id: (JSON.parse(text) as { id: string }).id, text }
    },
  }
}

/** Of Microsoft's reference page, apart from the count that tells one from another. */
export function aSummary(pendingCount: number): object {
  return {
    '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary',
    pendingCount,
    notApplicableCount: 2,
    successCount: 12,
    errorCount: 10,
    failedCount: 11,
    lastUpdateDateTime: '2016-12-31T23:58:21.6459442-08:00',
    configurationVersion: 4,
  }
}
