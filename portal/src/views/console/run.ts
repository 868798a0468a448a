/** Sends a draft, and keeps what came back. */
import { parsed } from '../../session/session'
import type { Session } from '../../session/session'
import { addressIn, headersIn, takesBody } from './draft'
import type { Draft } from './draft'
import type { Identity, useTokens } from './identities'

export interface Ran {
  readonly draft: Draft
  readonly identity: Identity
  readonly path: string
  readonly status: number
  readonly statusText: string
  readonly milliseconds: number
  readonly headers: readonly (readonly [string, string])[]
  readonly content: Blob
  /** Of text; undefined for everything else. */
  readonly text: string | undefined
  /** Of JSON. */
  readonly json: unknown
}

export async function run(
  session: Session,
  tokens: ReturnType<typeof useTokens>,
  draft: Draft,
  identity: Identity,
  signal: AbortSignal,
): Promise<Ran> {
  const path = addressIn(draft)
  const { headers, problem } = headersIn(draft)
  if (problem !== undefined) throw new Error(problem)
  const content = takesBody(draft) && draft.body.trim() !== '' ? draft.body : undefined
  const token = await tokens.of(identity)
  const from = performance.now()
  const answer = await session.raw(path, { method: draft.method, headers, content, token, signal })
  const blob = await answer.blob()
  const milliseconds = performance.now() - from
  // The clock has been moved, or the user's sessions were ended.
  if (answer.status === 401) tokens.forget(identity)
  const text = /json|text|xml/.test(blob.type) || blob.size === 0 ? await blob.text() : undefined
  return {
    draft,
    identity,
    path,
    status: answer.status,
    statusText: answer.statusText,
    milliseconds,
    headers: [...answer.headers],
    content: blob,
    text,
    json: parsed(text ?? ''),
  }
}

/** The next page, if the answer names one on this server. */
export function nextPageOf({ json, draft }: Ran): Draft | undefined {
  const link =
    typeof json === 'object' && json !== null ? (json as Record<string, unknown>)['@odata.nextLink'] : undefined
  if (typeof link !== 'string') return undefined
  const [, version, path] = /^https?:\/\/[^/]+\/(v1\.0|beta)\/(.*)$/s.exec(link) ?? []
  return version === undefined || path === undefined
    ? undefined
    : { ...draft, method: 'GET', version: version as Draft['version'], path }
}
