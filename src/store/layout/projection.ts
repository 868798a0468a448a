/**
 * Rows become JSON inside the database: a projection is an SQL expression whose value is the JSON text of an entity as
 * a version of the service shows it. No row ever becomes a JavaScript object on the way to a reader.
 */
import { PRIMITIVES } from '../../model/primitives.js'
import type { Resource } from '../../model/model.js'
import { valueTypes } from '../../model/subtypes.js'
import { existsIn, NAMESPACE, qualifiedName } from '../../model/types.js'
import type { ComplexType, EntityType, Property, StructuredType, Version } from '../../model/types.js'
import { propertiesIn, shownAs, showsAll, showsAllMembers } from '../../model/views.js'
import { projectionOf, projectionOn } from '../../odata/projection.js'
import type { Projection } from '../../odata/projection.js'
import { constant } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { enumJson, isEnum, isLeftOut, showsStored } from './enum-json.js'
import { beginningWithCertain, commaAfter, concat, joined, mayBeMissing } from './json-members.js'
import type { Member, Piece } from './json-members.js'
import { columnOf, tableOf } from './tables.js'
import type { Shape } from './shape.js'
import { insteadOf } from './withheld.js'

/** Tells shapes apart. */
export function nameOf({ version, columns, typeAnnotations, select, withholds }: Shape): string {
  return `${version satisfies Version} ${columns ?? ''} ${typeAnnotations} ${withholds ?? 'all'} ${select?.join() ?? '*'}`
}

/** SQL of expanded navigation for one row, each a complete `,"name":…` tail. */
export type Tails = readonly string[]

/** The JSON text of a row of `resource`'s table, which the statement calls `alias`. */
export function projection(
  dialect: Dialect,
  resource: Resource,
  alias: string,
  shape: Shape,
  tails: Tails = [],
): string {
  const body = bodyOf(dialect, resource, alias, shape, tails.length > 0)
  if (tails.length === 0) return body
  const [first, ...rest] = tails as [string, ...string[]]
  return `(${[body, `substr(${first}, 2)`, ...rest, constant('}')].join('||')})`
}

/** Bodies by resource, and by all else that they depend on. */
const bodies = new WeakMap<Resource, Map<string, string>>()
const BODIES = 500

/** The JSON text without its tails: whole, or `open` to be continued, with a comma if there is anything before it. */
function bodyOf(dialect: Dialect, resource: Resource, alias: string, shape: Shape, open: boolean): string {
  let known = bodies.get(resource)
  if (known === undefined) bodies.set(resource, (known = new Map<string, string>()))
  const name = `${dialect.provider} ${alias} ${open} ${nameOf(shape)}`
  let body = known.get(name)
  if (body === undefined) {
    body = makeBody(dialect, resource, alias, shape, open)
    if (known.size >= BODIES) known.clear()
    known.set(name, body)
  }
  return body
}

/** What all types of the resource have in common is said once: the text of a statement costs each time it is planned. */
function makeBody(dialect: Dialect, resource: Resource, alias: string, shape: Shape, open: boolean): string {
  const selected = shape.select && projectionOf({ all: false, names: shape.select })
  const members = new Map(
    typesOf(resource).map((type) => [type, membersOf(dialect, resource, type, alias, shape, selected)]),
  )
  const annotated = (type: EntityType): Member[] => {
    const shown = shownAs(type, shape.version)
    return annotates(shape, resource, type, shown) ? [rowTypeMember(resource, alias, shown)] : []
  }
  const [first = [], ...others] = members.values()
  const different = first.findIndex((member, i) => others.some((list) => !isSame(member, list[i])))
  const same = different === -1 ? first : first.slice(0, different)
  const common = same.every(mayBeMissing) ? [] : same
  const pieces: Piece[] = [
    perType(resource, alias, (type) => {
      const before = annotated(type)
      return ['{', ...joined(dialect, alias, before), ...(before.length > 0 && common.length > 0 ? [','] : [])]
    }),
    joined(dialect, alias, common),
    perType(resource, alias, (type) => {
      const before = [...annotated(type), ...common]
      const rest = (members.get(type) ?? []).slice(common.length)
      const end: Piece[] = !open ? ['}'] : before.length + rest.length === 0 ? [] : [commaAfter(before, rest)]
      return [...joined(dialect, alias, rest, before.length > 0), ...end]
    }),
  ].flat()
  return concat(pieces)
}

function typesOf(resource: Resource): readonly EntityType[] {
  return tableOf(resource).typed ? resource.concreteTypes : [resource.concreteTypes[0] ?? resource.type]
}

function isSame(member: Member, other: Member | undefined): boolean {
  if (other === undefined || member === 'derived' || other === 'derived') return member === other
  return JSON.stringify(member) === JSON.stringify(other)
}

/** What differs by the concrete type of a row, or does not: said once for types that do not differ. */
export function perType(resource: Resource, alias: string, render: (type: EntityType) => readonly Piece[]): Piece[] {
  const groups = new Map<string, { readonly pieces: readonly Piece[]; readonly types: string[] }>()
  for (const type of typesOf(resource)) {
    const pieces = render(type)
    const name = JSON.stringify(pieces)
    const group = groups.get(name) ?? { pieces, types: [] }
    group.types.push(constant(type.name))
    groups.set(name, group)
  }
  const [most, ...others] = [...groups.values()].sort((a, b) => b.types.length - a.types.length)
  if (most === undefined || others.length === 0) return [...(most?.pieces ?? [])]
  const cases = others.map(
    ({ pieces, types }) => `WHEN ${alias}."odataType" IN (${types.join()}) THEN ${concat(pieces)}`,
  )
  return [{ sql: `CASE ${cases.join(' ')} ELSE ${concat(most.pieces)} END` }]
}

/** The members of an entity of `type`, without its annotation. */
function membersOf(
  dialect: Dialect,
  resource: Resource,
  type: EntityType,
  alias: string,
  shape: Shape,
  selected: Projection | undefined,
): Member[] {
  const { version } = shape
  const shown = shownAs(type, version)
  const own = new Set(tableOf(resource).columns.map(([name]) => name))
  const members: Member[] = []
  const visible = propertiesIn(shown, version)
  const wanted = selected && projectionOn(selected, shown)
  const names =
    wanted === undefined ? Object.keys(visible) : [...wanted.keys()].filter((name) => Object.hasOwn(visible, name))
  // Whatever the derived type adds can be copied as it is stored, if all of it is wanted.
  const copied = wanted === undefined && shown === type && showsAll(type, version) && showsAllMembers(type, version)
  for (const name of names) {
    const property = visible[name]
    if (property === undefined || (copied && !own.has(name))) continue
    if (shape.columns !== undefined && own.has(name) && !existsIn(property.since, shape.columns)) continue
    const instead = insteadOf(property, shape)
    const column = own.has(name) ? columnOf(dialect, tableOf(resource), name, property, alias, version) : undefined
    const shownIn = instead === undefined ? column : constant(instead)
    members.push(
      instead === undefined || property.type.kind === 'complex'
        ? memberOf(dialect, name, shownIn, () => [`${alias}."derived"`, name], property, version, wanted?.get(name))
        : { name, json: constant(instead) },
    )
  }
  if (copied && Object.keys(visible).some((name) => !own.has(name))) members.push('derived')
  return beginningWithCertain(members)
}

/** A row of a table of several types names its own. */
function rowTypeMember(resource: Resource, alias: string, shown: EntityType): Member {
  if (!tableOf(resource).typed || shown.ownNamespace === true) return typeMember(shown)
  return { name: '@odata.type', json: [`"#${NAMESPACE}.`, { sql: `${alias}."odataType"` }, '"'] }
}

function typeMember(type: StructuredType): Member {
  return { name: '@odata.type', json: constant(`"#${qualifiedName(type)}"`) }
}

/** Whether an entity of `type` that is shown as `shown` says its type. */
export function annotates(
  { typeAnnotations }: Shape,
  resource: Resource,
  type: EntityType,
  shown: EntityType,
): boolean {
  if (shown !== type || typeAnnotations === 'none') return false
  return typeAnnotations === 'all' || type !== resource.type || resource.declaredAs !== undefined
}

/** A property that is a column, or else a member of a JSON document. */
function memberOf(
  dialect: Dialect,
  name: string,
  column: string | undefined,
  member: () => readonly [document: string, name: string],
  property: Property,
  version: Version,
  selected: Projection | undefined,
): Member {
  if (!isEnum(property) || showsStored(property, version))
    return isReduced(property, version, selected)
      ? { name, json: reduced(dialect, column ?? dialect.textMember(...member()), property, version, selected) }
      : column === undefined
        ? { name, json: dialect.orNull(dialect.jsonMember(...member())) }
        : { name, json: columnJson(dialect, column, property), value: valueOf(dialect, column, property) }
  const json = enumJson(dialect, column ?? dialect.textMember(...member()), property, version)
  return isLeftOut(property, version) ? { name, json, missing: true } : { name, json: dialect.orNull(json) }
}

/** What the database takes to write the JSON of a column itself; undefined where it does not. */
function valueOf(dialect: Dialect, column: string, { type, collection, composed }: Property): string | undefined {
  if (composed) return undefined
  if (collection || type.kind === 'complex') return dialect.jsonValue(column)
  if (type.kind === 'enum' || type.name === 'Edm.String') return column
  if (type.name === 'Edm.DateTimeOffset') return `${column}||'Z'`
  switch (PRIMITIVES[type.name].json) {
    case 'number':
    case 'text':
      return column
    case 'boolean':
      return dialect.booleanValue(column)
    case 'any':
      return dialect.jsonValue(column)
  }
}

/** Whether of complex values only a part is shown. */
function isReduced(property: Property, version: Version, selected: Projection | undefined): boolean {
  return property.type.kind === 'complex' && (selected !== undefined || hidesMembers(property, version))
}

function columnJson(dialect: Dialect, column: string, property: Property): string | readonly Piece[] {
  const { type, collection } = property
  if (!collection && type.kind === 'primitive') {
    if (type.name === 'Edm.String') return dialect.jsonString(column)
    if (PRIMITIVES[type.name].json === 'boolean') return dialect.jsonBoolean(column)
  }
  const pieces = certainJson(column, property)
  // What cannot be null is in a column that cannot, but for what is composed of others.
  return property.nullable || property.composed ? dialect.orNull(concat(pieces)) : pieces
}

/** The JSON of a column that has a value. */
function certainJson(column: string, { type, collection }: Property): readonly Piece[] {
  const plainText = (end: string): readonly Piece[] => ['"', { sql: column }, end]
  if (collection || type.kind === 'complex') return [{ sql: column }]
  if (type.kind === 'enum') return plainText('"')
  if (type.name === 'Edm.DateTimeOffset') return plainText('Z"')
  switch (PRIMITIVES[type.name].json) {
    case 'number':
      return [{ sql: `CAST(${column} AS TEXT)` }]
    case 'text':
      return plainText('"')
    default:
      return [{ sql: column }]
  }
}

/** Whether complex values hold members, or are of types, that the version does not show. */
export function hidesMembers({ type, subtypes }: Property, version: Version): boolean {
  return (
    type.kind === 'complex' &&
    [type, ...subtypes].some((each) => !showsAll(each, version) || !showsAllMembers(each, version))
  )
}

/** The JSON of a complex value, or of several, with only the members that the version shows and the reader wants. */
function reduced(
  dialect: Dialect,
  json: string,
  property: Property,
  version: Version,
  selected: Projection | undefined,
): string {
  if (!property.collection) return dialect.orNull(reducedValue(dialect, json, property, version, selected))
  const one = dialect.orNull(reducedValue(dialect, 'element.value', property, version, selected))
  const rows = `SELECT ${one} AS json FROM ${dialect.elements(json, 'element')} ORDER BY element.key LIMIT ${MANY}`
  return `CASE WHEN ${json} IS NULL THEN 'null' ELSE '[' || ${dialect.joinJson(rows)} || ']' END`
}

/** Only a subquery with a limit is sure to keep its order. */
const MANY = 2_000_000_000

function reducedValue(
  dialect: Dialect,
  json: string,
  property: Property,
  version: Version,
  selected: Projection | undefined,
): string {
  const declared = property.type as ComplexType
  const render = (type: ComplexType): string => {
    const shown = shownAs(type, version)
    const visible = propertiesIn(shown, version)
    const wanted = selected && projectionOn(selected, shown)
    const names =
      wanted === undefined ? Object.keys(visible) : [...wanted.keys()].filter((name) => Object.hasOwn(visible, name))
    const members = names.map((name) =>
      memberOf(dialect, name, undefined, () => [json, name], visible[name] as Property, version, wanted?.get(name)),
    )
    const annotated = (type === declared && !type.abstract) || shown !== type ? [] : [typeMember(type)]
    return concat(['{', ...joined(dialect, '', beginningWithCertain([...annotated, ...members])), '}'])
  }
  const otherwise = `CASE WHEN ${json} IS NOT NULL THEN ${render(declared)} END`
  const branches = valueTypes(property)
    .filter((type) => type !== declared)
    .map((type) => `WHEN ${constant(`#${qualifiedName(type)}`)} THEN ${render(type)}`)
  if (branches.length === 0) return otherwise
  return `CASE ${dialect.textMember(json, '@odata.type')} ${branches.join(' ')} ELSE ${otherwise} END`
}
