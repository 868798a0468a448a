/**
 * Where the SQL of the two databases differs. Everything else is written once.
 *
 * Names of tables, columns and members come from the declared model alone; values only ever travel as parameters.
 */
import type { SqlValue } from '../work.js'

export interface Dialect extends Expressions {
  readonly provider: 'sqlite' | 'postgresql'
  /** The n-th parameter, counted from 1. */
  placeholder(n: number): string
  /** JSON text of a text expression, `null` for NULL. */
  jsonString(text: string): string
  /** JSON text of a boolean expression, `null` for NULL. */
  jsonBoolean(boolean: string): string
  /** The JSON text, or that of null where there is none. */
  orNull(json: string): string
  /** A boolean column as a value of {@link jsonMembers}. */
  booleanValue(column: string): string
  /** A column with JSON as such a value; undefined where it has to be written by itself. */
  jsonValue(column: string): string | undefined
  /** The text of members of a JSON object, without its braces; undefined where it is better to write them one by one. */
  jsonMembers(members: readonly (readonly [name: string, value: string])[]): string | undefined
  /** All digits of a double, as text; NULL for NULL. */
  exactDouble(number: string): string
  /** JSON text of a member of the JSON object in `json`; NULL if it has no such member. */
  jsonMember(json: string, name: string): string
  /** A scalar member as text; NULL for JSON null and for no such member. */
  textMember(json: string, name: string): string
  /** The JSON text of the elements, joined with commas in the given order, from rows with a column `json`. */
  joinJson(rows: string): string
  /**
   * A page as a single row, which takes the driver less than its rows: their column `json` joined by `between`, the
   * other columns as they are in the n-th row, and the value of `total` if there is one. Undefined where rows cost next to
   * nothing.
   */
  readonly aggregateRows:
    | ((rows: string, between: string, columns: readonly string[], n: number, total: string | undefined) => string)
    | undefined
  /**
   * A parameter whose value the planner does not look at. PostgreSQL then keeps one plan for all values, where it would
   * take 0.1 ms to plan each anew among many rows.
   */
  hideFromPlanner(parameter: string): string
  /** Row lock that a transaction takes on what it is about to change. SQLite has one writer anyhow. */
  readonly forUpdate: string
  /** Row lock that keeps a parent from being deleted while a child is added. */
  readonly forKeyShare: string
  /** Row lock that one transaction has at a time, while others add children. */
  readonly forNoKeyUpdate: string
}

/** What an SQL expression yields. Whole numbers have 64 bits; times, GUIDs and enum members are text. */
export type Kind = 'text' | 'integer' | 'double' | 'boolean'

/** The part of a dialect that filters and sort keys need. */
export interface Expressions {
  /** The n-th parameter as a value of this kind. */
  parameter(n: number, kind: Kind): string
  /** How the driver wants a value of this kind. */
  bound(value: string | number | bigint | boolean, kind: Kind): SqlValue
  /** A number as one of another kind; NULL as a value of a kind. */
  cast(expression: string, kind: Kind): string
  /** A scalar that came out of JSON as text. */
  fromText(text: string, kind: Kind): string
  /** Whether a value is among the elements of the JSON array in the n-th parameter. */
  isAmong(expression: string, n: number, kind: Kind): string
  /** An item of FROM with the elements of a JSON array as rows `key` and `value`; none for NULL. */
  elements(json: string, alias: string): string
  /** Where a text first occurs in another one, in code points counted from 1; 0 if nowhere. */
  position(text: string, part: string): string
  /** Whether a text ends with another one. Mentions both twice. */
  endsWith(text: string, end: string): string
  /** A part of a text, from an offset counted in code points from 0; what is negative counts as 0. */
  substring(text: string, start: string, length: string | undefined): string
  /** Upper or lower case of ASCII letters only: of more the two databases have different ideas. */
  asciiCase(text: string, which: 'lower' | 'upper'): string
  /** The seconds of an ISO 8601 duration. */
  seconds(duration: string): string
  /** A text that sorts by code point even if it comes out of no column. */
  ordered(text: string): string
  /** Behind a subquery whose columns must be computed once, and not once per mention. */
  readonly fence: string
  /** Behind a sort key that may be NULL, so that NULL comes before everything else. */
  nullsFirst(descending: boolean): string
  /** Exact sums, products and quotients of 64-bit numbers; NULL for what 64 bits cannot hold. */
  wideInteger(operator: '+' | '-' | '*' | '/', left: string, right: string, name: string): string
}

/** A name as SQL identifier. */
export function identifier(name: string): string {
  return `"${name}"`
}

/** A constant as SQL text. Only for names from the model. */
export function constant(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** SQLite takes 127 arguments of a function. */
const MOST_MEMBERS = 60
const MANY_MEMBERS = 24

/** Offsets and lengths beyond this are beyond every text. */
const LONGEST = 2_000_000_000

/** The function that connections to SQLite have for it, since the database has none of its own. */
export const DURATION_SECONDS = 'duration_seconds'

export const sqlite: Dialect = {
  provider: 'sqlite',
  placeholder: (n) => `?${n}`,
  jsonString: (text) => `json_quote(${text})`,
  orNull: (json) => `ifnull(${json},'null')`,
  jsonBoolean: (boolean) => `CASE ${boolean} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END`,
  // It would be read and written anew.
  jsonValue: () => undefined,
  booleanValue: (column) => `'[false,true]'->${column}`,
  jsonMembers(members) {
    const [[name, value] = []] = members
    if (name === undefined || value === undefined) return undefined
    if (members.length === 1) return `${constant(`"${name}":`)}||json_quote(${value})`
    const objects: string[] = []
    for (let at = 0; at < members.length; at += MOST_MEMBERS) {
      const some = members.slice(at, at + MOST_MEMBERS).map(([name, value]) => `${constant(name)},${value}`)
      objects.push(`trim(json_object(${some.join()}),'{}')`)
    }
    return objects.length === 1 ? objects[0] : `(${objects.join(`||','||`)})`
  },
  exactDouble: (number) => `CASE WHEN ${number} IS NOT NULL THEN printf('%!.17g', ${number}) END`,
  jsonMember: (json, name) => `(${json} -> ${constant(`$."${name}"`)})`,
  textMember: (json, name) => `(${json} ->> ${constant(`$."${name}"`)})`,
  joinJson: (rows) => `(SELECT coalesce(group_concat(json, ','), '') FROM (${rows}))`,
  aggregateRows: undefined,
  hideFromPlanner: (parameter) => parameter,
  forUpdate: '',
  forKeyShare: '',
  forNoKeyUpdate: '',
  parameter: (n) => `?${n}`,
  bound: (value, kind) =>
    kind === 'integer' ? BigInt(value) : kind === 'boolean' ? BigInt(value === true) : (value as SqlValue),
  cast: (expression, kind) => `CAST(${expression} AS ${SQLITE_TYPES[kind]})`,
  fromText: (text, kind) => (kind === 'double' ? `CAST(${text} AS REAL)` : text),
  isAmong: (expression, n) => `(${expression} IN (SELECT value FROM json_each(?${n})))`,
  elements: (json, alias) => `json_each(${json}) AS ${alias}`,
  position: (text, part) => `instr(${text}, ${part})`,
  endsWith: (text, end) => `(substr(${text}, length(${text}) - length(${end}) + 1) = ${end})`,
  substring(text, start, length) {
    const clamp = (number: string): string => `min(max(${number}, 0), ${LONGEST})`
    return `substr(${text}, ${clamp(start)} + 1${length === undefined ? '' : `, ${clamp(length)}`})`
  },
  asciiCase: (text, which) => `${which}(${text})`,
  seconds: (duration) => `${DURATION_SECONDS}(${duration})`,
  ordered: (text) => text,
  fence: '',
  nullsFirst: () => '',
  wideInteger: (operator, left, right, name) =>
    `(SELECT CASE typeof(${name}) WHEN 'integer' THEN ${name} END FROM (SELECT ${left} ${operator} ${right} AS ${name}))`,
}

const SQLITE_TYPES: Readonly<Record<Kind, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  double: 'REAL',
  boolean: 'INTEGER',
}

export const postgresql: Dialect = {
  provider: 'postgresql',
  placeholder: (n) => `$${n}`,
  jsonString: (text) => `coalesce(to_json(${text})::text,'null')`,
  orNull: (json) => `coalesce(${json},'null')`,
  jsonBoolean: (boolean) => `coalesce(${boolean}::text, 'null')`,
  booleanValue: (column) => column,
  jsonValue: (column) => `${column}::json`,
  // For one row it takes longer than member by member; it pays where the text would be too long to plan.
  jsonMembers(members) {
    if (members.length < MANY_MEMBERS) return undefined
    const values = members.map(([name, value]) =>
      value.endsWith(`.${identifier(name)}`) ? value : `${value} AS ${identifier(name)}`,
    )
    return `left(substr((SELECT row_to_json(r)::text FROM (SELECT ${values.join()}) r),2),-1)`
  },
  exactDouble: (number) => `(${number})::float8::text`,
  jsonMember: (json, name) => `((${json})::json -> ${constant(name)})::text`,
  textMember: (json, name) => `((${json})::json ->> ${constant(name)})`,
  joinJson: (rows) => `(SELECT coalesce(string_agg(json, ','), '') FROM (${rows}) AS elements)`,
  aggregateRows(rows, between, columns, n, total) {
    const ofRow = columns.map((name) => `, (array_agg(${name}))[${n}]`).join('')
    return `SELECT string_agg(json, ${between})${ofRow}${total === undefined ? '' : `, (${total})`} FROM (${rows}) AS rows_of_page`
  },
  hideFromPlanner: (parameter) => `(SELECT ${parameter})`,
  forUpdate: ' FOR UPDATE',
  forKeyShare: ' FOR KEY SHARE',
  forNoKeyUpdate: ' FOR NO KEY UPDATE',
  parameter: (n, kind) => `$${n}::${POSTGRESQL_TYPES[kind]}`,
  bound: (value, kind) => (kind === 'boolean' ? Number(value === true) : (value as SqlValue)),
  cast: (expression, kind) => `(${expression})::${POSTGRESQL_TYPES[kind]}`,
  fromText: (text, kind) => (kind === 'text' ? text : `(${text})::${POSTGRESQL_TYPES[kind]}`),
  isAmong: (expression, n, kind) =>
    `(${expression} = ANY(ARRAY(SELECT json_array_elements_text($${n}::json)::${POSTGRESQL_TYPES[kind]})))`,
  elements: (json, alias) => `json_array_elements_text((${json})::json) WITH ORDINALITY AS ${alias}(value, key)`,
  position: (text, part) => `strpos(${text}, ${part})`,
  endsWith: (text, end) => `(right(${text}, length(${end})) = ${end})`,
  substring(text, start, length) {
    const clamp = (number: string): string => `least(greatest(${number}, 0), ${LONGEST})::int4`
    return `substr(${text}, ${clamp(start)} + 1${length === undefined ? '' : `, ${clamp(length)}`})`
  },
  asciiCase: (text, which) => `${which}((${text}) COLLATE "C")`,
  seconds(duration) {
    const sign = `CASE WHEN left(${duration}, 1) = '-' THEN -1 ELSE 1 END`
    return `(${sign} * extract(epoch FROM ltrim(${duration}, '-')::interval))::float8`
  },
  ordered: (text) => `(${text}) COLLATE "C"`,
  fence: ' OFFSET 0',
  nullsFirst: (descending) => (descending ? ' NULLS LAST' : ' NULLS FIRST'),
  wideInteger(operator, left, right, name) {
    const [a, b] = [`(${left})::numeric`, `(${right})::numeric`]
    const exact = operator === '/' ? `div(${a}, ${b})` : `${a} ${operator} ${b}`
    return (
      `(SELECT CASE WHEN ${name} BETWEEN -9223372036854775808 AND 9223372036854775807 THEN ${name}::int8 END ` +
      `FROM (SELECT ${exact} AS ${name} OFFSET 0) AS of_${name})`
    )
  },
}

const POSTGRESQL_TYPES: Readonly<Record<Kind, string>> = {
  text: 'text',
  integer: 'int8',
  double: 'float8',
  boolean: 'boolean',
}

export function dialectOf(provider: 'sqlite' | 'postgresql'): Dialect {
  return provider === 'sqlite' ? sqlite : postgresql
}
