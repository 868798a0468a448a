/** What a version shows of values of enums, as SQL: the same as `enumValueIn` of the model says of documents. */
import { hiddenMembersIn, membersIn, standInFor } from '../../model/enum-values.js'
import type { EnumType, Property, Version } from '../../model/types.js'
import { constant } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'

type EnumProperty = Property & { readonly type: EnumType }

export function isEnum(property: Property): property is EnumProperty {
  return property.type.kind === 'enum'
}

/** Whether a version shows every value of a property as it is stored. */
export function showsStored({ type }: EnumProperty, version: Version): boolean {
  return hiddenMembersIn(type, version).length === 0
}

/** Whether a version leaves the property out where it does not have the value, because null is no value of it. */
export function isLeftOut({ type, collection, nullable }: EnumProperty, version: Version): boolean {
  return (
    !collection && !nullable && hiddenMembersIn(type, version).length > 0 && standInFor(type, version) === undefined
  )
}

/** The JSON text of what a version shows of a stored text, or of a JSON array of them; NULL for nothing. */
export function enumJson(dialect: Dialect, stored: string, property: EnumProperty, version: Version): string {
  if (!property.collection) return `'"' || ${shownText(dialect, stored, property, version)} || '"'`
  const one = shownText(dialect, 'element.value', property, version)
  const rows = `SELECT '"' || ${one} || '"' AS json, element.key AS place FROM ${dialect.elements(stored, 'element')}`
  const known = `SELECT json FROM (${rows}) AS shown WHERE json IS NOT NULL ORDER BY place LIMIT ${MANY}`
  return `CASE WHEN ${stored} IS NOT NULL THEN '[' || ${dialect.joinJson(known)} || ']' END`
}

/** Only a subquery with a limit is sure to keep its order. */
const MANY = 2_000_000_000

function shownText(dialect: Dialect, text: string, { type }: EnumProperty, version: Version): string {
  const standIn = standInFor(type, version)
  const otherwise = standIn === undefined ? 'NULL' : constant(standIn)
  const hidden = hiddenMembersIn(type, version)
  if (!type.flags) return `CASE WHEN ${text} IN (${hidden.map(constant).join()}) THEN ${otherwise} ELSE ${text} END`
  const among = `(',' || ${text} || ',')`
  const holds = (name: string): string => `${dialect.position(among, constant(`,${name},`))} > 0`
  const known = Object.keys(membersIn(type, version)).map(
    (name) => `CASE WHEN ${holds(name)} THEN ${constant(`,${name}`)} ELSE '' END`,
  )
  const rest = `coalesce(nullif(substr(${known.join(' || ')}, 2), ''), ${otherwise})`
  return `CASE WHEN ${hidden.map(holds).join(' OR ')} THEN ${rest} ELSE ${text} END`
}
