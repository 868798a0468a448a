/**
 * How a declared type lies in its table: properties of the declared type are columns, what only derived types have
 * shares the JSON column `derived`, and texts are kept a second time in folded case, because the two databases
 * disagree on what lower case is. See docs/storage.md.
 */
import { complexTypeOf } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import { allProperties, propertyList } from '../../model/inheritance.js'
import { otherwiseInV1 } from '../../model/otherwise.js'
import type { ComplexType, EntityType, Property, StructuredType, Version } from '../../model/types.js'
import { composedValue } from './composed.js'
import { identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { fold, isFoldedText } from '../sql/fold.js'
import type { SqlValue } from '../work.js'

export interface Table {
  readonly name: string
  readonly type: EntityType
  /** The table whose rows contain the rows of this one, by `parentId`. */
  readonly parent: Table | undefined
  /** A contained single value: its key is its parent's. */
  readonly single: boolean
  readonly columns: readonly (readonly [name: string, property: Property])[]
  /** The columns that are stored for themselves, and where their texts are kept in folded case. */
  readonly stored: readonly StoredColumn[]
  /** Rows tell their concrete type in `odataType`. */
  readonly typed: boolean
  /** There is a `derived` column. */
  readonly hasDerived: boolean
  /** There is a `folded` column: some text property has no folded column of its own. */
  readonly hasFolded: boolean
  /** What is shown of a row comes from that row alone, and its keys name it. */
  readonly standsAlone: boolean
}

interface StoredColumn {
  readonly name: string
  readonly property: Property
  /** The name of the column beside it, or whether the `folded` document has it. */
  readonly folded: string | boolean
}

const tables = new WeakMap<Resource, Table>()

export function tableOf(resource: Resource): Table {
  const known = tables.get(resource)
  if (known !== undefined) return known
  if (resource.referred !== undefined) return tableOf(resource.referred)
  const columns = propertyList(resource.type)
  const derived = resource.concreteTypes.filter((type) => type !== resource.type)
  const table: Table = {
    name: resource.type.name,
    type: resource.type,
    parent:
      resource.parent === undefined || resource.parent.kind === 'singleton' || resource.link !== undefined
        ? undefined
        : tableOf(resource.parent),
    single: !resource.many,
    columns,
    stored: columns.filter(([, { composed }]) => !composed).map(([name, property]) => storedColumn(name, property)),
    typed: derived.length > 0 || resource.type.abstract,
    hasDerived: derived.some((type) => propertyList(type).length > columns.length),
    hasFolded: [resource.type, ...resource.concreteTypes].some((type) =>
      Object.values(allProperties(type)).some(foldedInDocument),
    ),
    standsAlone: resource.link === undefined && resource.concreteTypes.every(hasNothingComposed),
  }
  if (table.parent?.parent !== undefined)
    throw new Error(`${resource.path}: containment deeper than one level is not built yet`)
  tables.set(resource, table)
  return table
}

function storedColumn(name: string, property: Property): StoredColumn {
  return { name, property, folded: isFolded(property) && (property.indexed ? `${name}Folded` : true) }
}

function hasNothingComposed(type: EntityType): boolean {
  return Object.values(allProperties(type)).every(({ composed }) => !composed)
}

/** Whether a property's text takes part in comparisons that ignore case. */
export function isFolded(property: Property): boolean {
  if (property.opaque) return false
  if (property.type.kind === 'primitive') return property.type.name === 'Edm.String'
  return property.type.kind === 'complex' && [property.type, ...property.subtypes].some(hasFoldedText)
}

const foldedTypes = new WeakMap<ComplexType, boolean>()

/** Whether a text is anywhere in values of a type. Types may contain themselves. */
function hasFoldedText(type: ComplexType): boolean {
  let known = foldedTypes.get(type)
  if (known === undefined) {
    const inside = new Set([type])
    known = false
    for (const each of inside)
      for (const [, { type, subtypes, opaque }] of propertyList(each)) {
        if (opaque) continue
        if (type.kind === 'primitive') known ||= type.name === 'Edm.String'
        else if (type.kind === 'complex') for (const inner of [type, ...subtypes]) inside.add(inner)
      }
    foldedTypes.set(type, known)
  }
  return known
}

/** Whether the folded text is in the `folded` document and not in a column of its own. */
function foldedInDocument(property: Property): boolean {
  return isFolded(property) && !property.indexed
}

/** The primary key; that of what there is once per tenant or per parent needs no id. */
export function keyColumns(table: Table): string[] {
  if (table.parent === undefined) return table.single ? ['tenantId'] : ['tenantId', 'id']
  return table.single ? ['tenantId', 'parentId'] : ['tenantId', 'parentId', 'id']
}

export interface Key {
  readonly tenantId: string
  readonly parentId?: string
  readonly id: string
}

/** All columns of a row. */
export function rowColumns(table: Table): string[] {
  const columns = ['tenantId']
  if (table.parent !== undefined) columns.push('parentId')
  if (table.typed) columns.push('odataType')
  for (const { name, folded, property } of table.stored) {
    columns.push(name, ...(typeof folded === 'string' ? [folded] : []))
    if (property.apartInV1) columns.push(inV1(name))
  }
  if (table.hasDerived) columns.push('derived')
  if (table.hasFolded) columns.push('folded')
  return columns
}

/** The values of {@link rowColumns}. */
export function toRow(table: Table, type: EntityType, key: Key, entity: Entity): SqlValue[] {
  const row: SqlValue[] = [key.tenantId]
  if (table.parent !== undefined) row.push(key.parentId ?? '')
  if (table.typed) row.push(type.name)
  const folded: Record<string, unknown> = {}
  for (const column of table.stored) {
    const value = entity[column.name]
    row.push(toColumn(column.property, value))
    if (column.property.apartInV1) row.push(toColumn(column.property, otherwiseInV1(entity)?.[column.name]))
    if (column.folded === false) continue
    if (column.folded === true) folded[column.name] = foldValue(column.property, value)
    else row.push(foldValue(column.property, value) as SqlValue)
  }
  if (table.hasDerived) {
    const derived: Record<string, unknown> = {}
    for (const column of derivedOf(table, type)) {
      const isThere = Object.hasOwn(entity, column.name)
      if (!isThere && column.property.sparse) continue
      const value = isThere ? entity[column.name] : column.property.default
      derived[column.name] = value ?? null
      if (column.folded !== false) folded[column.name] = foldValue(column.property, value)
    }
    row.push(JSON.stringify(derived))
  }
  if (table.hasFolded) row.push(JSON.stringify(folded))
  return row
}

/** The columns of a row with their values. */
export function rowByColumn(table: Table, type: EntityType, key: Key, entity: Entity): Map<string, SqlValue> {
  const values = toRow(table, type, key, entity)
  return new Map(rowColumns(table).map((name, i) => [name, values[i] ?? null]))
}

/** SQL of the value of a property that all rows have. */
export function columnOf(
  dialect: Dialect,
  table: Table,
  name: string,
  { composed, apartInV1 }: Property,
  alias: string,
  version: Version = 'beta',
): string {
  if (composed) return composedValue(dialect, table.name, name, alias)
  const column = `${alias}.${identifier(name)}`
  return apartInV1 && version === 'v1.0' ? `coalesce(${alias}.${identifier(inV1(name))}, ${column})` : column
}

/** The column of what v1.0 shows otherwise; null where it does not. */
function inV1(name: string): string {
  return `${name}V1`
}

const derivedProperties = new WeakMap<Table, Map<EntityType, Table['stored']>>()

/** What a type has beyond the columns of its table. */
function derivedOf(table: Table, type: EntityType): Table['stored'] {
  let known = derivedProperties.get(table)
  if (known === undefined) derivedProperties.set(table, (known = new Map<EntityType, Table['stored']>()))
  let found = known.get(type)
  if (found === undefined) {
    const own = new Set(table.columns.map(([name]) => name))
    found = propertyList(type)
      .filter(([name]) => !own.has(name))
      .map(([name, property]) => storedColumn(name, property))
    known.set(type, found)
  }
  return found
}

export function toColumn(property: Property, value: unknown): SqlValue {
  if (value === null || value === undefined) return null
  if (property.collection || property.type.kind === 'complex') return JSON.stringify(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  if (property.type.kind === 'primitive' && property.type.name === 'Edm.DateTimeOffset')
    return (value as string).slice(0, -1)
  return value as SqlValue
}

/** A value with its texts folded; in complex values only members that take part in folding are left. */
export function foldValue(property: Property, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (property.collection) return (value as unknown[]).map((element) => foldOne(property, element))
  return foldOne(property, value)
}

function foldOne(property: Property, value: unknown): unknown {
  if (property.type.kind === 'primitive') return fold(value as string)
  const folded: Entity = {}
  for (const [name, member] of foldedMembers(complexTypeOf(property, value as Entity)))
    if (Object.hasOwn(value as Entity, name)) folded[name] = foldValue(member, (value as Entity)[name])
  return folded
}

/** Whether folding would change no text in a value. */
export function isFoldedAlready(property: Property, value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (!property.collection) return isOneFolded(property, value)
  for (const element of value as unknown[]) if (!isOneFolded(property, element)) return false
  return true
}

function isOneFolded(property: Property, value: unknown): boolean {
  if (property.type.kind === 'primitive') return isFoldedText(value as string)
  for (const [name, member] of foldedMembers(complexTypeOf(property, value as Entity)))
    if (!isFoldedAlready(member, (value as Entity)[name])) return false
  return true
}

const membersOfTypes = new WeakMap<StructuredType, readonly (readonly [name: string, property: Property])[]>()

/** The properties of a type whose texts take part in comparisons that ignore case. */
export function foldedMembers(type: StructuredType): readonly (readonly [name: string, property: Property])[] {
  let members = membersOfTypes.get(type)
  if (members === undefined) {
    members = propertyList(type).filter(([, property]) => isFolded(property))
    membersOfTypes.set(type, members)
  }
  return members
}
