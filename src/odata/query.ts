/** Reads the query string of a request against the path it comes with. The grammars are in `parser.ts`, `terms.ts`, `search.ts`. */
import { invalidQuery } from '../errors.js'
import type { Model } from '../model/model.js'
import { LruCache } from '../lru-cache.js'
import type { Query, ResourcePath } from './ast.js'
import { bindQuery } from './bind-query.js'
import { EVERYTHING } from './bind-select.js'
import { requireEffort, stepsOfQuery } from './effort.js'
import type { StepBudget } from './effort.js'
import { oneTextIn, withText } from './one-text.js'
import { OPTION_NAMES, readOptions, requireAllowed } from './options.js'
import type { OptionName, Options } from './options.js'
import { shortened } from './query-errors.js'
import type { Scope } from './scope.js'

/** How much `@odata.*` an answer carries. */
export type MetadataLevel = 'none' | 'minimal' | 'full'

export interface RequestQuery {
  readonly query: Query
  /** What it costs for each row: see effort.ts. */
  readonly steps: number
  /** What `$format` asks for, if it is there; it outweighs the Accept header. */
  readonly format: MetadataLevel | undefined
  /** All options but tokens, decoded, in the order of the query string: what a nextLink repeats. */
  readonly pairs: Options['pairs']
}

/** The query that asks for nothing in particular. */
export const NO_QUERY: Query = Object.freeze({
  select: EVERYTHING,
  expand: Object.freeze([]),
  filter: undefined,
  orderBy: Object.freeze([]),
  top: undefined,
  skip: undefined,
  count: false,
  search: undefined,
  skipToken: undefined,
})

const NOTHING: RequestQuery = Object.freeze({ query: NO_QUERY, steps: 0, format: undefined, pairs: Object.freeze([]) })

/** The options that each kind of target has a use for. */
const ALLOWED: Readonly<Record<ResourcePath['target'], readonly OptionName[]>> = {
  service: ['$format'],
  metadata: ['$format'],
  batch: ['$format'],
  collection: OPTION_NAMES,
  entity: ['$select', '$expand', '$format'],
  count: ['$filter', '$search', '$format'],
  property: ['$format'],
  propertyValue: ['$format'],
  operation: ['$format'],
  operationCount: ['$filter', '$search', '$format'],
  collectionReference: [],
  entityReference: [],
}

interface QueryContext {
  readonly model: Model
  readonly path: ResourcePath
  readonly allowed?: readonly OptionName[]
  /** Of the request, where it may hold several queries. */
  readonly budget?: StepBudget | undefined
}

/** Queries read lately, by their text and by what it was bound to; the keys of a path play no part in that. */
const recent = new WeakMap<Model, LruCache<RequestQuery>>()
const REMEMBERED = 1000
const LONGEST_REMEMBERED = 1000

/** `queryString` is what follows the `?`, still encoded. `allowed` replaces what the target would allow. */
export function readQuery(queryString: string, context: QueryContext): RequestQuery {
  if (queryString === '') return NOTHING
  const read = findQuery(queryString, context)
  requireEffort(read.steps, context.budget)
  return read
}

function findQuery(queryString: string, context: QueryContext): RequestQuery {
  const { resource, type, version, target } = context.path
  if (context.allowed !== undefined || resource === undefined || queryString.length > LONGEST_REMEMBERED)
    return parseQuery(queryString, context)
  let known = recent.get(context.model)
  if (known === undefined) recent.set(context.model, (known = new LruCache(REMEMBERED)))
  const find = (text: string): RequestQuery => {
    const name = `${version} ${target} ${resource.path} ${type?.name ?? ''} ${text}`
    let query = known.get(name)
    if (query === undefined) known.set(name, (query = parseQuery(text, context)))
    return query
  }
  const one = oneTextIn(queryString)
  if (one === undefined) return find(queryString)
  try {
    return withText(find(one.shape), one.text) ?? find(queryString)
  } catch {
    // What is wrong is told of the text as it was sent.
    return find(queryString)
  }
}

function parseQuery(queryString: string, { model, path, allowed = ALLOWED[path.target] }: QueryContext): RequestQuery {
  const { values, aliases, pairs } = readOptions(queryString)
  for (const option of values.keys()) requireAllowed(option, allowed)
  const { version, resource, type } = path
  const bindable = resource !== undefined && type !== undefined && values.size > 0
  const scope = { model, version, resource, type, nested: false, variables: NO_VARIABLES, implicit: undefined }
  const query = bindable ? bindQuery(values, { ...scope, resource, type }, { aliases, expands: 0 }) : NO_QUERY
  return Object.freeze({
    query,
    steps: stepsOfQuery(query),
    format: readFormat(values.get('$format')),
    pairs,
  })
}

const NO_VARIABLES: Scope['variables'] = new Map()

/** `json`, or the JSON media type with OData's parameters, of which only the metadata level has a meaning here. */
function readFormat(text: string | undefined): MetadataLevel | undefined {
  if (text === undefined) return undefined
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  let level: string = 'minimal'
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=')
    if (name === 'odata.metadata' || name === 'metadata') level = value
  }
  const json = type === 'json' || type === 'application/json'
  if (json && (level === 'none' || level === 'minimal' || level === 'full')) return level
  throw invalidQuery(`The value '${shortened(text)}' of the query option '$format' is not supported.`)
}
