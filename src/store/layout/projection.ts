/**
 * Rows become JSON inside the database: a projection is an SQL expression whose value is the JSON text of an entity as
 * a version of the service shows it. No row ever becomes a JavaScript object on the way to a reader.
 */
import { PRIMITIVES } from '../../model/primitives.js'
import type { Resource } from '../../model/model.js'
import { valueTypes } from '../../model/subtypes.js'
import { qualifiedName } from '../../model/types.js'
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
export function nameOf({ version, typeAnnotations, select, withholds }: Shape): string {
  return `${version satisfies Version} ${typeAnnotations} ${withholds ?? 'all'} ${select?.join() ?? '*'}`
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
  return `(${[body, `substr(${first}, 2)`, ...rest, constant('}')].join(' || ')})`
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
    return annotates(shape, resource, type, shown) ? [typeMember(shown)] : []
  }
  const [first = [], ...others] = members.values()
  const different = first.findIndex((member, i) => others.some((list) => !isSame(member, list[i])))
  const same = different === -1 ? first : first.slice(0, different)
  const common = same.every(mayBeMissing) ? [] : same
  const pieces: Piece[] = [
    perType(resource, alias, (type) => {
      const before = annotated(type)
      return ['{', ...joined(alias, before), ...(before.length > 0 && common.length > 0 ? [','] : [])]
    }),
    joined(alias, common),
    perType(resource, alias, (type) => {
      const before = [...annotated(type), ...common]
      const rest = (members.get(type) ?? []).slice(common.length)
      const end: Piece[] = !open ? ['}'] : before.length + rest.length === 0 ? [] : [commaAfter(before, rest)]
      return [...joined(alias, rest, before.length > 0), ...end]
    }),
  ].flat()
  return concat(pieces)
}

function typesOf(resource: Resource): readonly EntityType[] {
  return tableOf(resource).typed ? resource.concreteTypes : [resource.concreteTypes[0] ?? resource.type]
}

function isSame(member: Member, other: Member | undefined): boolean {
  if (other === undefined || member === 'derived' || other === 'derived') return member === other
  return member[0] === other[0] && member[1] === other[1]
}

/** What differs by the concrete type of a row, or does not. */
export function perType(resource: Resource, alias: string, render: (type: EntityType) => readonly Piece[]): Piece[] {
  const branches = typesOf(resource).map((type) => [type, render(type)] as const)
  const [[, first = []] = []] = branches
  const name = JSON.stringify(first)
  if (branches.every(([, pieces]) => JSON.stringify(pieces) === name)) return [...first]
  const cases = branches.map(([type, pieces]) => `WHEN ${constant(type.name)} THEN ${concat(pieces)}`)
  return [{ sql: `CASE ${alias}."odataType" ${cases.join(' ')} END` }]
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
    const instead = insteadOf(property, shape)
    const column = own.has(name) ? columnOf(dialect, tableOf(resource), name, property, alias) : undefined
    const shownIn = instead === undefined ? column : constant(instead)
    members.push(
      instead === undefined || property.type.kind === 'complex'
        ? memberOf(dialect, name, shownIn, () => [`${alias}."derived"`, name], property, version, wanted?.get(name))
        : [name, constant(instead)],
    )
  }
  if (copied && Object.keys(visible).some((name) => !own.has(name))) members.push('derived')
  return beginningWithCertain(members)
}

function typeMember(type: StructuredType): Member {
  return ['@odata.type', constant(`"#${qualifiedName(type)}"`)]
}

function annotates({ typeAnnotations }: Shape, resource: Resource, type: EntityType, shown: EntityType): boolean {
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
    return [name, memberJson(dialect, column, member, property, version, selected)]
  const json = enumJson(dialect, column ?? dialect.textMember(...member()), property, version)
  return isLeftOut(property, version) ? [name, json, 'missing'] : [name, `coalesce(${json}, 'null')`]
}

function memberJson(
  dialect: Dialect,
  column: string | undefined,
  member: () => readonly [document: string, name: string],
  property: Property,
  version: Version,
  selected: Projection | undefined,
): string {
  if (property.type.kind === 'complex' && (selected !== undefined || hidesMembers(property, version)))
    return reduced(dialect, column ?? dialect.textMember(...member()), property, version, selected)
  return column === undefined
    ? `coalesce(${dialect.jsonMember(...member())}, 'null')`
    : columnJson(dialect, column, property)
}

function columnJson(dialect: Dialect, column: string, { type, collection }: Property): string {
  const orNull = (json: string): string => `coalesce(${json}, 'null')`
  const plainText = (end: string): string => orNull(`'"' || ${column} || '${end}'`)
  if (collection || type.kind === 'complex') return orNull(column)
  if (type.kind === 'enum') return plainText('"')
  if (type.name === 'Edm.String') return dialect.jsonString(column)
  if (type.name === 'Edm.DateTimeOffset') return plainText('Z"')
  switch (PRIMITIVES[type.name].json) {
    case 'number':
      return orNull(`CAST(${column} AS TEXT)`)
    case 'boolean':
      return dialect.jsonBoolean(column)
    case 'text':
      return plainText('"')
    case 'any':
      return orNull(column)
  }
}

/** Whether complex values hold members, or are of types, that the version does not show. */
function hidesMembers({ type, subtypes }: Property, version: Version): boolean {
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
  if (!property.collection) return `coalesce(${reducedValue(dialect, json, property, version, selected)}, 'null')`
  const one = `coalesce(${reducedValue(dialect, 'element.value', property, version, selected)}, 'null')`
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
    return concat(['{', ...joined('', beginningWithCertain([...annotated, ...members])), '}'])
  }
  const otherwise = `CASE WHEN ${json} IS NOT NULL THEN ${render(declared)} END`
  const branches = valueTypes(property)
    .filter((type) => type !== declared)
    .map((type) => `WHEN ${constant(`#${qualifiedName(type)}`)} THEN ${render(type)}`)
  if (branches.length === 0) return otherwise
  return `CASE ${dialect.textMember(json, '@odata.type')} ${branches.join(' ')} ELSE ${otherwise} END`
}
