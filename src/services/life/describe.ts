/** A device as its page in the portal shows it: what it reported of each policy, what is stated of it, and when it comes next. */
import { allProperties } from '../../model/inheritance.js'
import { all } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import { nameOf } from '../targeting/load.js'
import { findDevice, shown } from './devices.js'
import type { Acting, ShownDevice } from './devices.js'
import { FAMILY_PATHS } from './families.js'
import { policiesOf, readMemories } from './memory.js'
import type { Memory } from './memory.js'
import { nextCheckIns } from './queue.js'

export interface NamedPolicy {
  readonly id: string
  readonly name: string
  /** Path of its set, as in a request. */
  readonly set: string
}

export interface ReportedState {
  readonly policy: string
  readonly state: string
  readonly code?: number
}

export interface StatedPart {
  readonly policy?: string
  readonly setting?: string
  readonly outcome: string
  readonly code?: number | undefined
}

export interface DescribedDevice extends ShownDevice {
  /** When it is online again, if it is offline until a time. */
  readonly offlineUntil?: string
  readonly states: readonly ReportedState[]
  readonly statements: readonly StatedPart[]
  readonly policies: readonly NamedPolicy[]
}

export function* describeDevice(acting: Acting, named: string): Work<DescribedDevice> {
  const { database, reader, now } = acting
  const { tenantId } = reader.store
  const entity = yield* findDevice(acting, named)
  const id = String(entity['id'])
  const memory = (yield* readMemories(database, tenantId, [id])).get(id) ?? {}
  const states = statesOf(memory)
  const statements = statementsOf(memory)
  const until = (memory.offline ?? []).find(({ from, until: end = 0 }) => from <= now && now < end)?.until
  return {
    ...shown(entity, memory, now, (yield* nextCheckIns(database, tenantId, id)).get(id)),
    ...(until !== undefined && { offlineUntil: new Date(until).toISOString() }),
    states,
    statements,
    policies: yield* namePolicies(acting, [...states, ...statements]),
  }
}

function statesOf(memory: Memory): ReportedState[] {
  const { apps = {}, runs = {} } = memory.state ?? {}
  return [
    ...[...policiesOf(memory)].map(([policy, { s, code, x }]) => stateOf(policy, s, code ?? firstCode(x))),
    ...Object.entries(apps)
      .filter(([, { untargeted }]) => untargeted !== true)
      .map(([policy, { s, code }]) => stateOf(policy, s, code)),
    ...Object.entries(runs).map(([policy, { s }]) => stateOf(policy, s)),
  ]
}

function firstCode(settings: readonly (readonly [string, string, number, string?])[] = []): number | undefined {
  return settings.find(([, , code]) => code !== 0)?.[2]
}

function stateOf(policy: string, state: string, code = 0): ReportedState {
  return { policy, state, ...(code !== 0 && { code }) }
}

function statementsOf({ truth = {} }: Memory): StatedPart[] {
  const { policies = {}, apps = {}, settings = {} } = truth
  return [
    ...Object.entries({ ...policies, ...apps }).map(([policy, stated]) => ({ policy, ...stated })),
    ...Object.entries(settings).map(([setting, stated]) => ({ setting, ...stated })),
  ]
}

/** Names of the policies and apps that are spoken of, of those that are there. */
export function* namePolicies(
  { reader }: Pick<Acting, 'reader'>,
  spokenOf: readonly { readonly policy?: string | undefined }[],
): Work<NamedPolicy[]> {
  const ids = [...new Set(spokenOf.flatMap(({ policy }) => (policy === undefined ? [] : [policy])))].sort()
  if (ids.length === 0) return []
  const { dialect, tenantId } = reader.store
  const sql = `SELECT "id", "path" FROM "lifePolicy" WHERE "tenantId" = ${dialect.placeholder(1)} AND ${dialect.isAmong('"id"', 2, 'text')}`
  const paths = new Map((yield* all(sql, [tenantId, JSON.stringify(ids)])).map(([id, path]) => [id, path]))
  const found: NamedPolicy[] = []
  for (const path of FAMILY_PATHS) {
    const set = reader.model.findResource(path)
    const wanted = ids.filter((id) => (paths.get(id) ?? path) === path)
    const members = set === undefined ? {} : allProperties(set.type)
    const select = ['id', 'displayName', 'name'].filter((member) => Object.hasOwn(members, member))
    for (let n = 0; set !== undefined && n < wanted.length; n += CHUNK) {
      const filter = `id in (${wanted
        .slice(n, n + CHUNK)
        .map(quoted)
        .join(',')})`
      for (const { entity } of yield* itemsAt(reader, set, [], { filter, select, uncounted: true }))
        found.push({ id: String(entity['id']), name: nameOf(entity), set: path })
    }
  }
  return found
}

/** Ids in one filter. */
const CHUNK = 50
