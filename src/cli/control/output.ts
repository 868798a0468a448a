/** Answers as people read them. */

type Json = Readonly<Record<string, unknown>>

/** A list as a table of these columns, a single thing as a line for each member. */
export function readable(answer: unknown, columns: readonly string[] | undefined): string {
  if (typeof answer !== 'object' || answer === null) return ''
  const { value } = answer as { value?: unknown }
  if (Array.isArray(value)) return table(value as Json[], columns ?? Object.keys((value[0] as Json | undefined) ?? {}))
  return lines(answer as Json)
}

export function table(rows: readonly Json[], columns: readonly string[]): string {
  if (rows.length === 0) return '(none)\n'
  const cells = [columns, ...rows.map((row) => columns.map((column) => short(row[column])))]
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)))
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function lines(answer: Json): string {
  const width = Math.max(...Object.keys(answer).map((name) => name.length))
  return Object.entries(answer)
    .flatMap(([name, value]) => {
      const several =
        Array.isArray(value) && value.some((each) => typeof each === 'object') ? (value as Json[]) : undefined
      const shown = several?.map((each) =>
        Object.entries(each)
          .filter(([, inner]) => inner !== null)
          .map(([member, inner]) => `${member} ${short(inner)}`)
          .join(', '),
      ) ?? [short(value)]
      return (shown.length === 0 ? [''] : shown).map((text, i) =>
        `${(i === 0 ? name : '').padEnd(width)}  ${text}`.trimEnd(),
      )
    })
    .map((line) => `${line}\n`)
    .join('')
}

function short(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(short).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** @see https://no-color.org */
export function hasColours(): boolean {
  return process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === ''
}
