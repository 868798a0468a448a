/**
 * Where a statement can be stopped. SQLite cannot be interrupted from outside, so statements that may look at many rows
 * have a mark before the conditions of each of their loops; where it is wanted, a function of ours takes its place, which
 * is called for each row and ends the statement by throwing. To PostgreSQL, and where nobody wants to stop, the mark is
 * a comment.
 */

/** The function that is called. */
export const GO_ON = 'intunite_go_on'

const MARK = /\/\*stop ([^*]+)\*\//g

/** Stands before the conditions of a WHERE; `column` is one of the rows that the loop goes through. */
export function mayStopAt(column: string): string {
  return `/*stop ${column}*/ `
}

/** The argument keeps SQLite from calling the function outside of the loop. */
export function stoppable(sql: string): string {
  return sql.replace(MARK, (_, column: string) => `${GO_ON}(${column} = '') AND`)
}
