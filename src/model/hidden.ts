/** What a version of the service cannot show it must not erase either (R2). */
import { enumValueIn } from './enum-values.js'
import { complexTypeOf, isObject } from './payload.js'
import type { Entity } from './payload.js'
import { allProperties } from './inheritance.js'
import type { StructuredType, Version } from './types.js'
import { propertiesIn } from './views.js'

/**
 * The changes of a PATCH with what its version does not know of the complex values that it replaces, and with members of
 * enums that it does not have, where what it shows of them is sent back. A value that
 * becomes one of another type starts afresh; so do the elements of collections, which cannot be told apart.
 */
export function keepHidden(type: StructuredType, current: Entity, changes: Entity, version: Version): Entity {
  if (version === 'beta') return changes
  const kept: Entity = {}
  const properties = allProperties(type)
  for (const [name, value] of Object.entries(changes)) {
    const property = properties[name]
    const before = current[name]
    kept[name] = value
    if (property?.type.kind === 'enum' && Object.hasOwn(current, name)) {
      const shown = enumValueIn(property, property.type, before, version)
      if (JSON.stringify(shown) === JSON.stringify(value)) kept[name] = before
    }
    if (property?.type.kind !== 'complex' || property.collection || !isObject(value) || !isObject(before)) continue
    if (value['@odata.type'] !== before['@odata.type']) continue
    const valueType = complexTypeOf(property, value)
    const visible = propertiesIn(valueType, version)
    const hidden = Object.entries(before).filter(
      ([member]) => Object.hasOwn(allProperties(valueType), member) && !Object.hasOwn(visible, member),
    )
    kept[name] = { ...keepHidden(valueType, before, value, version), ...Object.fromEntries(hidden) }
  }
  return kept
}
