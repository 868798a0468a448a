/**
 * Where the SQL of the two databases differs. Everything else is written once.
 *
 * Names of tables, columns and members come from the declared model alone; values only ever travel as parameters.
 */
export interface Dialect {
  readonly provider: 'sqlite' | 'postgresql'
  /** The n-th parameter, counted from 1. */
  placeholder(n: number): string
  /** JSON text of a text expression, `null` for NULL. */
  jsonString(text: string): string
  /** JSON text of a boolean expression, `null` for NULL. */
  jsonBoolean(boolean: string): string
  /** JSON text of a member of the JSON object in `json`; NULL if it has no such member. */
  jsonMember(json: string, name: string): string
  /** A scalar member as text; NULL for JSON null and for no such member. */
  textMember(json: string, name: string): string
  /** The JSON text of the elements, joined with commas in the given order, from rows with a column `json`. */
  joinJson(rows: string): string
  /** Row lock that a transaction takes on what it is about to change. SQLite has one writer anyhow. */
  readonly forUpdate: string
  /** Row lock that keeps a parent from being deleted while a child is added. */
  readonly forKeyShare: string
}

/** A name as SQL identifier. */
export function identifier(name: string): string {
  return `"${name}"`
}

/** A constant as SQL text. Only for names from the model. */
export function constant(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

export const sqlite: Dialect = {
  provider: 'sqlite',
  placeholder: (n) => `?${n}`,
  jsonString: (text) => `json_quote(${text})`,
  jsonBoolean: (boolean) => `CASE ${boolean} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END`,
  jsonMember: (json, name) => `(${json} -> ${constant(`$."${name}"`)})`,
  textMember: (json, name) => `(${json} ->> ${constant(`$."${name}"`)})`,
  joinJson: (rows) => `(SELECT coalesce(group_concat(json, ','), '') FROM (${rows}))`,
  forUpdate: '',
  forKeyShare: '',
}

export const postgresql: Dialect = {
  provider: 'postgresql',
  placeholder: (n) => `$${n}`,
  jsonString: (text) => `coalesce(to_json(${text})::text, 'null')`,
  jsonBoolean: (boolean) => `coalesce(${boolean}::text, 'null')`,
  jsonMember: (json, name) => `((${json})::json -> ${constant(name)})::text`,
  textMember: (json, name) => `((${json})::json ->> ${constant(name)})`,
  joinJson: (rows) => `(SELECT coalesce(string_agg(json, ','), '') FROM (${rows}) AS elements)`,
  forUpdate: ' FOR UPDATE',
  forKeyShare: ' FOR KEY SHARE',
}

export function dialectOf(provider: 'sqlite' | 'postgresql'): Dialect {
  return provider === 'sqlite' ? sqlite : postgresql
}
