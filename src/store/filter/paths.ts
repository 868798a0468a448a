/**
 * Paths: from the row, or from a lambda variable, through casts, complex values and single-valued navigation to a
 * value. Where a step finds nothing (another type, null, no such row), the value is NULL.
 */
import type { Resource } from '../../model/model.js'
import { qualifiedName } from '../../model/types.js'
import { isA } from '../../model/inheritance.js'
import { valueTypes } from '../../model/subtypes.js'
import type { EntityType, Property, StructuredType } from '../../model/types.js'
import type { Path, PathStep, ValueType } from '../../odata/ast.js'
import { constant, identifier } from '../sql/dialect.js'
import type { Dialect, Kind } from '../sql/dialect.js'
import { BITS, FALSE } from './scope.js'
import type { Compiler, Form, Source, Value } from './scope.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Reading } from '../layout/layout.js'
import { columnReading, memberReading } from '../layout/readings.js'
import { isFolded } from '../layout/tables.js'

/** Where a walk stands: on a row, or on a value. */
export interface Spot {
  readonly row:
    { readonly alias: string; readonly resource: Resource; readonly types: readonly EntityType[] } | undefined
  readonly property: Property | undefined
  readonly original: Reading
  readonly folded: Reading | undefined
  /** What has to hold for the value to be there at all. */
  readonly guards: readonly string[]
  /** Puts a value into the subqueries through which the walk came. */
  readonly wrap: (sql: string) => string
  /** Whether there is anything in `wrap`. */
  readonly wrapped: boolean
}

export function kindOf(type: ValueType): Kind {
  switch (type) {
    case 'int32':
    case 'int64':
      return 'integer'
    case 'double':
    case 'duration':
      return 'double'
    case 'boolean':
      return 'boolean'
    default:
      return 'text'
  }
}

/** The value at the end of a path: of an entity its key, of a complex value its JSON. */
export function pathValue(compiler: Compiler, path: Path, form: Form): Value {
  const spot = walk(compiler, path)
  const { type } = path
  const kind = kindOf(type)
  const reading = (form === 'folded' && type === 'string' ? spot.folded : undefined) ?? spot.original
  const scalar = reading.scalar(type === 'duration' ? 'text' : kind)
  const sql = comparable(compiler.dialect, type, reading, scalar)
  const bare = reading.column && !spot.wrapped && guardsOf(spot).length === 0
  return {
    sql: finish(spot, sql),
    kind,
    nullable: !bare || spot.property?.nullable !== false,
    bits: type === 'int64' ? BITS.int64 : BITS.int32,
    column: bare,
    nullsInIndex: bare && reading.nullsInIndex === true,
  }
}

/** Stored times in the form of literals: date-times without `Z`, times of day without zeros at the end, durations as seconds. */
function comparable(dialect: Dialect, type: ValueType, { column }: Reading, sql: string): string {
  if (type === 'dateTimeOffset') return column ? sql : `rtrim(${sql}, 'Z')`
  if (type === 'timeOfDay')
    return `CASE WHEN ${sql} LIKE '%.0000000' THEN substr(${sql}, 1, 8) ELSE rtrim(${sql}, '0') END`
  return type === 'duration' ? dialect.seconds(sql) : sql
}

/** Whether a path ends at a text that is compared letter by letter. */
export function endsOpaque(compiler: Compiler, path: Path): boolean {
  const last = path.steps.at(-1)
  const source = compiler.sourceOf(path.variable)
  if (last?.step === 'property') return last.property.opaque && !isGuid(last.property) && !isGuidKey(path, source)
  return path.steps.length === 0 && source.source === 'element' && source.property.opaque && !isGuid(source.property)
}

/** GUIDs are stored in lower case: they are their own folded form, and case does not count in what they are asked for. */
function isGuid({ type }: Property): boolean {
  return type.kind === 'primitive' && type.name === 'Edm.Guid'
}

function isGuidKey({ steps }: Path, source: Source): boolean {
  const last = steps.at(-1)
  if (last?.step !== 'property' || last.name !== 'id' || last.owner.kind !== 'entity') return false
  const from = steps.at(-2)
  const resource = from?.step === 'navigation' ? from.resource : source.source === 'row' ? source.resource : undefined
  return resource?.type.key === 'guid'
}

export function walk(compiler: Compiler, { variable, steps }: Path): Spot {
  return steps.reduce((spot, step) => take(compiler, spot, step), start(compiler.sourceOf(variable)))
}

/** The value with everything around it that the walk to it needs. */
export function finish(spot: Spot, sql: string): string {
  const guards = guardsOf(spot)
  return spot.wrap(guards.length === 0 ? sql : `CASE WHEN ${guards.join(' AND ')} THEN ${sql} END`)
}

/** What has to hold where the walk stands, the type of its row included. */
export function guardsOf({ row, guards }: Spot): readonly string[] {
  if (row === undefined || row.types.length === row.resource.concreteTypes.length) return guards
  return [...guards, isOneOf(row.alias, row.types)]
}

export function isOneOf(alias: string, types: readonly EntityType[]): string {
  return types.length === 0 ? FALSE : `${alias}."odataType" IN (${types.map(({ name }) => constant(name)).join(', ')})`
}

/** The names that `@odata.type` of a complex value has if it is of `type`. */
export function namesOfType(property: Property, type: StructuredType): string[] {
  return valueTypes(property)
    .filter((each) => isA(each, type))
    .map((each) => constant(`#${qualifiedName(each)}`))
}

function start(source: Source): Spot {
  if (source.source === 'row') return { ...atRow(source.alias, source.resource), ...OUTSIDE }
  const { property, original, folded } = source
  return { row: undefined, property, original, folded, ...OUTSIDE }
}

/** A walk that came through nothing yet. */
const OUTSIDE: Pick<Spot, 'guards' | 'wrap' | 'wrapped'> = { guards: [], wrap: (sql) => sql, wrapped: false }

function atRow(alias: string, resource: Resource): Pick<Spot, 'row' | 'property' | 'original' | 'folded'> {
  return {
    row: { alias, resource, types: resource.concreteTypes },
    property: undefined,
    original: columnReading(`${alias}."id"`),
    folded: undefined,
  }
}

function take(compiler: Compiler, spot: Spot, step: PathStep): Spot {
  if (step.step === 'cast') return cast(compiler, spot, step.type)
  if (step.step === 'navigation') return navigate(compiler, spot, step.resource)
  const { row } = spot
  if (row === undefined) return { ...spot, property: step.property, ...memberReadings(compiler.dialect, spot, step) }
  const types = row.types.filter((type) => isA(type, step.owner))
  // Names the type of the row in the guards: the walk leaves the row.
  const guards = guardsOf({ ...spot, row: { ...row, types } })
  return { ...spot, row: undefined, property: step.property, guards, ...rowReadings(compiler.dialect, row, step) }
}

type PropertyStep = Extract<PathStep, { step: 'property' }>

function rowReadings(
  dialect: Dialect,
  { alias, resource }: NonNullable<Spot['row']>,
  { name, property }: PropertyStep,
): Pick<Spot, 'original' | 'folded'> {
  return layoutOf(resource).reading(dialect, name, property, alias)
}

function memberReadings(
  dialect: Dialect,
  spot: Spot,
  { name, property }: PropertyStep,
): Pick<Spot, 'original' | 'folded'> {
  const { original, folded } = spot
  return {
    original: memberReading(dialect, () => original.text(), name),
    folded: folded !== undefined && isFolded(property) ? memberReading(dialect, () => folded.text(), name) : undefined,
  }
}

function cast(compiler: Compiler, spot: Spot, type: StructuredType): Spot {
  const { row, property } = spot
  if (row !== undefined) return { ...spot, row: { ...row, types: row.types.filter((each) => isA(each, type)) } }
  if (property === undefined || (property.type.kind === 'complex' && isA(property.type, type))) return spot
  const names = namesOfType(property, type)
  const actual = compiler.dialect.textMember(spot.original.text(), '@odata.type')
  return { ...spot, guards: [...spot.guards, names.length === 0 ? FALSE : `${actual} IN (${names.join(', ')})`] }
}

/** To the one row that a single-valued navigation property holds. */
function navigate(compiler: Compiler, spot: Spot, resource: Resource): Spot {
  const { row } = spot
  if (row === undefined) throw new Error(`${resource.path} is reached from something that is no entity`)
  const alias = compiler.newName()
  const subquery = (sql: string): string =>
    `(SELECT ${sql} FROM ${identifier(layoutOf(resource).table)} ${alias} WHERE ${layoutOf(resource).below(alias, row.alias, compiler.dialect)})`
  return {
    ...atRow(alias, resource),
    guards: [],
    wrap: (sql) => finish(spot, subquery(sql)),
    wrapped: true,
  }
}
