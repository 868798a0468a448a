/** Many requests of one kind, in batches of Graph. */
import type { Session } from '../../session/session'

/** Parts of a batch, at most. */
const BATCH = 20

interface BatchRequest {
  readonly method: string
  readonly path: string
  readonly body?: object
}

interface BatchAnswer {
  readonly responses: readonly {
    readonly status: number
    readonly body?: { readonly error?: { readonly message?: string } }
  }[]
}

/** Gives what was refused, in words. What comes behind a batch that could not be sent is not tried; one alone needs no batch. */
export async function sendAll(
  session: Session,
  requests: readonly BatchRequest[],
  onDone?: (count: number) => void,
): Promise<string[]> {
  const problems: string[] = []
  try {
    const [only] = requests
    if (only !== undefined && requests.length === 1) {
      await session.send(only.path, only)
      return []
    }
    for (let at = 0; at < requests.length; at += BATCH) {
      const part = requests.slice(at, at + BATCH)
      const [, version = 'beta'] = (part[0]?.path ?? '').split('/')
      const body = {
        requests: part.map(({ method, path, body }, i) => ({
          id: String(i),
          method,
          url: path.slice(version.length + 1),
          ...(body !== undefined && { body, headers: { 'Content-Type': 'application/json' } }),
        })),
      }
      const { responses } = (await session.send<BatchAnswer>(`/${version}/$batch`, { method: 'POST', body })).body
      for (const { status, body } of responses)
        if (status >= 400) problems.push(body?.error?.message ?? `HTTP ${status}`)
      onDone?.(at + part.length)
    }
  } catch (error) {
    problems.push((error as Error).message)
  }
  return problems
}
