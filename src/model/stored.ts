/** What is wrong with an entity as a row holds it: times in UTC, enum members as declared, every value of its type. */
import { issuesIn } from './issues.js'
import type { Issue } from './issues.js'
import { complexTypeOf } from './payload.js'
import type { Entity } from './payload.js'
import { bodySchema } from './schemas.js'
import { qualifiedName } from './types.js'
import { propertyList } from './inheritance.js'
import type { Property, StructuredType } from './types.js'

/** Empty if the value fits. `pointer` leads to it. */
export function* storedIssues(type: StructuredType, value: Entity, pointer: string): Generator<Issue> {
  yield* issuesIn(bodySchema(type, 'beta', 'stored'), value, pointer)
  for (const [name, property] of propertyList(type)) {
    if (property.type.kind !== 'complex' || !Object.hasOwn(value, name)) continue
    const elements: readonly unknown[] = property.collection ? listOf(value[name]) : [value[name]]
    for (const [i, element] of elements.entries())
      if (typeof element === 'object' && element !== null && !Array.isArray(element))
        yield* complexIssues(property, element as Entity, `${pointer}/${name}${property.collection ? `/${i}` : ''}`)
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function* complexIssues(property: Property, value: Entity, pointer: string): Generator<Issue> {
  const type = complexTypeOf(property, value)
  const named = value['@odata.type'] ?? (type.abstract ? undefined : `#${qualifiedName(property.type)}`)
  if (named !== `#${qualifiedName(type)}`)
    yield { pointer: `${pointer}/@odata.type`, detail: 'is no type that a value can have here' }
  else yield* storedIssues(type, value, pointer)
}
