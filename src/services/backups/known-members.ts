/**
 * The members of an object that this version knows: others, and what OData says of itself, are left out before the body goes
 * the way of a request, which would refuse it (K31, K40).
 */
import { isControlInformation } from '../../model/body-types.js'
import { allNavigation, allProperties, isOpen } from '../../model/inheritance.js'
import type { Entity } from '../../model/payload.js'
import { valueTypeNamed } from '../../model/subtypes.js'
import type { ComplexType, EntityType, Property, StructuredType } from '../../model/types.js'
import { isObject } from './text.js'

const TYPE = '@odata.type'
const BIND = '@odata.bind'

/** Why a member is left out of which this version knows nothing. */
export const UNKNOWN = 'this version does not know it'

/** What PowerShell wrote of a value that was too deep for it. */
const CUT_OFF = /^(?:System\.Collections\.Hashtable|System\.Object\[\]|@\{[^]*\})$/

/** `dropped` gets to know the path of each member that is left out, and why. */
export function knownMembers(
  type: EntityType,
  body: Entity,
  childType: (name: string, item: Entity) => EntityType | undefined,
  dropped: (path: string, reason: string) => void,
): Entity {
  const navigation = allNavigation(type)
  const known: Entity = {}
  for (const [name, value] of Object.entries(body)) {
    if (name === 'id' || name === TYPE || name.endsWith(BIND)) known[name] = value
    else if (isControlInformation(name) || value === undefined) continue
    else if (Object.hasOwn(navigation, name)) {
      const inner = (item: unknown, at: string): unknown => {
        const child = isObject(item) ? childType(name, item) : undefined
        if (child === undefined || !isObject(item)) return item
        return knownMembers(
          child,
          item,
          () => undefined,
          (path, reason) => dropped(`${at}/${path}`, reason),
        )
      }
      known[name] = Array.isArray(value) ? value.map((item, i) => inner(item, `${name}/${i}`)) : inner(value, name)
    } else own(type, name, value, known, dropped)
  }
  return known
}

function own(
  type: StructuredType,
  name: string,
  value: unknown,
  known: Entity,
  dropped: (path: string, reason: string) => void,
): void {
  const properties = allProperties(type)
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (property === undefined && name !== '__proto__' && isOpen(type)) known[name] = value
  else if (property === undefined) dropped(name, UNKNOWN)
  else if (property.type.kind === 'complex') {
    const fitting = complexValue(property, value, (path, reason) => dropped(`${name}${path}`, reason))
    if (fitting !== undefined) known[name] = fitting
  } else known[name] = value
}

function complexValue(property: Property, value: unknown, dropped: (path: string, reason: string) => void): unknown {
  const one = (each: unknown, at: string): unknown => {
    if (typeof each === 'string' && CUT_OFF.test(each)) {
      dropped(at, 'PowerShell has cut it off')
      return undefined
    }
    if (!isObject(each)) return each
    const named = each[TYPE] === undefined ? undefined : valueTypeNamed(property, each[TYPE])
    const type = named ?? (property.type as ComplexType)
    const known: Entity = {}
    for (const [name, inner] of Object.entries(each))
      if (name === TYPE) {
        if (type !== property.type || type.abstract || named === undefined) known[name] = inner
      } else if (!isControlInformation(name))
        own(type, name, inner, known, (path, reason) => dropped(`${at}/${path}`, reason))
    return known
  }
  if (!property.collection) return one(value, '')
  // A list of one is what PowerShell writes without brackets (K41).
  const list = isObject(value) ? [value] : value
  return Array.isArray(list) ? list.map((each, i) => one(each, `/${i}`)).filter((each) => each !== undefined) : list
}
