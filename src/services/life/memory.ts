/** What is remembered of a device beside what Graph shows of it: a row of its own. */
import { putValues } from '../../store/query/bulk.js'
import { dialectOf } from '../../store/sql/dialect.js'
import { all, run } from '../../store/work.js'
import type { Database, Work } from '../../store/work.js'
import type { DeviceState, FormerPolicy, Truth } from './outcomes/device.js'

type Provider = Pick<Database, 'provider'>

/** When a device does not answer, in milliseconds since 1970; without an end until an administrator says otherwise. */
export interface Span {
  readonly from: number
  readonly until?: number | undefined
}

export interface Memory {
  readonly truth?: Truth | undefined
  readonly offline?: readonly Span[] | undefined
  /** How often it has checked in. */
  readonly checkIns?: number | undefined
  readonly state?: DeviceState | undefined
  /** When compliance is looked at next without a check-in. */
  readonly complianceAt?: number | undefined
  /** Policies that it has pending rows of: they were targeted and not reported yet. */
  readonly pending?: readonly string[] | undefined
}

export function isOnline({ offline = [] }: Memory, at: number): boolean {
  return !offline.some(({ from, until = Infinity }) => from <= at && at < until)
}

/** What a device has reported of policies; of those that are pending, that it has not. */
export function* policiesOf({ state, pending = [] }: Memory): Generator<readonly [id: string, former: Reported]> {
  const reported = state?.policies ?? {}
  yield* Object.entries(reported)
  for (const id of pending) if (reported[id] === undefined) yield [id, PENDING]
}

/** The status that {@link policiesOf} tells of one policy; undefined if it tells nothing of it. */
export function statusOf({ state, pending }: Memory, policyId: string): string | undefined {
  return state?.policies?.[policyId]?.s ?? (pending?.includes(policyId) === true ? PENDING.s : undefined)
}

type Reported = Omit<FormerPolicy, 'v'>

const PENDING: Reported = { s: 'unknown' }

/** Of these devices, or of all. */
export function readMemories(database: Provider, tenantId: string, ids?: readonly string[]): Work<Map<string, Memory>> {
  return read(database, tenantId, 'facts', ids)
}

/** The same as of the last aggregation; of a device that came later there is nothing. */
export function readReported(database: Provider, tenantId: string, ids: readonly string[]): Work<Map<string, Memory>> {
  return read(database, tenantId, 'reported', ids)
}

function* read(
  { provider }: Provider,
  tenantId: string,
  column: 'facts' | 'reported',
  ids: readonly string[] | undefined,
): Work<Map<string, Memory>> {
  const { placeholder: mark, isAmong } = dialectOf(provider)
  const among = ids === undefined ? '' : ` AND ${isAmong('"id"', 2, 'text')}`
  const rows = yield* all(
    `SELECT "id", "${column}" FROM "lifeDevice" WHERE "tenantId" = ${mark(1)} AND "${column}" IS NOT NULL${among}`,
    ids === undefined ? [tenantId] : [tenantId, JSON.stringify(ids)],
  )
  return new Map(rows.map(([id, facts]) => [String(id), memoryFrom(String(facts))]))
}

/** What is remembered now is what reports tell from now on. */
export function* keepReported({ provider }: Provider, tenantId: string, ids: readonly string[]): Work<void> {
  const { placeholder: mark, isAmong } = dialectOf(provider)
  yield* run(
    `UPDATE "lifeDevice" SET "reported" = "facts" WHERE "tenantId" = ${mark(1)} AND ${isAmong('"id"', 2, 'text')} AND ("reported" IS NULL OR "reported" <> "facts")`,
    [tenantId, JSON.stringify(ids)],
  )
}

export function* writeMemories(
  { provider }: Provider,
  tenantId: string,
  memories: readonly (readonly [id: string, memory: Memory])[],
): Work<void> {
  if (memories.length === 0) return
  const rows = memories.map(([id, memory]) => [tenantId, id, memoryText(memory)])
  const key = ['tenantId', 'id']
  yield* putValues({ dialect: dialectOf(provider) }, 'lifeDevice', [...key, 'facts'], key, rows)
}

/** A policy of which the same is remembered as of the one before is an id behind it. */
type Runs = readonly (readonly [former: FormerPolicy, ...policyIds: string[]])[]

interface Kept extends Omit<Memory, 'state'> {
  /** As it is remembered in databases of before 30 November 2026. */
  readonly state?: Omit<DeviceState, 'policies'> & { readonly policies?: DeviceState['policies'] | Runs }
}

function memoryText(memory: Memory): string {
  const policies = memory.state?.policies
  if (policies === undefined) return JSON.stringify(memory)
  const runs: [FormerPolicy, ...string[]][] = []
  let last: string | undefined
  for (const [id, former] of Object.entries(policies)) {
    const text = JSON.stringify(former)
    if (text === last) runs.at(-1)?.push(id)
    else runs.push([former, id])
    last = text
  }
  return JSON.stringify({ ...memory, state: { ...memory.state, policies: runs } } satisfies Kept)
}

function memoryFrom(text: string): Memory {
  const kept = JSON.parse(text) as Kept
  const policies = kept.state?.policies
  if (!isRuns(policies)) return kept as Memory
  const each: Record<string, FormerPolicy> = {}
  for (const [former, ...ids] of policies) for (const id of ids) each[id] = former
  return { ...kept, state: { ...kept.state, policies: each } }
}

function isRuns(policies: DeviceState['policies'] | Runs): policies is Runs {
  return Array.isArray(policies)
}

export function* forgetDevices({ provider }: Provider, tenantId: string, ids: readonly string[]): Work<void> {
  if (ids.length === 0) return
  const { placeholder: mark, isAmong } = dialectOf(provider)
  const values = [tenantId, JSON.stringify(ids)]
  yield* run(`DELETE FROM "lifeDevice" WHERE "tenantId" = ${mark(1)} AND ${isAmong('"id"', 2, 'text')}`, values)
  yield* run(`DELETE FROM "lifeEvent" WHERE "tenantId" = ${mark(1)} AND ${isAmong('"deviceId"', 2, 'text')}`, values)
}
