/** A report as a client asks for it: its columns, and the rows that its filter leaves. What it does not have is refused. */
import { backendRefusal, shortened } from '../../errors.js'
import type { Model } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { Scope } from '../scope.js'
import { reports } from './catalog.js'
import type { Declared } from './catalog.js'
import { emptyColumn, readColumns } from './columns.js'
import type { Cell, Column } from './columns.js'
import { readFilter } from './filter.js'
import type { Filter } from './filter.js'
import type { Pages } from './pages.js'
import type { Reading, Source } from './source.js'
import { sources } from './sources.js'
import type { SourceName } from './sources.js'

export interface Asked {
  readonly select: readonly string[] | null | undefined
  readonly filter: string | null | undefined
}

/** A column that is shown. */
export interface Shown {
  readonly name: string
  readonly column: Column
}

export interface Report {
  readonly declared: Declared
  readonly shown: readonly Shown[]
  readonly filter: Filter | undefined
  /** Any column by its name; refuses others. */
  find(name: string, target: string): Shown
  /** The rows before they are filtered. `also` are columns that are looked at and not shown. */
  pages(scope: Scope, also?: readonly Column[]): Pages
  /** Whether a row is left by the filter, and shows a text that is searched for. */
  matcher(search: string | null): (row: Entity) => boolean
}

/** The report with a name. */
export function reportNamed(name: string, target: string): Declared {
  const found = reports.get(name)
  if (found === undefined)
    throw backendRefusal(`'${shortened(name)}' is no report. Names of reports count letter by letter.`, target)
  return found
}

export function openReport(model: Model, declared: Declared, { select, filter }: Asked): Report {
  const columns = columnsOf(model, declared.source)
  const names = new Set([...declared.columns, ...declared.further])
  const find = (name: string, target: string): Shown => {
    const own = names.has(name) ? name : otherName(declared, name)
    if (own === undefined) throw unknownColumn(declared, name, target)
    return { name: own, column: columns.get(own) ?? emptyColumn() }
  }
  const shown = (given(select) ?? declared.columns).map((name) => find(name, 'select'))
  const read = isBlank(filter)
    ? undefined
    : readFilter(filter, (name) => {
        const found = columns.has(name) ? { name, column: columns.get(name) ?? emptyColumn() } : find(name, 'filter')
        return [found.name, found.column]
      })
  for (const name of declared.required)
    if (read?.fixed.has(name) !== true)
      throw backendRefusal(`The report '${declared.name}' needs a filter that compares '${name}' by eq.`, 'filter')
  const source: Source = sources[declared.source]
  return {
    declared,
    shown,
    filter: read,
    find,
    pages(scope, also = []) {
      const looked = [...shown.map(({ column }) => column), ...(read?.columns ?? []), ...also]
      return source.pages(scope, { members: membersOf(source, looked), fixed: read?.fixed ?? new Map() })
    },
    matcher(search) {
      const sought = search?.trim().toLowerCase() ?? ''
      const texts = shown.map(({ column }) => column).filter(({ type }) => type === 'String')
      const isFound = (row: Entity): boolean =>
        texts.some((column) =>
          String(column.read(row) ?? '')
            .toLowerCase()
            .includes(sought),
        )
      return (row) => (read?.test(row) ?? true) && (sought === '' || isFound(row))
    },
  }
}

/** The names that a client gave; an empty list means the columns that come by default. */
export function given(names: readonly string[] | null | undefined): readonly string[] | undefined {
  return names === null || names === undefined || names.length === 0 ? undefined : names
}

function isBlank(text: string | null | undefined): text is null | undefined | '' {
  return text === undefined || text === null || text.trim() === ''
}

/** The name of a column where the report is one of those that also take others. */
function otherName({ aliases, columns, further }: Declared, name: string): string | undefined {
  if (aliases === undefined) return undefined
  const folded = name.toLowerCase()
  const alias = Object.hasOwn(aliases, folded) ? aliases[folded] : undefined
  return [...columns, ...further].find((column) => column.toLowerCase() === folded) ?? alias
}

function unknownColumn({ name }: Declared, column: string, target: string): Error {
  return backendRefusal(`The report '${name}' has no column '${shortened(column)}'.`, target)
}

const known = new WeakMap<Model, Map<SourceName, ReadonlyMap<string, Column>>>()

function columnsOf(model: Model, source: SourceName): ReadonlyMap<string, Column> {
  const ofModel = known.get(model) ?? new Map<SourceName, ReadonlyMap<string, Column>>()
  const columns = ofModel.get(source) ?? readColumns(model, sources[source])
  known.set(model, ofModel.set(source, columns))
  return columns
}

/** The members of rows, and of the parts joined to them, that columns look at. */
function membersOf({ types }: Source, columns: readonly Column[]): Reading['members'] {
  const members = new Map<string, Set<string>>()
  for (const { path } of columns) {
    const [first, second] = path
    if (first === undefined) continue
    const [part, member] = second !== undefined && Object.hasOwn(types, first) ? [first, second] : ['', first]
    members.set(part, (members.get(part) ?? new Set()).add(member))
  }
  return new Map([...members].map(([part, names]) => [part, [...names]]))
}

/** The values of columns in one row. */
export function cells(shown: readonly Shown[], row: Entity): Cell[] {
  return shown.map(({ column }) => column.read(row))
}

export interface Output {
  readonly name: string
  readonly type: Column['type']
  read(row: Entity): Cell
}

/**
 * The columns as they come out: those of codes with their twins of words (B143), `beside` them, `behind` all others, or in
 * their place.
 */
export function outputs({ declared, shown }: Report, twins: 'beside' | 'behind' | 'in place'): readonly Output[] {
  const own = (each: Shown): Output => ({ name: each.name, type: each.column.type, read: each.column.read })
  if (!declared.hasTwins) return shown.map(declared.name === 'Devices' ? own : wordsOf)
  if (twins === 'in place') return shown.map(wordsOf)
  const named = new Set(shown.map(({ name }) => name))
  const twinsOf = (each: Shown): Output[] => {
    const name = `${each.name}_loc`
    return each.column.words === undefined || named.has(name) ? [] : [{ ...wordsOf(each), name }]
  }
  if (twins === 'behind') return [...shown.map(own), ...shown.flatMap(twinsOf)]
  return shown.flatMap((each) => [own(each), ...twinsOf(each)])
}

/** The column with words in place of codes. */
function wordsOf({ name, column }: Shown): Output {
  const { words } = column
  return words === undefined
    ? { name, type: column.type, read: column.read }
    : { name, type: 'String', read: (row) => words(column.read(row)) }
}
