/** The placeholders of values in a statement, as better-sqlite3 likes them best. */

/** Texts and names in quotes, and `?1`. */
const PLACEHOLDERS = /'(?:[^']|'')*'|"[^"]*"|\?(\d+)/g

/** To the driver `?1` is a name, and names cost it an object and a search; `?` costs nothing. */
export function positional(sql: string): { text: string; order: readonly number[] | undefined } {
  const order: number[] = []
  const text = sql.replace(PLACEHOLDERS, (piece: string, n: string | undefined) => {
    if (n === undefined) return piece
    order.push(Number(n) - 1)
    return '?'
  })
  return { text, order: order.every((n, i) => n === i) ? undefined : order }
}
