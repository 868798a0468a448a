/**
 * What audit events tell of changed values (L91): names in Pascal case with dots for values inside of values, members of
 * enumerations in Pascal case, types by their class, and `<null>` for what becomes nothing.
 */
import { complexTypeOf } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { allProperties } from '../../model/inheritance.js'
import type { Property, StructuredType } from '../../model/types.js'
import { capital } from '../../model/words.js'

export const NOTHING = '<null>'

/** The version of the service that every resource ends with. */
const API_VERSION = '5025-06-03'

/** What a write says of an object of a type, beside what was there before. What is sent again unchanged has no new value. */
export function modifiedProperties(
  type: StructuredType | undefined,
  sent: Entity | undefined,
  before: Entity | undefined,
): Entity[] {
  const now = flat(type, sent ?? {})
  const then = flat(type, before ?? {})
  const found: Entity[] = []
  for (const [displayName, value] of now) {
    const oldValue = then.get(displayName) ?? null
    if (value !== oldValue || before === undefined) found.push({ displayName, oldValue, newValue: value ?? NOTHING })
    else if (value !== null) found.push({ displayName, oldValue, newValue: '' })
  }
  for (const [displayName, oldValue] of then)
    if (displayName.startsWith(COLLECTION) && !now.has(displayName))
      found.push({ displayName, oldValue, newValue: NOTHING })
  return [...found, modified('DeviceManagementAPIVersion', API_VERSION)]
}

export function modified(displayName: string, newValue: string): Entity {
  return { displayName, oldValue: null, newValue }
}

const COLLECTION = '$Collection.'
const TYPE = '@odata.type'

/** `{ target: { groupId } }` is `Target.GroupId`, the first of some texts `$Collection.RoleScopeTagIds[0]`. */
function flat(
  type: StructuredType | undefined,
  value: Entity,
  above = '',
  found = new Map<string, string | null>(),
): Map<string, string | null> {
  const properties = type === undefined ? {} : allProperties(type)
  for (const [name, inner] of Object.entries(value)) {
    if (name === TYPE) found.set(`${above}Type`, className(inner))
    if (name.includes('@')) continue
    const property = properties[name]
    const path = `${above}${capital(name)}`
    if (!Array.isArray(inner)) one(property, inner, path, found)
    else
      for (const [n, each] of inner.entries())
        one(property, each, `${path.startsWith(COLLECTION) ? '' : COLLECTION}${path}[${n}]`, found)
  }
  return found
}

function one(property: Property | undefined, value: unknown, path: string, found: Map<string, string | null>): void {
  if (typeof value !== 'object' || value === null) return void found.set(path, textOf(property, value))
  const type = property?.type.kind === 'complex' ? complexTypeOf(property, value as Entity) : undefined
  flat(type, value as Entity, `${path}.`, found)
}

function textOf(property: Property | undefined, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') return JSON.stringify(value)
  return property?.type.kind === 'enum' ? value.split(',').map(capital).join(', ') : value
}

function className(type: unknown): string {
  return capital(String(type).slice(String(type).lastIndexOf('.') + 1))
}
