/**
 * Reports as tables (B147): how many rows there are, which columns they have, and some of the rows.
 * @see https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getdevicenoncompliancereport
 */
import { backendRefusal, shortened } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import type { Cell } from './columns.js'
import { given, openReport, outputs } from './report.js'
import type { Output, Report, Shown } from './report.js'
import type { Declared } from './catalog.js'

/** What a client asks of a table, as the actions declare it. */
export interface TableRequest {
  readonly select: readonly string[] | null
  readonly filter: string | null
  readonly search: string | null
  readonly orderBy: readonly string[] | null
  readonly groupBy: readonly string[] | null
  readonly skip: number | null
  readonly top: number | null
}

export interface Table {
  readonly TotalRowCount: number
  readonly Schema: readonly { readonly Column: string; readonly PropertyType: string }[]
  readonly Values: readonly (readonly Cell[])[]
  readonly SessionId: string
}

/** Rows of a table where a client does not say how many. */
const ROWS = 50

/** What a table of a report is; refuses what the report does not have, before anything is read. */
export function planTable(scope: Scope, declared: Declared, asked: TableRequest): () => Work<Table> {
  const { select, filter, search, skip, top } = asked
  const report = openReport(scope.model, declared, { select, filter })
  const groups = given(asked.groupBy)?.map((name) => report.find(name, 'groupBy'))
  const shown = groups === undefined ? inOrder(scope, outputs(report, 'behind')) : [COUNT, ...groups.map(plain)]
  const keys = (asked.orderBy ?? []).filter((each) => each.trim() !== '').map((each) => sortKey(report, each))
  const from = requireNatural(skip, 'skip') ?? 0
  const to = from + (requireNatural(top, 'top') ?? ROWS)
  return function* () {
    const also = [...(groups ?? []), ...keys.map(({ by }) => by)].map(({ column }) => column)
    const found = yield* matching(scope, report, search, also)
    const rows = groups === undefined ? found : group(found, groups)
    sort(rows, keys)
    return {
      TotalRowCount: rows.length,
      Schema: shown.map(({ name, type }) => ({ Column: name, PropertyType: type })),
      Values: rows.slice(from, to).map((row) => shown.map(({ read }) => read(row))),
      SessionId: '',
    }
  }
}

function requireNatural(value: number | null, name: string): number | undefined {
  if (value === null) return undefined
  if (value < 0) throw backendRefusal(`'${name}' is ${value}: it cannot be below 0.`, name)
  return value
}

function plain({ name, column }: Shown): Output {
  return { name, type: column.type, read: column.read }
}

/** The service sorts columns by name; the reference has them as they are selected. */
function inOrder({ profile }: Scope, columns: readonly Output[]): readonly Output[] {
  if (profile.reportColumns === 'as selected') return columns
  return columns.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function* matching(
  scope: Scope,
  report: Report,
  search: string | null,
  also: readonly Shown['column'][],
): Work<Entity[]> {
  const isWanted = report.matcher(search)
  const rows: Entity[] = []
  const pages = report.pages(scope, also)
  for (let page = yield* pages(); page !== undefined; page = yield* pages())
    for (const row of page) if (isWanted(row)) rows.push(row)
  return rows
}

/** The member of a group that tells its rows. */
const ROWS_OF_GROUP = '__Count'

const COUNT: Output = { name: '__Count', type: 'Int32', read: (row) => row[ROWS_OF_GROUP] as number }

function group(rows: readonly Entity[], groups: readonly Shown[]): Entity[] {
  const found = new Map<string, Entity>()
  for (const row of rows) {
    const name = JSON.stringify(groups.map(({ column }) => column.read(row)))
    const known = found.get(name)
    if (known === undefined) found.set(name, { ...row, [ROWS_OF_GROUP]: 1 })
    else known[ROWS_OF_GROUP] = (known[ROWS_OF_GROUP] as number) + 1
  }
  return [...found.values()]
}

interface SortKey {
  readonly by: Shown
  readonly sign: 1 | -1
}

const ORDER = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i

function sortKey(report: Report, text: string): SortKey {
  const [, name, direction = 'asc'] = ORDER.exec(text) ?? []
  if (name === undefined)
    throw backendRefusal(`'${shortened(text)}' is no order: it is a column and 'asc' or 'desc'.`, 'orderBy')
  return { by: report.find(name, 'orderBy'), sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
}

function sort(rows: Entity[], keys: readonly SortKey[]): void {
  if (keys.length === 0) return
  rows.sort((a, b) => {
    for (const { by, sign } of keys) {
      const order = inSequence(by.column.read(a), by.column.read(b))
      if (order !== 0) return order * sign
    }
    return 0
  })
}

/** Values of one column have one type; what is empty comes first. */
function inSequence(a: Cell, b: Cell): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  const [first, second] = typeof a === 'string' ? [a.toLowerCase(), String(b).toLowerCase()] : [a, b]
  return first < second ? -1 : first > second ? 1 : 0
}
