/** A tool that signs in as an app, and sends requests under Microsoft's names. */
import { gzipSync } from 'node:zlib'
import { ADMIN, TENANT } from '../harness/emulator.js'

export const GRAPH = 'https://graph.microsoft.com/beta'

export type Json = Record<string, unknown> & { readonly id: string }

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Json
}

export interface Tool {
  readonly token: string
  /** A path is below beta. */
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** The body of an answer that has the expected status. */
  ask(method: string, url: string, status: number, body?: unknown, headers?: Record<string, string>): Promise<Json>
  /** All pages of a list. */
  list(url: string, headers?: Record<string, string>): Promise<Json[]>
}

interface Habits {
  /** What the tool sends with every request. */
  readonly headers?: Record<string, string>
  readonly gzip?: boolean
}

export async function signIn(
  fetch: typeof globalThis.fetch,
  { headers = {}, gzip = false }: Habits = {},
): Promise<Tool> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: ADMIN.id,
    client_secret: ADMIN.secret,
    scope: 'https://graph.microsoft.com/.default',
  })
  const signedIn = await fetch(`https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`, {
    method: 'POST',
    body: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const { access_token: token } = (await signedIn.json()) as { access_token: string }
  const encoded = (body: unknown): object => {
    if (body === undefined) return {}
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return { body: gzip ? new Uint8Array(gzipSync(text)) : text }
  }
  const tool: Tool = {
    token,
    async send(method, url, body, more = {}) {
      const response = await fetch(url.startsWith('https:') ? url : `${GRAPH}/${url}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(body === undefined || !gzip ? {} : { 'content-encoding': 'gzip' }),
          ...headers,
          ...more,
        },
        ...encoded(body),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') ?? false
      return {
        status: response.status,
        headers: response.headers,
        body: (isJson && text !== '' ? JSON.parse(text) : { text }) as Json,
      }
    },
    async ask(method, url, status, body, more) {
      const answer = await tool.send(method, url, body, more)
      if (answer.status !== status)
        throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)} for ${JSON.stringify(body)}`)
      return answer.body
    },
    async list(url, more) {
      const items: Json[] = []
      for (let next: unknown = url; typeof next === 'string';) {
        const page: Json = await tool.ask('GET', next, 200, undefined, more)
        items.push(...(page['value'] as Json[]))
        next = page['@odata.nextLink']
      }
      return items
    },
  }
  return tool
}
