/** Counts of sets, many in one request. What a set refuses to count is left out. */
import type { Session } from '../../session/session'

const BATCH = 20

interface BatchAnswer {
  readonly responses: readonly { readonly id: string; readonly status: number; readonly body?: unknown }[]
}

/** By the URL below the version: `/groups/$count`. */
export async function readCounts(
  session: Session,
  urls: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (let at = 0; at < urls.length; at += BATCH) {
    const part = urls.slice(at, at + BATCH)
    const requests = part.map((url, i) => ({
      id: String(i),
      method: 'GET',
      url,
      headers: { ConsistencyLevel: 'eventual' },
    }))
    const { body } = await session.send<BatchAnswer>('/beta/$batch', { method: 'POST', body: { requests }, signal })
    for (const { id, status, body: text } of body.responses) {
      const count = Number(
        typeof text === 'string' && /^[A-Za-z0-9+/]+=*$/.test(text) && !/^\d+$/.test(text) ? atob(text) : text,
      )
      if (status === 200 && Number.isInteger(count)) counts.set(part[Number(id)] ?? '', count)
    }
  }
  return counts
}
