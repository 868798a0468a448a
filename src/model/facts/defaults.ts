/** Rules of thumb for what the public model does not say of a property. The overlay has the exceptions. */
import type { Facets } from '../edm.js'
import type { EnumType, PropertyType, Stamp } from '../types.js'
import type { MemberFacts } from './grammar.js'

const STAMPS: Readonly<Record<string, readonly [type: string, stamp: Stamp]>> = {
  createdDateTime: ['Edm.DateTimeOffset', 'created'],
  lastModifiedDateTime: ['Edm.DateTimeOffset', 'modified'],
  version: ['Edm.Int32', 'revision'],
}

/** Texts by which lists are sorted and filtered. */
const INDEXED: ReadonlySet<string> = new Set(['displayName', 'name'])

/** What follows from what an item contains. */
const FOLLOWING: ReadonlySet<string> = new Set(['isAssigned', 'settingCount'])

/** The service writes times of creation and change and counts versions and contents; names have an index. */
export function thumbRules({ name, type, unlisted }: MemberFacts, kind: 'entity' | 'complex'): Facets {
  if (kind === 'complex' || unlisted) return {}
  const [stampType, stamp] = STAMPS[name] ?? []
  if (stamp !== undefined && type.name === stampType && !type.collection) return { computed: true, stamp }
  if (FOLLOWING.has(name)) return { computed: true }
  if (INDEXED.has(name) && type.name === 'Edm.String' && !type.collection) return { indexed: true }
  return {}
}

/**
 * The value of a property that a body does not hold: of a collection none, of a nullable one null, else the zero of its
 * type. Undefined makes the property required: the name of an entity, where it cannot be null.
 */
export function defaultOf({ name, type }: MemberFacts, kind: 'entity' | 'complex', valueType: PropertyType): unknown {
  if (type.collection) return kind === 'entity' && SCOPE_TAGS.has(name) ? ['0'] : []
  if (type.nullable) return null
  if (valueType.kind === 'complex') return null
  if (valueType.kind === 'enum') return firstMember(valueType)
  if (valueType.name === 'Edm.String' && kind === 'entity' && INDEXED.has(name)) return undefined
  return ZEROS[valueType.name] ?? null
}

/** What has no other scope tag has the one that every tenant has (B6). */
const SCOPE_TAGS: ReadonlySet<string> = new Set(['roleScopeTagIds', 'roleScopeTags'])

const ZEROS: Readonly<Record<string, unknown>> = {
  'Edm.String': '',
  'Edm.Boolean': false,
  'Edm.Byte': 0,
  'Edm.Int16': 0,
  'Edm.Int32': 0,
  'Edm.Int64': 0,
  'Edm.Single': 0,
  'Edm.Double': 0,
  'Edm.Decimal': 0,
  'Edm.Guid': '00000000-0000-0000-0000-000000000000',
  'Edm.Date': '0001-01-01',
  'Edm.TimeOfDay': '00:00:00.0000000',
  'Edm.DateTimeOffset': '0001-01-01T00:00:00Z',
  'Edm.Duration': 'PT0S',
}

/** The member with the number 0, else the first one; of those that v1.0 has, if the enum is in v1.0. */
function firstMember({ members }: EnumType): string | undefined {
  const names = Object.keys(members)
  return names.find((name) => members[name] === 0) ?? names[0]
}

/** What an item refers to need not be there; what the service keeps of a tenant, and what it counts, always is. */
export function isOptional(owner: string, name: string): boolean {
  return owner !== 'deviceManagement' && owner !== 'deviceAppManagement' && !/(Summary|Overview)$/.test(name)
}
