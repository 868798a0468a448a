/** Binding of the system query options of one level: those of the request, or those inside an `$expand` item. */
import { invalidQuery } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { EntityType } from '../model/types.js'
import type { Expand, Query } from './ast.js'
import { bindFilter, bindOrderBy } from './bind-expression.js'
import { bindCast } from './bind-path.js'
import { bindSelect, EVERYTHING, unknownName } from './bind-select.js'
import { LIMITS } from './limits.js'
import { findNavigation, findProperty } from './members.js'
import { printedName } from './names.js'
import { addOption, optionOf, requireAllowed } from './options.js'
import type { Aliases } from './operand-parser.js'
import type { OptionName } from './options.js'
import { parseFilter, parseOrderBy } from './parser.js'
import { invalidTerm, limitExceeded, selectExpandError, shortened, unknownSelection } from './query-errors.js'
import type { Scope } from './scope.js'
import { readSearch } from './search.js'
import { parseExpandItem, splitOutside } from './terms.js'

/** What the levels of one request share. */
export interface Reading {
  readonly aliases: Aliases
  /** Navigation properties expanded so far. */
  expands: number
}

const WHOLE_NUMBER = /^\d{1,15}$/
const OF_MANY: readonly OptionName[] = [
  '$select',
  '$expand',
  '$filter',
  '$orderby',
  '$top',
  '$skip',
  '$count',
  '$search',
]
const OF_ONE: readonly OptionName[] = ['$select', '$expand']

export function bindQuery(values: ReadonlyMap<OptionName, string>, scope: Scope, reading: Reading, level = 0): Query {
  const [select, expand, filter, orderBy, search] = [
    values.get('$select'),
    values.get('$expand'),
    values.get('$filter'),
    values.get('$orderby'),
    values.get('$search'),
  ]
  return Object.freeze({
    select: select === undefined ? EVERYTHING : bindSelect(select, scope),
    expand: expand === undefined ? NONE : bindExpand(expand, scope, reading, level + 1),
    filter: filter === undefined ? undefined : bindFilter(parseFilter(filter, reading.aliases), scope),
    orderBy:
      orderBy === undefined
        ? NONE
        : Object.freeze(parseOrderBy(orderBy, reading.aliases).map((key) => bindOrderBy(key, scope))),
    top: readNumber('$top', values),
    skip: readNumber('$skip', values),
    count: readCount(values.get('$count')),
    search: search === undefined ? undefined : readSearch(search, scope),
    skipToken: values.get('$skiptoken'),
  })
}

const NONE: readonly never[] = Object.freeze([])

function readNumber(option: '$top' | '$skip', values: ReadonlyMap<OptionName, string>): number | undefined {
  const text = values.get(option)?.trim()
  if (text === undefined) return undefined
  if (WHOLE_NUMBER.test(text)) return Number(text)
  throw invalidQuery(
    `Invalid value '${shortened(text)}' for ${option} query option found. The ${option} query option requires a ` +
      'non-negative integer value.',
  )
}

function readCount(text: string | undefined): boolean {
  if (text === undefined) return false
  const lower = text.trim().toLowerCase()
  if (lower === 'true' || lower === 'false') return lower === 'true'
  throw invalidQuery(
    `Invalid value '${shortened(text)}' for $count query option found. Valid values are 'true' or 'false'.`,
  )
}

function bindExpand(text: string, scope: Scope, reading: Reading, level: number): readonly Expand[] {
  if (level > LIMITS.expandDepth)
    throw invalidQuery(
      `The request includes a $expand path which is too deep. The maximum depth allowed is ${LIMITS.expandDepth}.`,
    )
  const expanded = new Map<Resource, Expand>()
  let starred: readonly (readonly [string, string])[] | undefined
  for (const item of splitOutside(text, ',')) {
    const { names, options } = parseExpandItem(item)
    if (names[0] === '*' && names.length === 1) {
      starred = options
      continue
    }
    const resource = bindNavigation(names, item, scope)
    if (expanded.has(resource))
      throw selectExpandError(
        `Found multiple select terms with same select path '${resource.name}' at one $select or $expand, please combine ` +
          'them together.',
      )
    expanded.set(resource, bindItem(resource, options, scope, reading, level))
  }
  if (starred !== undefined)
    for (const child of scope.resource.children.values()) {
      const resource = findNavigation(scope.resource, scope.type, scope.version, child.name)
      if (resource !== undefined && !expanded.has(resource))
        expanded.set(resource, bindItem(resource, starred, scope, reading, level))
    }
  return Object.freeze([...expanded.values()])
}

function bindNavigation(names: readonly string[], item: string, scope: Scope): Resource {
  let type: EntityType = scope.type
  let resource: Resource | undefined
  for (const name of names) {
    if (name.startsWith('$'))
      throw selectExpandError(`'${shortened(name)}' is not supported in $expand, as in '${shortened(item)}'.`)
    if (name === '*' || resource !== undefined) throw invalidTerm(item)
    if (name.includes('.')) {
      type = bindCast(name, type, scope) as EntityType
      continue
    }
    resource = findNavigation(scope.resource, type, scope.version, name)
    if (resource !== undefined) continue
    const member = findProperty(type, scope.version, name)
    const printed = printedName(type, scope.resource)
    if (member === undefined) throw unknownName(name, printed, scope)
    throw unknownSelection(
      `Property '${member.name}' on type '${printed}' is not a navigation property or complex property. Only ` +
        'navigation properties can be expanded.',
      scope.resource,
    )
  }
  if (resource === undefined) throw invalidTerm(item)
  return resource
}

function bindItem(
  resource: Resource,
  options: readonly (readonly [name: string, value: string])[],
  scope: Scope,
  reading: Reading,
  level: number,
): Expand {
  if (++reading.expands > LIMITS.expands) throw limitExceeded('$expand item', LIMITS.expands)
  const values = new Map<OptionName, string>()
  for (const [name, value] of options) {
    const option = optionOf(name)
    if (option === undefined || !OF_MANY.includes(option))
      throw selectExpandError(`The query option '${shortened(name)}' is not supported in $expand.`)
    if (!resource.many) requireAllowed(option, OF_ONE)
    addOption(values, option, value)
  }
  const below: Scope = { ...scope, resource, type: resource.type, nested: true }
  return Object.freeze({ name: resource.name, resource, query: bindQuery(values, below, reading, level) })
}
