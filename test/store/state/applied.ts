/** Changes that a diff tells, carried out. */
import { identityOf } from '../../../src/services/state/compare.js'
import type { Json, JsonObject, MemberChange } from '../../../src/services/state/compare.js'
import type { Item, ObjectChange } from '../../../src/services/state/diff.js'

export const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json)

/** The element that a step in brackets names, or the member of a name. */
function at(json: Json | undefined, step: string): number | string {
  if (!isList(json)) return step
  return json.findIndex((element) => `[${identityOf(element)}]` === step)
}

/** A value after a change that a comparison told of it. */
export function applied(json: Json | undefined, told: MemberChange): Json {
  const {
    path: [step, ...path],
    change,
    after,
    at: position = 0,
  } = told
  if (step === undefined) return after as Json
  const key = at(json, step)
  if (isList(json)) {
    const elements = [...json]
    if (path.length > 0) elements[key as number] = applied(json[key as number], { ...told, path })
    else if (change === 'removed') elements.splice(key as number, 1)
    else if (change === 'added') elements.splice(position, 0, after as Json)
    else elements[key as number] = after as Json
    return elements
  }
  const { [step]: inner, ...others } = (json ?? {}) as JsonObject
  if (path.length === 0 && change === 'removed') return others
  const next = path.length === 0 ? (after as Json) : applied(inner, { ...told, path })
  return { ...others, [step]: next }
}

/** Members in the order of their names. */
export function canonical(json: Json): Json {
  if (isList(json)) return json.map(canonical)
  if (typeof json !== 'object' || json === null) return json
  const members = Object.entries(json).map(([name, inner]) => [name, canonical(inner)] as const)
  return Object.fromEntries<Json>(members.sort(([one], [other]) => (one < other ? -1 : 1)))
}

const keyOf = ({ set, id }: Pick<Item, 'set' | 'id'>): string => JSON.stringify([set, id])

/** The objects of a tenant. What they contain and refer to is a member of theirs by its key in brackets. */
export function objectsOf(items: readonly Item[]): Map<string, Json> {
  const objects = new Map<string, Json>()
  // What contains others comes before them.
  for (const item of [...items].sort((one, other) => one.below.length - other.below.length)) {
    const path = item.below.flatMap(({ name, id }) => (id === undefined ? [name] : [name, `[${id}]`]))
    objects.set(keyOf(item), applied(objects.get(keyOf(item)), { path, change: 'added', after: item.entity }))
  }
  return objects
}

/** The objects after all changes of a diff; those that were added as the diff tells them. */
export function allApplied(objects: ReadonlyMap<string, Json>, changes: readonly ObjectChange[]): Map<string, Json> {
  const result = new Map(objects)
  for (const change of changes) {
    const key = keyOf(change)
    if (change.change === 'removed') result.delete(key)
    else if (change.change === 'added') result.set(key, change.whole ?? {})
    else result.set(key, change.members.reduce<Json | undefined>(applied, result.get(key)) ?? null)
  }
  return result
}

/** In an object that was added, what it contains stands under the names that lead there. */
export function flat(items: readonly Item[]): JsonObject {
  const whole: Record<string, Json> = {}
  for (const { below, entity } of [...items].sort((one, other) => one.below.length - other.below.length)) {
    const name = below.map(({ name }) => name).join('/')
    if (name === '') Object.assign(whole, entity)
    else if (below.at(-1)?.id === undefined) whole[name] = entity
    else whole[name] = [...((whole[name] as Json[] | undefined) ?? []), entity]
  }
  return whole
}
