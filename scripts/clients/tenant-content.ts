/**
 * Fills a tenant, so that tools have something to back up: against Graph as the environment says (`GRAPH_URL`, `AUTHORITY_URL`),
 * for the app of the development tenant.
 */
import { fillTenant } from './content.js'
import type { Send } from './content.js'

async function sendAsEnvironmentSays(): Promise<Send> {
  const { GRAPH_URL = 'https://graph.microsoft.com', AUTHORITY_URL = 'https://login.microsoftonline.com' } = process.env
  const TENANT = '00000000-0000-4000-a000-000000000001'
  const signedIn = await fetch(`${AUTHORITY_URL}/${TENANT}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: '00000000-0000-4000-a000-0000000000a1',
      client_secret: 'intunite-admin-secret',
      scope: 'https://graph.microsoft.com/.default',
    }),
  })
  const { access_token: bearer } = (await signedIn.json()) as { access_token: string }
  return async (method, path, body) => {
    const answer = await fetch(`${GRAPH_URL}/beta/${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
}

await fillTenant(await sendAsEnvironmentSays())
