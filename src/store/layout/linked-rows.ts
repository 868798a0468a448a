/**
 * The layouts of what is linked: rows of a set, picked by the pairs of a table of their own; or the pairs themselves, where
 * what is paired is in several sets.
 */
import type { Resource } from '../../model/model.js'
import { allProperties } from '../../model/inheritance.js'
import type { Link } from '../../model/types.js'
import { defaultSelectionIn } from '../../model/views.js'
import { constant, identifier } from '../sql/dialect.js'
import { livingIn } from './layout.js'
import type { Layout, Reading, Readings, RowsElsewhere } from './layout.js'
import { columnReading } from './readings.js'
import type { Shape } from './shape.js'

/** What is linked from one set. */
export function linkedRows(link: Link, { own, set }: RowsElsewhere): Layout {
  const paired = (alias: string, tenantId: string, from: string): string =>
    `${rowsOfSet(set, alias, tenantId)} AND ${alias}."id" IN (${pairedIds(link, tenantId, from)})`
  return {
    ...livingIn({ own, set }),
    order: { column: 'id', kind: 'text' },
    where(rows, alias, mark) {
      const all = paired(alias, mark(0), mark(1))
      return rows === 'item' ? `${all} AND ${alias}."id" = ${mark(2)}` : all
    },
    values: valuesOfLinked,
    below: (alias, from) => paired(alias, `${from}."tenantId"`, `${from}."id"`),
  }
}

/** What is linked from several sets: a row for each pair, and for each thing that pairs lead to one where they lead on. */
export function linkedPairs({ type, kinds = new Map<string, Resource>() }: Resource, link: Link, at: LayoutAt): Layout {
  const sets = [...kinds].map(([name, kind]) => ({ name, kind, type: kind.type, set: setOf(kind, at) }))
  /** One value of a row, found where the row's kind lives. */
  const valueOf = (alias: string, find: (set: (typeof sets)[number], inner: string) => string | undefined): string => {
    const inner = `${alias}m`
    const cases = sets.flatMap((kind) => {
      const value = find(kind, inner)
      if (value === undefined) return []
      return [`WHEN ${constant(kind.name)} THEN (SELECT ${value} FROM ${rowOf(kind.set, alias, inner)})`]
    })
    return cases.length === 0 ? 'NULL' : `CASE ${alias}."odataType" ${cases.join(' ')} END`
  }
  return {
    table: link.pairs,
    key: ['tenantId', link.from, link.to],
    typed: true,
    standsAlone: false,
    order: { column: 'id', kind: 'text' },
    from: (alias, mark) => `(${pairRows(link, mark(0), mark(1))}) ${alias}`,
    where(rows, alias, mark) {
      const all = `${alias}."tenantId" = ${mark(0)}`
      return rows === 'item' ? `${all} AND ${alias}."id" = ${mark(2)}` : all
    },
    values: valuesOfLinked,
    below: (alias, from) => `${alias}."tenantId" = ${from}."tenantId"`,

    reading(dialect, name, property, alias) {
      if (name === 'id') return { original: columnReading(`${alias}."id"`), folded: undefined }
      const read = (use: (readings: Readings) => string): string =>
        valueOf(alias, ({ type, set }, inner) => {
          const own = allProperties(type)[name]
          return own === undefined ? undefined : use(set.reading(dialect, name, own, inner))
        })
      const reading = (of: (readings: Readings) => Reading): Reading => ({
        scalar: (kind) =>
          dialect.cast(
            read((each) => of(each).scalar(kind)),
            kind,
          ),
        text: () =>
          dialect.cast(
            read((each) => of(each).text()),
            'text',
          ),
        column: false,
      })
      return {
        original: reading(({ original }) => original),
        folded: property.opaque ? undefined : reading(({ original, folded }) => folded ?? original),
      }
    },

    shown: (dialect, alias, shape) =>
      valueOf(alias, ({ kind }, inner) =>
        // Which kind a row is has to be told to what selects from its text.
        at(kind).shown(dialect, inner, { ...shapeOfKind(kind, shape), typeAnnotations: 'all' }),
      ),

    columns: [],

    row() {
      throw new Error(`${type.name}: pairs are not written as entities`)
    },
  }
}

/** How something is shown among others: as in its own set, and with its type. */
export function shapeOfKind({ type }: Resource, shape: Shape): Shape {
  return {
    ...shape,
    select: shape.select ?? defaultSelectionIn(type, shape.version),
    typeAnnotations: shape.typeAnnotations === 'none' ? 'none' : 'all',
  }
}

type LayoutAt = (resource: Resource) => Layout

function setOf({ linkedSet, path }: Resource, at: LayoutAt): Layout {
  if (linkedSet === undefined) throw new Error(`${path}: what is linked lives in no set`)
  return at(linkedSet)
}

/** The row `inner` of a set that the pair `alias` leads to, from `FROM` on. */
function rowOf(set: Layout, alias: string, inner: string): string {
  return `${identifier(set.table)} ${inner} WHERE ${rowsOfSet(set, inner, `${alias}."tenantId"`)} AND ${inner}."id" = ${alias}."id"`
}

/** Whether the row `alias` of {@link linkedPairs} leads to something of a kind for which a condition holds. */
export function isOfKind(kind: Resource, alias: string, at: LayoutAt, condition: (inner: string) => string): string {
  const inner = `${alias}m`
  const found = `SELECT 1 FROM ${rowOf(setOf(kind, at), alias, inner)} AND ${condition(inner)}`
  return `(${alias}."odataType" = ${constant(kind.type.name)} AND EXISTS (${found}))`
}

const valuesOfLinked: Layout['values'] = (rows, tenantId, keys) => [tenantId, ...keys.slice(0, rows === 'item' ? 2 : 1)]

/** All rows of a root set. */
function rowsOfSet(set: Layout, alias: string, tenantId: string): string {
  return set.where('collection', alias, (n) => (n === 0 ? tenantId : `''`))
}

/** The ids of what is paired with what has the id `from`. */
export function pairedIds(link: Link, tenantId: string, from: string): string {
  const { kind, kinds } = link
  if (link.transitive === true) {
    const only = kind === undefined ? '' : ` WHERE r."odataType" = ${constant(kind)}`
    return `${reached(link, tenantId, from)} SELECT r."id" FROM reached r${only}`
  }
  const only = kind === undefined || kinds === undefined ? '' : ` AND l.${identifier(kinds)} = ${constant(kind)}`
  return `SELECT l.${identifier(link.to)} FROM ${pairsFrom(link, tenantId, from)}${only}`
}

/** A row for all that is paired with what has the id `from`. */
function pairRows(link: Link, tenantId: string, from: string): string {
  if (link.transitive === true)
    return `${reached(link, tenantId, from)} SELECT ${tenantId} AS "tenantId", r."id", r."odataType" FROM reached r`
  return `SELECT l."tenantId", ${otherEnd(link)} FROM ${pairsFrom(link, tenantId, from)}`
}

/** Everything that pairs lead to, once, over any number of steps; circles end where they began. */
function reached(link: Link, tenantId: string, from: string): string {
  // SQLite takes the tables of a cross join in their order, and looks pairs up by what was reached last.
  const through = link.through === undefined ? '' : ` AND r."odataType" = ${constant(link.through)}`
  const step = `SELECT ${otherEnd(link)} FROM reached r CROSS JOIN ${pairsFrom(link, tenantId, 'r."id"')}${through}`
  return `WITH RECURSIVE reached AS (SELECT ${otherEnd(link)} FROM ${pairsFrom(link, tenantId, from)} UNION ${step})`
}

function pairsFrom(link: Link, tenantId: string, from: string): string {
  return `${identifier(link.pairs)} l WHERE l."tenantId" = ${tenantId} AND l.${identifier(link.from)} = ${from}`
}

function otherEnd({ to, kinds }: Link): string {
  const kind = kinds === undefined ? '' : `, l.${identifier(kinds)} AS "odataType"`
  return `l.${identifier(to)} AS "id"${kind}`
}
