/** What an answer shows in place of values that it withholds (B80, B121). */
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import { propertyList } from '../../model/inheritance.js'
import type { Property } from '../../model/types.js'
import type { Shape } from './shape.js'

/** The JSON of what is shown instead; undefined where the value itself is shown. */
export function insteadOf({ withheld, type, collection }: Property, { withholds, select }: Shape): string | undefined {
  if (withheld === undefined || withholds === undefined) return undefined
  if (withholds === 'unselected' && (withheld.but === 'from items' || select !== undefined)) return undefined
  const { as } = withheld
  const isValue = type.kind === 'complex' && !collection && as !== null
  return JSON.stringify(isValue ? complete(type, as as Entity) : as)
}

const replaced = new WeakMap<Resource, Map<string, ReadonlyMap<string, string>>>()
const NOTHING: ReadonlyMap<string, string> = new Map()

/** What is shown instead of properties of the items of a resource, by name. */
export function insteadAt(resource: Resource, shape: Shape): ReadonlyMap<string, string> {
  const { withholds } = shape
  if (withholds === undefined || (withholds === 'unselected' && shape.select !== undefined)) return NOTHING
  let known = replaced.get(resource)
  if (known === undefined) replaced.set(resource, (known = new Map<string, ReadonlyMap<string, string>>()))
  let found = known.get(withholds)
  if (found === undefined) {
    const all = resource.concreteTypes.flatMap((type) => propertyList(type))
    const texts = all.map(([name, property]) => [name, insteadOf(property, shape)] as const)
    found = new Map(texts.filter((each): each is [string, string] => each[1] !== undefined))
    known.set(withholds, found)
  }
  return found
}
