/** Reads the journal of requests: page by page, newest first or as they come, one by one, and what is pinned. */
import {
  addPin,
  newestBlock,
  removeBlocks,
  removePin,
  selectBlock,
  selectBlocks,
  selectPins,
} from '../../store/journal/blocks.js'
import type { Pin, StoredBlock } from '../../store/journal/blocks.js'
import type { Database } from '../../store/work.js'
import { decodeBlock, decodeBodies, idOf, onlyEntry, placeOf } from './block.js'
import type { RequestBodies, RequestEntry } from './entry.js'
import { matcherOf } from './pattern.js'
import type { RequestFilter } from './pattern.js'

export interface RequestQuery extends RequestFilter {
  /** Of all tenants without it; with an empty one, where none is known. */
  readonly tenantId?: string | undefined
  /** Entries before this one, newest first; */
  readonly before?: number | undefined
  /** or behind this one, oldest first. */
  readonly after?: number | undefined
  readonly pinned?: boolean | undefined
  readonly top: number
}

export interface RequestPage {
  /** In the order of time; those of several tenants are stored next to each other a moment after. */
  readonly entries: readonly RequestEntry[]
  /** What to go on before or behind, where there are more. */
  readonly next: number | undefined
}

/** Blocks that are read at once: few where one may be enough. */
const FEW = 4
const MANY = 40

export async function listRequests(journal: Database, query: RequestQuery): Promise<RequestPage> {
  const matches = matcherOf(query)
  const pins = await journal.read(() => selectPins(journal, query.tenantId))
  if (query.pinned === true) return pageOf(pins.flatMap(entriesOfPin).filter(matches), query)
  const pinned = new Set(pins.map(idOf))
  const found: RequestEntry[] = []
  for await (const block of blocksOf(journal, query)) {
    const entries = decodeBlock(block, pinned).filter((entry) => isAsked(entry, query) && matches(entry))
    found.push(...(query.after === undefined ? entries.reverse() : entries))
    if (found.length > query.top) break
  }
  return cut(found, query)
}

function cut(found: readonly RequestEntry[], { top, after }: RequestQuery): RequestPage {
  const entries = found.slice(0, top)
  const next = found.length > top ? entries.at(-1)?.id : undefined
  const order = after === undefined ? -1 : 1
  return { entries: entries.sort((one, other) => order * byTime(one, other)), next }
}

function byTime(one: RequestEntry, other: RequestEntry): number {
  return one.at < other.at ? -1 : one.at > other.at ? 1 : one.id - other.id
}

function isAsked({ id }: RequestEntry, { before, after }: RequestQuery): boolean {
  return (before === undefined || id < before) && (after === undefined || id > after)
}

/** All pins: there are few. */
function pageOf(entries: readonly RequestEntry[], query: RequestQuery): RequestPage {
  const asked = entries.filter((entry) => isAsked(entry, query))
  if (query.after !== undefined) asked.reverse()
  return cut(asked, query)
}

async function* blocksOf(
  journal: Database,
  { tenantId, before, after, since }: RequestQuery,
): AsyncGenerator<StoredBlock> {
  let upTo = before === undefined ? undefined : placeOf(before - 1).row
  let from = after === undefined ? undefined : placeOf(after + 1).row
  for (let most = FEW; ; most = MANY) {
    const asked = { tenantId, since, most, ...(from === undefined ? { upTo } : { from }) }
    const blocks = await journal.read(() => selectBlocks(journal, asked))
    yield* blocks
    const last = blocks.at(-1)
    if (last === undefined || blocks.length < most) return
    if (from === undefined) upTo = last.row - 1
    else from = last.row + 1
  }
}

/** The number behind which everything is new. */
export async function newestRequest(journal: Database): Promise<number> {
  return idOf({ row: (await journal.read(() => newestBlock())) + 1, place: 0 }) - 1
}

export interface FoundRequest {
  readonly entry: RequestEntry
  readonly bodies: RequestBodies
  /** The parts of a batch. */
  readonly parts: readonly RequestEntry[]
}

export async function findRequest(journal: Database, id: number): Promise<FoundRequest | undefined> {
  const { row, place } = placeOf(id)
  const pins = await journal.read(() => selectPins(journal))
  const pin = pins.find((each) => each.row === row && each.place === place)
  const block = await journal.read(() => selectBlock(journal, row))
  if (block === undefined) {
    const entry = pin && entriesOfPin(pin)[0]
    return entry && { entry, bodies: decodeBodies(pin.bodies, 0), parts: [] }
  }
  const entries = decodeBlock(block, new Set(pins.map(idOf)))
  const entry = entries[place]
  if (entry === undefined) return undefined
  return { entry, bodies: decodeBodies(block.bodies, place), parts: entries.filter(({ batch }) => batch === id) }
}

/** Requests of a list with their bodies. */
export async function withBodies(
  journal: Database,
  entries: readonly RequestEntry[],
): Promise<(RequestEntry & RequestBodies)[]> {
  const rows = new Map<number, string | null>()
  for (const row of new Set(entries.map(({ id }) => placeOf(id).row)))
    rows.set(row, (await journal.read(() => selectBlock(journal, row)))?.bodies ?? null)
  return entries.map((entry) => {
    const { row, place } = placeOf(entry.id)
    return { ...entry, ...decodeBodies(rows.get(row) ?? null, place) }
  })
}

/** Keeps a request when others of its age go. Undefined if there is none. */
export async function pinRequest(journal: Database, id: number): Promise<RequestEntry | undefined> {
  const { row, place } = placeOf(id)
  const block = await journal.read(() => selectBlock(journal, row))
  const only = block && onlyEntry(block, place)
  if (block !== undefined && only !== undefined)
    await journal.write(() => addPin(journal, { row, place, tenantId: block.tenantId, ...only }))
  return (await findRequest(journal, id))?.entry
}

/** Whether it was pinned. */
export function unpinRequest(journal: Database, id: number): Promise<boolean> {
  const { row, place } = placeOf(id)
  return journal.write(() => removePin(journal, row, place))
}

/** Removes what is not pinned: of a tenant, or everything. */
export function clearRequests(journal: Database, tenantId?: string): Promise<void> {
  return journal.write(() => removeBlocks(journal, tenantId))
}

function entriesOfPin(pin: Pin): RequestEntry[] {
  return decodeBlock(pin, new Set([idOf(pin)]), pin.place)
}
