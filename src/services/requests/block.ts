/**
 * Requests of one tenant as one text: most of what there is to say of a request is a number or is the same for many, and a row of
 * the database for each of them would cost more than the request. block-writer.ts writes it.
 */
import type { RequestBodies, RequestEntry } from './entry.js'

/** Places of requests in a block are below this; the number of a request is the row of its block times it, and the place. */
const PLACES = 1000

/** The row of the block of a request, and the place in it. */
export function placeOf(id: number): { readonly row: number; readonly place: number } {
  return { row: Math.floor(id / PLACES), place: id % PLACES }
}

export function idOf({ row, place }: { readonly row: number; readonly place: number }): number {
  return row * PLACES + place
}

/** In the order of the text; what is missing at the end is left out. Times are in hundredths of a millisecond. */
export type Fact = [
  /** Milliseconds behind the base of the block. */
  after: number,
  took: number,
  sql: number,
  statements: number,
  status: number,
  method: string,
  url: string,
  requestId: string,
  /** Place among the callers, or -1. */
  caller: number,
  /** Place of the batch that it is a part of, or -1. */
  batch: number,
  code?: string | null,
  message?: string | null,
  headers?: Readonly<Record<string, string>> | null,
]

export type CallerFact = [
  appId: string,
  kind: 'app' | 'user' | null,
  userId: string | null,
  userName: string | null,
  permissions: readonly string[],
]

export interface Facts {
  readonly base: number
  /** Requests about the same time that were not noted. */
  readonly leftOut: number
  readonly callers: readonly CallerFact[]
  readonly entries: readonly Fact[]
}

/** By place; a place without bodies is 0, and those at the end may be missing. */
export type Bodies = (readonly [sent: string | null, answer: string | null] | 0)[]

/** The requests of a block, oldest first. */
export function decodeBlock(
  { row, tenantId, facts }: { readonly row: number; readonly tenantId: string; readonly facts: string },
  pinned: ReadonlySet<number>,
  firstPlace = 0,
): RequestEntry[] {
  const { base, callers, entries } = JSON.parse(facts) as Facts
  return entries.map((fact, i) => {
    const [after, took, sql, statements, status, method, url, requestId, caller, batch, code, message, headers] = fact
    const [appId, kind, userId, userName, permissions] = callers[caller] ?? []
    const id = idOf({ row, place: i + firstPlace })
    return {
      id,
      batch: batch < 0 ? undefined : idOf({ row, place: batch }),
      tenantId: tenantId === '' ? undefined : tenantId,
      at: new Date(base + after).toISOString(),
      ms: took / 100,
      sql: sql / 100,
      statements,
      status,
      method,
      url,
      requestId,
      appId,
      userId: userId ?? undefined,
      userName: userName ?? undefined,
      kind: kind ?? undefined,
      headers: headers ?? undefined,
      failure: code == null ? undefined : { code, message: message ?? '' },
      permissions: permissions ?? [],
      pinned: pinned.has(id),
    }
  })
}

export function decodeBodies(bodies: string | null, place: number): RequestBodies {
  const kept = bodies === null ? undefined : (JSON.parse(bodies) as Bodies)[place]
  const [sent, answer] = kept === undefined || kept === 0 ? [] : kept
  return { sent: sent ?? undefined, answer: answer ?? undefined }
}

/** A block of one of the requests of a block, for a pin. Its batch is named by the place that it had. */
export function onlyEntry(
  { facts, bodies }: { readonly facts: string; readonly bodies: string | null },
  place: number,
): { readonly facts: string; readonly bodies: string | null } | undefined {
  const { base, callers, entries } = JSON.parse(facts) as Facts
  const fact = entries[place]
  if (fact === undefined) return undefined
  const caller = callers[fact[8]]
  const own = fact.with(8, caller === undefined ? -1 : 0) as Fact
  const kept = bodies === null ? undefined : (JSON.parse(bodies) as Bodies)[place]
  return {
    facts: JSON.stringify({
      base,
      leftOut: 0,
      callers: caller === undefined ? [] : [caller],
      entries: [own],
    } satisfies Facts),
    bodies: kept === undefined || kept === 0 ? null : JSON.stringify([kept]),
  }
}
