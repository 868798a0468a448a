/** `$search`: texts of a row that contain what was asked for, wherever and in whatever case. */
import { invalidQuery } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { SearchExpression } from '../../odata/ast.js'
import { FALSE } from '../filter/scope.js'
import type { Statement } from '../filter/compiler.js'
import { fold } from '../sql/fold.js'
import { layoutOf } from '../layout/layout-of.js'
import { isOfKind } from '../layout/linked-rows.js'
import { isFolded } from '../layout/tables.js'
import { propertyList } from '../../model/inheritance.js'

/** SQL that is true for the rows of `resource`'s table that match; never NULL. */
export function searchCondition(
  statement: Statement,
  resource: Resource,
  alias: string,
  search: SearchExpression,
): string {
  const { kinds } = resource
  if (kinds !== undefined) {
    const found = [...kinds.values()].map((kind) =>
      isOfKind(kind, alias, layoutOf, (inner) => searchCondition(statement, kind, inner, search)),
    )
    return found.length === 0 ? FALSE : `(${found.join(' OR ')})`
  }
  const find = (expression: SearchExpression): string => {
    switch (expression.node) {
      case 'and':
      case 'or':
        return `(${find(expression.left)} ${expression.node} ${find(expression.right)})`
      case 'not':
        return `(NOT ${find(expression.operand)})`
      case 'term':
        return term(statement, resource, alias, expression)
    }
  }
  return find(search)
}

type Term = Extract<SearchExpression, { node: 'term' }>

function term({ dialect, parameters }: Statement, resource: Resource, alias: string, { text, property }: Term): string {
  if (text.includes('\0')) throw invalidQuery('A text cannot hold the character U+0000.')
  const properties = propertyList(resource.type)
  const searched = properties.filter(([name, each]) => (property === undefined ? isText(each) : name === property))
  if (searched.length === 0) return FALSE
  const wanted = parameters.add(fold(text).toWellFormed(), 'text')
  const found = searched.map(([name, each]) => {
    const { original, folded = original } = layoutOf(resource).reading(dialect, name, each, alias)
    return `coalesce(${dialect.position(folded.text(), wanted)} > 0, false)`
  })
  return `(${found.join(' OR ')})`
}

function isText(property: Parameters<typeof isFolded>[0]): boolean {
  return isFolded(property) && !property.collection && property.type.kind === 'primitive'
}
