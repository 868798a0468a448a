/**
 * `$expand`: what a row contains, as further members of its JSON. A subquery for each navigation property, however many
 * rows there are, and in the same statement.
 */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { shownAs } from '../../model/views.js'
import { qualifiedName } from '../../model/types.js'
import { allNavigation } from '../../model/inheritance.js'
import { selectionOf } from '../../odata/annotations.js'
import type { Expand, Query } from '../../odata/ast.js'
import { constant, identifier } from '../sql/dialect.js'
import { mayStop } from '../layout/loops.js'
import { compilerFor } from '../filter/compiler.js'
import type { Statement } from '../filter/compiler.js'
import { orderClause, positionJson, sortKeysOf } from './paging.js'
import type { SortKey } from './paging.js'
import { concat } from '../layout/json-members.js'
import { perType } from '../layout/projection.js'
import type { Shape } from '../layout/shape.js'
import { countedPlace, shownAbsent } from './counted.js'
import { linkOptions, MARK } from './next-link.js'
import { searchCondition } from './search.js'
import { documentCast } from '../layout/document-table.js'
import { fromBelow } from '../layout/layout.js'
import { layoutOf } from '../layout/layout-of.js'

/** Stands for the key of the containing entity in what is shown of a contained value that is not stored. */
export const PARENT_KEY = '\uE000parent\uE000'

/** What all levels of one statement share. */
export interface Level {
  readonly statement: Statement
  readonly shape: Shape
  readonly pageSize: number
  /** What stands for contained single values where none is stored; null where there is nothing. */
  readonly absent: ReadonlyMap<Resource, Entity>
  /** Those that are counted for each row where none is stored. */
  readonly counted: ReadonlySet<Resource>
  /** Text of the context up to the name of the resource that the row is in. */
  readonly address: Address | undefined
  /** The path of that resource, for links. */
  readonly link: Address
}

/** SQL of an address, made when it is needed: a parameter that nothing mentions is an error. */
type Address = () => string

/** A constant address. */
export function addressOf({ parameters }: Statement, address: string): Address {
  let sql: string | undefined
  return () => (sql ??= parameters.add(jsonText(address), 'text'))
}

/** The tails of {@link projection} for a row of `resource`, one for each of `expands`. */
export function tailsOf(level: Level, resource: Resource, alias: string, expands: readonly Expand[]): string[] {
  return expands.map((expand) => {
    const { address, link } = level
    const rowAddress = (above: Address): string => `${above()}${keySegment(level, resource, alias)}`
    const below: Level = {
      ...level,
      shape: { ...level.shape, select: expand.query.select.all ? undefined : expand.query.select.names },
      address:
        address &&
        (() => `${rowAddress(address)}${castSegment(level, resource, alias)}||${constant(`/${expand.name}`)}`),
      link: () => `${rowAddress(link)}${linkCast(level, resource, alias, expand)}||${constant(`/${expand.name}`)}`,
    }
    return expand.resource.many ? manyTail(below, alias, expand) : singleTail(below, resource, alias, expand)
  })
}

function manyTail(level: Level, parent: string, { name, resource, query }: Expand): string {
  const { statement, shape, pageSize } = level
  const { dialect } = statement
  const alias = newAlias(statement)
  const compiler = compilerFor(statement, resource, alias)
  const conditions = [layoutOf(resource).below(alias, parent, dialect)]
  if (query.filter !== undefined) conditions.push(compiler.condition(query.filter))
  if (query.search !== undefined) conditions.push(searchCondition(statement, resource, alias, query.search))
  const from = `FROM ${fromBelow(layoutOf(resource), alias, parent)} WHERE ${mayStop(resource, alias)}${conditions.join(' AND ')}`
  const skip = query.skip ?? 0
  const limit = Math.min(query.top ?? pageSize, pageSize)
  const sortKeys = sortKeysOf(compiler, resource, alias, query.orderBy)
  const order = orderClause(dialect, sortKeys)
  const json = layoutOf(resource).shown(dialect, alias, shape, tailsOf(level, resource, alias, query.expand))
  const rows = dialect.joinJson(`SELECT ${json} AS json ${from} ${order} LIMIT ${limit} OFFSET ${skip}`)
  const pieces = contextPieces(level, name, selectionOf(query))
  if (query.count) pieces.push(constant(`,"${name}@odata.count":`), `CAST((SELECT count(*) ${from}) AS TEXT)`)
  if (limit > 0) pieces.push(nextLink(level, name, { from, order, sortKeys, end: skip + limit, query }))
  pieces.push(constant(`,"${name}":[`), rows, constant(']'))
  return `(${pieces.join('||')})`
}

interface NestedPage {
  readonly from: string
  readonly order: string
  readonly sortKeys: readonly SortKey[]
  /** How many rows come before the next page. */
  readonly end: number
  readonly query: Query
}

/** What {@link resolveLinks} makes a link of: where the page ended, and what was asked of it. */
function nextLink({ link, statement }: Level, name: string, { from, order, sortKeys, end, query }: NestedPage): string {
  const { dialect, parameters } = statement
  const options = JSON.stringify(linkOptions({ ...query, skip: undefined }))
  const [mark, asked] = [parameters.add(MARK, 'text'), parameters.add(options, 'text')]
  const position = `(SELECT ${positionJson(dialect, sortKeys)} ${from} ${order} LIMIT 1 OFFSET ${end - 1})`
  const details = `'["'||${link()}||'",'||${asked}||','||${position}||']'`
  return (
    `CASE WHEN (SELECT 1 ${from} LIMIT 1 OFFSET ${end}) IS NULL THEN '' ` +
    `ELSE ${constant(`,"${name}@odata.nextLink":`)}||${mark}||${details}||${mark} END`
  )
}

function singleTail(level: Level, parentResource: Resource, parent: string, { name, resource, query }: Expand): string {
  const { statement, shape } = level
  const alias = newAlias(statement)
  const { table, below, shown } = layoutOf(resource)
  const json = shown(statement.dialect, alias, shape, tailsOf(level, resource, alias, query.expand))
  const stored = `(SELECT ${json} FROM ${identifier(table)} ${alias} WHERE ${below(alias, parent, statement.dialect)})`
  const pieces = contextPieces(level, name, `${selectionOf(query)}/$entity`)
  pieces.push(
    constant(`,"${name}":`),
    `coalesce(${stored}, ${absentJson(level, resource, keyText(level, parentResource, parent))})`,
  )
  return `(${pieces.join('||')})`
}

function contextPieces({ address }: Level, name: string, end: string): string[] {
  return address === undefined ? [] : [constant(`,"${name}@odata.context":"`), address(), constant(`${end}"`)]
}

/** The value that stands for one that is not stored, as the database would render it. */
function absentJson({ absent, counted, shape, statement }: Level, resource: Resource, parentKey: string): string {
  if (counted.has(resource)) return countedPlace(statement, resource, parentKey)
  const entity = absent.get(resource)
  if (entity === undefined) return `'null'`
  const texts = shownAbsent(entity, resource, shape).split(PARENT_KEY)
  return texts.map((text) => statement.parameters.add(text, 'text')).join(`||${parentKey}||`)
}

function newAlias(statement: Statement): string {
  statement.names += 1
  return `e${statement.names}`
}

/** The key in the address of a row, if its resource holds many. */
function keySegment(level: Level, resource: Resource, alias: string): string {
  return resource.many ? `||'('''||${keyText(level, resource, alias)}||''')'` : ''
}

/** The key of a row inside of quotes inside of a JSON text. */
function keyText({ statement: { dialect } }: Level, resource: Resource, alias: string): string {
  const key = `${alias}."id"`
  if (resource.type.key === 'guid') return key
  const json = dialect.jsonString(`replace(${key}, '''', '''''')`)
  return `substr(${json}, 2, length(${json}) - 2)`
}

/** A link goes through a cast only where the declared type does not navigate there. */
function linkCast(level: Level, resource: Resource, alias: string, { name }: Expand): string {
  return Object.hasOwn(allNavigation(resource.type), name) ? '' : castSegment(level, resource, alias)
}

/** What derived types contain is addressed through a cast. */
function castSegment({ shape, statement }: Level, resource: Resource, alias: string): string {
  if (!layoutOf(resource).typed) return ''
  if (resource.layout === 'document') return `||${documentCast(statement.dialect, resource, alias, shape)}`
  const segment = perType(resource, alias, (type) => {
    const shown = shownAs(type, shape.version)
    return [shown === resource.type ? '' : `/${qualifiedName(shown)}`]
  })
  return `||${concat(segment)}`
}

/** A text as it stands between the quotes of JSON. */
function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
