/**
 * What differs between two JSON values, member by member. Elements of arrays are matched by what identifies them (the
 * definition of a setting, the target of an assignment, an id), not by their position, where that is possible: where two
 * elements have the same identity, or common elements are in another order, the arrays differ as a whole. So the changes
 * applied to the first value give the second one.
 */
import { isObject } from '../../model/payload.js'

export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [name: string]: Json
}

/** A name of a member, or in brackets what identifies an element. */
export type Step = string

export interface MemberChange {
  readonly path: readonly Step[]
  readonly change: 'added' | 'removed' | 'changed'
  readonly before?: Json
  readonly after?: Json
  /** Of an element that was added: its position afterwards. */
  readonly at?: number
}

export interface CompareOptions {
  /** Members that are left out, whatever object they are in. */
  readonly ignored?: (name: string) => boolean
}

export function compare(before: Json, after: Json, options: CompareOptions = {}): MemberChange[] {
  return [...compareValues([], before, after, options)]
}

function* compareValues(
  path: readonly Step[],
  before: Json,
  after: Json,
  options: CompareOptions,
): Generator<MemberChange> {
  if (before === after) return
  if (Array.isArray(before) && Array.isArray(after)) yield* compareArrays(path, before, after, options)
  else if (isObject(before) && isObject(after) && before['@odata.type'] === after['@odata.type'])
    yield* compareObjects(path, before, after, options)
  else yield { path, change: 'changed', before, after }
}

function* compareObjects(
  path: readonly Step[],
  before: JsonObject,
  after: JsonObject,
  options: CompareOptions,
): Generator<MemberChange> {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (options.ignored?.(name) === true) continue
    const [one, other] = [before[name], after[name]]
    const at = [...path, name]
    if (one === undefined && other !== undefined) yield { path: at, change: 'added', after: other }
    else if (one !== undefined && other === undefined) yield { path: at, change: 'removed', before: one }
    else if (one !== undefined && other !== undefined) yield* compareValues(at, one, other, options)
  }
}

function* compareArrays(
  path: readonly Step[],
  before: readonly Json[],
  after: readonly Json[],
  options: CompareOptions,
): Generator<MemberChange> {
  const [one, other] = [byIdentity(before), byIdentity(after)]
  if (one === undefined || other === undefined || !sameOrder(one, other)) {
    if (!isEqual(before, after, options)) yield { path, change: 'changed', before, after }
    return
  }
  for (const [identity, element] of one)
    if (!other.has(identity)) yield { path: [...path, `[${identity}]`], change: 'removed', before: element }
  let at = 0
  for (const [identity, element] of other) {
    const inside = [...path, `[${identity}]`]
    const known = one.get(identity)
    if (known === undefined) yield { path: inside, change: 'added', after: element, at }
    else yield* compareValues(inside, known, element, options)
    at += 1
  }
}

/** Elements by what identifies them; undefined if two are alike, or one has nothing that does. */
function byIdentity(elements: readonly Json[]): Map<string, Json> | undefined {
  const found = new Map<string, Json>()
  for (const element of elements) {
    const identity = identityOf(element)
    if (identity === undefined || found.has(identity)) return undefined
    found.set(identity, element)
  }
  return found
}

/** Members that say what an element is about, and members that name it. */
const CONTENTS: readonly (readonly string[])[] = [['settingInstance', 'settingDefinitionId'], ['settingDefinitionId']]
const NAMES: readonly (readonly string[])[] = [['omaUri'], ['ruleName'], ['id'], ['name'], ['displayName']]

/** Of the target of an assignment: whom it is for. */
const TARGET = ['@odata.type', 'groupId', 'collectionId']

/** What tells an element of an array from the others; undefined where nothing does. */
export function identityOf(element: Json): string | undefined {
  if (!isObject(element)) return element === null || Array.isArray(element) ? undefined : JSON.stringify(element)
  return contentOf(element) ?? textAt(element, NAMES)
}

/** What an object is about, whatever its id: the definition of a setting, the target of an assignment. */
export function contentOf(element: JsonObject): string | undefined {
  const target = element['target']
  if (!isObject(target) || target['@odata.type'] === undefined) return textAt(element, CONTENTS)
  const parts = [...TARGET.map((name) => target[name]), element['intent']]
  return parts.filter((part) => typeof part === 'string').join(' ')
}

function textAt(element: JsonObject, paths: readonly (readonly string[])[]): string | undefined {
  for (const names of paths) {
    const value = names.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), element)
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

function sameOrder(one: ReadonlyMap<string, Json>, other: ReadonlyMap<string, Json>): boolean {
  const common = [...one.keys()].filter((identity) => other.has(identity))
  const there = [...other.keys()].filter((identity) => one.has(identity))
  return common.every((identity, i) => identity === there[i])
}

function isEqual(before: Json, after: Json, options: CompareOptions): boolean {
  if (Array.isArray(before) && Array.isArray(after))
    return (
      before.length === after.length && before.every((element: Json, i) => isEqual(element, after[i] as Json, options))
    )
  if (isObject(before) && isObject(after)) return compareObjects([], before, after, options).next().done === true
  return before === after
}
