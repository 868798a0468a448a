/** The file of an exported report (B142): comma-separated values behind a byte order mark, or JSON. */
import type { Format } from './export-job.js'
import { setImmediate as turn } from 'node:timers/promises'
import type { Entity } from '../../model/payload.js'
import type { Cell } from './columns.js'
import type { Declared } from './catalog.js'
import type { Output } from './report.js'

/** `pages` are the rows that are exported. Others are served between two pages. */
export async function* fileOf(
  format: Format,
  { headings }: Declared,
  columns: readonly Output[],
  pages: AsyncIterable<readonly Entity[]>,
): AsyncGenerator<Buffer> {
  const names = columns.map(({ name }) => headings[name] ?? name)
  const rowOf = format === 'csv' ? csvRow : jsonRow(names)
  yield Buffer.from(format === 'csv' ? `\ufeff${names.map(quoted).join(',')}\r\n` : '{"values":[')
  let isFirst = true
  for await (const page of pages) {
    const rows = page.map((row) => rowOf(columns, row))
    if (rows.length > 0) {
      const between = format === 'csv' ? '' : ','
      yield Buffer.from(`${isFirst ? '' : between}${rows.join(between)}`)
      isFirst = false
    }
    await turn()
  }
  if (format === 'json') yield Buffer.from(']}')
}

type RowOf = (columns: readonly Output[], row: Entity) => string

const csvRow: RowOf = (columns, row) => `${columns.map(({ type, read }) => csvCell(type, read(row))).join(',')}\r\n`

const jsonRow =
  (names: readonly string[]): RowOf =>
  (columns, row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ read }, i) => [names[i], read(row)])))

function csvCell(type: Output['type'], value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return quoted(type === 'DateTime' ? timeText(String(value)) : String(value))
}

/** `2026-03-02T09:14:07.48` as `2026-03-02 09:14:07.4800000`. */
function timeText(time: string): string {
  const [seconds = '', fraction = ''] = time.split('.')
  return `${seconds.replace('T', ' ')}.${fraction.padEnd(7, '0')}`
}

/** A value that begins like a formula stays as it is: this is data for programs. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
