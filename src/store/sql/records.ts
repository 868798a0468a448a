/**
 * The records of a JSON array that a statement of PostgreSQL is given, as many as its second parameter says. The planner takes every
 * JSON array for a hundred rows, and reads a whole table for that many: with a limit it looks few rows up one by one.
 *
 * @param records SQL of a function that returns them, of the first parameter, with an alias where that needs one
 */
export function givenRecords(records: string): string {
  return `(SELECT * FROM ${records} LIMIT $2::int8)`
}
