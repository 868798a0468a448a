/**
 * Rows become JSON inside the database: a projection is an SQL expression whose value is the JSON text of an entity as
 * a version of the service shows it. No row ever becomes a JavaScript object on the way to a reader.
 */
import type { Property, Version } from '../model/edm.js'
import { NAMESPACE } from '../model/model.js'
import type { Place } from '../model/model.js'
import { allProperties, existsIn } from '../model/types.js'
import type { ComplexType, EntityType, StructuredType } from '../model/types.js'
import { propertiesIn } from '../model/views.js'
import { constant, identifier } from './dialect.js'
import type { Dialect } from './dialect.js'
import { tableOf } from './tables.js'

/** What a reader wants to see of an entity. */
export interface Shape {
  readonly version: Version
  /** Names of the wanted properties in the order of the answer; undefined for all. */
  readonly select: readonly string[] | undefined
  /** `all` writes `@odata.type` on every entity, `derived` only where the type is not the declared one (R23). */
  readonly typeAnnotations: 'all' | 'derived' | 'none'
}

/** SQL of expanded navigation for one row, each a complete `,"name":…` tail. */
export type Tails = readonly string[]

/** The JSON text of a row of `place`'s table, which the statement calls `alias`. */
export function projection(dialect: Dialect, place: Place, alias: string, shape: Shape, tails: Tails = []): string {
  const table = tableOf(place)
  const render = (type: EntityType): string => concat(alias, membersOf(dialect, place, type, alias, shape), tails)
  if (!table.typed) return render(place.concreteTypes[0] ?? place.type)
  const branches = place.concreteTypes.map((type) => `WHEN ${constant(type.name)} THEN ${render(type)}`)
  return `CASE ${alias}."odataType" ${branches.join(' ')} END`
}

type Member = readonly [name: string, json: string] | 'derived'

function membersOf(dialect: Dialect, place: Place, type: EntityType, alias: string, shape: Shape): Member[] {
  const shown = shownType(type, place, shape.version)
  const own = new Set(tableOf(place).columns.map(([name]) => name))
  const members: Member[] = []
  if (annotates(shape, place, type, shown)) members.push(['@odata.type', constant(`"#${NAMESPACE}.${shown.name}"`)])
  const visible = propertiesIn(shown, shape.version)
  const names = shape.select?.filter((name) => Object.hasOwn(visible, name)) ?? Object.keys(visible)
  // Whatever the derived type adds can be copied as it is stored, if all of it is wanted.
  const copied = shape.select === undefined && shown === type && allVisible(type, shape.version)
  for (const name of names) {
    const property = visible[name]
    if (property === undefined || (copied && !own.has(name))) continue
    members.push([name, own.has(name) ? columnJson(dialect, `${alias}.${identifier(name)}`, property, shape.version) : derivedJson(dialect, alias, name)])
  }
  if (copied && Object.keys(visible).some((name) => !own.has(name))) members.push('derived')
  return members
}

/** The type as which a version shows an entity: the nearest one that it knows (R2). */
function shownType(type: EntityType, place: Place, version: Version): EntityType {
  let shown = type
  while (!existsIn(shown.since, version) && shown !== place.type) shown = shown.baseType as EntityType
  return shown
}

function annotates({ typeAnnotations }: Shape, place: Place, type: EntityType, shown: EntityType): boolean {
  if (shown !== type || typeAnnotations === 'none') return false
  return typeAnnotations === 'all' || type !== place.type
}

function allVisible(type: StructuredType, version: Version): boolean {
  return Object.values(allProperties(type)).every(({ since }) => existsIn(since, version))
}

function columnJson(dialect: Dialect, column: string, property: Property, version: Version): string {
  const { type, collection } = property
  if (type.kind === 'complex' && hidesMembers(property, version)) return `coalesce(${reduced(dialect, column, property, version)}, 'null')`
  if (collection || type.kind === 'complex') return `coalesce(${column}, 'null')`
  if (type.kind === 'enum') return plainText(column)
  switch (type.name) {
    case 'Edm.Int32':
    case 'Edm.Int64':
    case 'Edm.Double':
      return `coalesce(CAST(${column} AS TEXT), 'null')`
    case 'Edm.Boolean':
      return dialect.jsonBoolean(column)
    case 'Edm.DateTimeOffset':
      return `coalesce('"' || ${column} || 'Z"', 'null')`
    case 'Edm.Guid':
    case 'Edm.Binary':
    case 'Edm.Duration':
      return plainText(column)
    case 'Edm.String':
      return dialect.jsonString(column)
  }
}

function valueTypes({ type, subtypes }: Property): readonly ComplexType[] {
  if (subtypes.length > 0) return subtypes
  return type.kind === 'complex' ? [type] : []
}

/** Whether complex values hold members that the version does not show. */
function hidesMembers(property: Property, version: Version): boolean {
  return valueTypes(property).some((type) => !allVisible(type, version))
}

/** The JSON of a complex value with only the members that the version shows. */
function reduced(dialect: Dialect, column: string, property: Property, version: Version): string {
  if (property.collection) throw new Error('collections of complex values with members of one version are not built yet')
  const render = (type: ComplexType): string => {
    const members = Object.keys(propertiesIn(type, version)).map(
      (name): Member => [name, `coalesce(${dialect.jsonMember(column, name)}, 'null')`],
    )
    const annotation: Member[] = property.subtypes.length > 0 ? [['@odata.type', constant(`"#${NAMESPACE}.${type.name}"`)]] : []
    return concat('', [...annotation, ...members], [])
  }
  const [only] = property.subtypes.length > 0 ? [] : valueTypes(property)
  if (only !== undefined) return `CASE WHEN ${column} IS NULL THEN NULL ELSE ${render(only)} END`
  const branches = property.subtypes.map((type) => `WHEN ${constant(`#${NAMESPACE}.${type.name}`)} THEN ${render(type)}`)
  return `CASE ${dialect.textMember(column, '@odata.type')} ${branches.join(' ')} END`
}

/** Text that holds nothing to escape. */
function plainText(column: string): string {
  return `coalesce('"' || ${column} || '"', 'null')`
}

function derivedJson(dialect: Dialect, alias: string, name: string): string {
  return `coalesce(${dialect.jsonMember(`${alias}."derived"`, name)}, 'null')`
}

/** Joins members to an object, with everything constant in as few pieces as possible. */
function concat(alias: string, members: readonly Member[], tails: Tails): string {
  const pieces: string[] = []
  let text = '{'
  let first = true
  for (const member of members) {
    const comma = first ? '' : ','
    first = false
    if (member === 'derived') {
      pieces.push(constant(`${text}${comma}`), `substr(${alias}."derived", 2, length(${alias}."derived") - 2)`)
      text = ''
      continue
    }
    const [name, json] = member
    text += `${comma}${JSON.stringify(name)}:`
    if (/^'[^']*'$/.test(json)) text += json.slice(1, -1)
    else {
      pieces.push(constant(text), json)
      text = ''
    }
  }
  for (const tail of tails) {
    if (text !== '') pieces.push(constant(text))
    text = ''
    pieces.push(first ? `substr(${tail}, 2)` : tail)
    first = false
  }
  pieces.push(constant(`${text}}`))
  return `(${pieces.join(' || ')})`
}
