/** What differs between two states of a tenant: objects that were added, removed or changed, by set and name. */
import type { CompareOptions, Json, JsonObject, MemberChange } from './compare.js'
import { isObject } from '../../model/payload.js'
import { compare, contentOf } from './compare.js'

/** An entity of a state, with where it is. */
export interface Item {
  /** Path of the set or single value from which containment begins, such as `deviceManagement/configurationPolicies`. */
  readonly set: string
  /** The key in the set; undefined for a single value. */
  readonly id: string | undefined
  /** The navigation properties down to it, each with the key behind it; empty for the object itself. */
  readonly below: readonly { readonly name: string; readonly id: string | undefined }[]
  readonly entity: JsonObject
}

export interface ObjectChange {
  readonly set: string
  readonly id: string | undefined
  readonly name: string | undefined
  /** Without the namespace. */
  readonly type: string | undefined
  readonly change: 'added' | 'removed' | 'changed'
  /** Of a changed object. */
  readonly members: readonly MemberChange[]
  /** Of an added or removed one: all of it, with what it contains. */
  readonly whole?: JsonObject
}

export interface DiffOptions {
  /** Times, versions, summaries and the audit log count as well. */
  readonly all?: boolean
}

/** Members that change with every write, or with every report of a device, and say nothing about what a client wanted. */
const VOLATILE = new Set([
  'createdAt',
  'createdDateTime',
  'creationTime',
  'lastModifiedDateTime',
  'lastModifiedTime',
  'modifiedDateTime',
  'lastUpdateDateTime',
  'lastUpdatedDateTime',
  'lastUpdateTime',
  'uploadedDateTime',
  'approximateLastSignInDateTime',
  'expectedStateUpdateDateTime',
  'lastCollectedDateTime',
  'lastContactedDateTime',
  'lastReportedDateTime',
  'lastScriptRunDateTime',
  'lastStateUpdateDateTime',
  'lastSyncDateTime',
  'version',
  '@odata.etag',
])

/** Sets that tell what happened, not what is. */
const LOGS = new Set(['deviceManagement/auditEvents'])

/** What is counted from what devices report, wherever it stands: it tells what happened as well. */
const COUNTED = /(?:Overview|Summary|Summaries)$/

/** By set, added objects first, and by name. Items that are the same in both may be left out of both. */
export function diffStates(
  before: Iterable<Item>,
  after: Iterable<Item>,
  { all = false }: DiffOptions = {},
): ObjectChange[] {
  const [earlier, later] = [treesOf(before, all), treesOf(after, all)]
  const changes: ObjectChange[] = []
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const [one, other] = [earlier.get(key), later.get(key)]
    const { set, id } = (other ?? one) as Tree
    if (!all && (LOGS.has(set) || COUNTED.test(set))) continue
    const change = changeOf(one, other, all)
    if (change === undefined) continue
    const known = other?.root ?? one?.root
    changes.push({ set, id, name: nameIn(known), type: typeIn(known), ...change })
  }
  return changes.sort(inOrder)
}

/** With names for objects of which only something that they contain is told. */
export function withNames(changes: readonly ObjectChange[], names: ReadonlyMap<string, string>): ObjectChange[] {
  return changes
    .map((change) =>
      change.id === undefined || change.name !== undefined ? change : { ...change, name: names.get(change.id) },
    )
    .sort(inOrder)
}

interface Tree {
  readonly set: string
  readonly id: string | undefined
  /** The object itself; undefined where only something in it is told. */
  root: JsonObject | undefined
  /** Contained entities: by path, with what leads there. */
  readonly contained: Map<string, { readonly path: readonly string[]; readonly entity: JsonObject }>
}

/** Unless all counts, settings and assignments go by what they are about: a policy that is written anew gives them new ids. */
function treesOf(items: Iterable<Item>, all: boolean): Map<string, Tree> {
  const trees = new Map<string, Tree>()
  for (const { set, id, below, entity } of items) {
    if (!all && COUNTED.test(below.at(-1)?.name ?? '')) continue
    const key = JSON.stringify([set, id])
    let tree = trees.get(key)
    if (tree === undefined) trees.set(key, (tree = { set, id, root: undefined, contained: new Map() }))
    if (below.length === 0) tree.root = entity
    else {
      const path = below.flatMap(({ name, id }) => (id === undefined ? [name] : [name, `[${id}]`]))
      const content = all ? undefined : contentOf(entity)
      const byContent = content === undefined ? path : [...path.slice(0, -1), `[${content}]`]
      const chosen = tree.contained.has(JSON.stringify(byContent)) ? path : byContent
      tree.contained.set(JSON.stringify(chosen), { path: chosen, entity })
    }
  }
  return trees
}

function changeOf(
  before: Tree | undefined,
  after: Tree | undefined,
  all: boolean,
): Pick<ObjectChange, 'change' | 'members' | 'whole'> | undefined {
  if (after?.root !== undefined && before === undefined) return { change: 'added', members: [], whole: wholeOf(after) }
  if (before?.root !== undefined && after === undefined)
    return { change: 'removed', members: [], whole: wholeOf(before) }
  const members: MemberChange[] = []
  const ignored = all ? () => false : (name: string): boolean => VOLATILE.has(name)
  const options = { ignored }
  if (before?.root !== undefined && after?.root !== undefined)
    members.push(...compare(before.root, after.root, options))
  else if (before?.root !== undefined) return { change: 'removed', members: [], whole: wholeOf(before) }
  else if (after?.root !== undefined) return { change: 'added', members: [], whole: wholeOf(after) }
  members.push(...containedChanges(before, after, options))
  return members.length === 0 ? undefined : { change: 'changed', members }
}

function* containedChanges(
  before: Tree | undefined,
  after: Tree | undefined,
  options: CompareOptions,
): Generator<MemberChange> {
  for (const [key, { path, entity }] of before?.contained ?? []) {
    const other = after?.contained.get(key)
    if (other === undefined) yield { path, change: 'removed', before: entity }
    else
      for (const change of compare(
        entity,
        other.entity,
        path.at(-1) === `[${entity['id'] as string}]` ? options : withoutId(options),
      ))
        yield { ...change, path: [...path, ...change.path] }
  }
  for (const [key, { path, entity }] of after?.contained ?? [])
    if (before?.contained.has(key) !== true) yield { path, change: 'added', after: entity }
}

function withoutId({ ignored }: CompareOptions): CompareOptions {
  return { ignored: (name) => name === 'id' || ignored?.(name) === true }
}

/** The object with what it contains: by the names of navigation properties, collections as arrays. */
function wholeOf({ root, contained }: Tree): JsonObject {
  const whole: Record<string, Json> = { ...root }
  for (const { path, entity } of contained.values()) {
    const name = path.filter((step) => !step.startsWith('[')).join('/')
    const isMany = path.at(-1)?.startsWith('[') === true
    const known = whole[name]
    whole[name] = isMany ? [...(Array.isArray(known) ? (known as Json[]) : []), entity] : entity
  }
  return whole
}

export function nameIn(entity: JsonObject | undefined): string | undefined {
  for (const member of ['displayName', 'name', 'deviceName', 'userPrincipalName', 'fileName', 'localeId'])
    if (typeof entity?.[member] === 'string' && entity[member] !== '') return entity[member]
  return undefined
}

function typeIn(entity: JsonObject | undefined): string | undefined {
  const type = isObject(entity) ? entity['@odata.type'] : undefined
  return typeof type === 'string' ? type.slice(type.lastIndexOf('.') + 1) : undefined
}

const ORDER = { added: 0, changed: 1, removed: 2 }

function inOrder(one: ObjectChange, other: ObjectChange): number {
  return (
    compareTexts(one.set, other.set) ||
    ORDER[one.change] - ORDER[other.change] ||
    compareTexts(one.name ?? '', other.name ?? '') ||
    compareTexts(one.id ?? '', other.id ?? '')
  )
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
