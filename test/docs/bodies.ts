/** The least that a POST needs, by the declaration of the type, and any value that is told by `@odata.type`. */
import { randomUUID } from 'node:crypto'
import { NAMESPACE } from '../../src/model/model.js'
import type { EntityType, PrimitiveName, Property, StructuredType, Version } from '../../src/model/types.js'
import { propertiesIn } from '../../src/model/views.js'

const SAMPLES: Readonly<Record<PrimitiveName, unknown>> = {
  'Edm.String': 'sample',
  'Edm.Guid': '5d0a1b6e-7c3f-4e82-9b47-1f6a2c8d3e50',
  'Edm.Byte': 1,
  'Edm.SByte': 1,
  'Edm.Int16': 1,
  'Edm.Int32': 1,
  'Edm.Int64': 1,
  'Edm.Boolean': true,
  'Edm.Binary': 'AAAA',
  'Edm.DateTimeOffset': '2026-03-02T09:14:07Z',
  'Edm.Stream': 'AAAA',
  'Edm.Date': '2026-03-02',
  'Edm.TimeOfDay': '09:14:07.0000000',
  'Edm.Duration': 'PT1H',
  'Edm.Single': 1.5,
  'Edm.Double': 1.5,
  'Edm.Decimal': 1.5,
  'Edm.Untyped': { any: ['thing'] },
}

/** What services ask for by rules of their own. */
const ASKED_BY_RULE: Readonly<Record<string, () => Record<string, unknown>>> = {
  user: () => ({
    accountEnabled: true,
    displayName: 'Sample',
    mailNickname: 'sample',
    userPrincipalName: `${randomUUID()}@sample.test`,
  }),
  application: () => ({ displayName: 'Sample' }),
  group: () => ({ displayName: 'Sample', mailEnabled: false, mailNickname: 'sample', securityEnabled: true }),
}

export function leastBody(type: EntityType, version: Version): Record<string, unknown> {
  return {
    '@odata.type': `#${NAMESPACE}.${type.name}`,
    ...requiredMembers(type, version, type.filledByRule),
    ...ASKED_BY_RULE[type.name]?.(),
  }
}

function requiredMembers(
  type: StructuredType,
  version: Version,
  filledByRule: readonly string[],
): Record<string, unknown> {
  const required = Object.entries(propertiesIn(type, version)).filter(
    ([name, property]) =>
      name !== 'id' &&
      !property.computed &&
      (!property.nullable || property.subtypes.length > 0) &&
      property.default === undefined &&
      !filledByRule.includes(name),
  )
  return Object.fromEntries(required.map(([name, property]) => [name, sample(property, version)]))
}

function sample({ type, subtypes }: Property, version: Version): unknown {
  if (type.kind === 'primitive') return SAMPLES[type.name]
  if (type.kind === 'enum') return Object.keys(type.members)[0]
  const concrete = subtypes[0] ?? type
  return { '@odata.type': `#${NAMESPACE}.${concrete.name}`, ...requiredMembers(concrete, version, []) }
}
