/** `$search`: texts of a row that contain what was asked for, wherever and in whatever case. */
import { invalidQuery } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { SearchExpression } from '../../odata/ast.js'
import { identifier } from '../sql/dialect.js'
import { FALSE } from '../filter/scope.js'
import type { Statement } from '../filter/compiler.js'
import { fold } from '../sql/fold.js'
import { isFolded, tableOf } from '../layout/tables.js'

/** SQL that is true for the rows of `resource`'s table that match; never NULL. */
export function searchCondition(
  statement: Statement,
  resource: Resource,
  alias: string,
  search: SearchExpression,
): string {
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
  const { columns } = tableOf(resource)
  const searched =
    property === undefined ? columns.filter(([, each]) => isText(each)).map(([name]) => name) : [property]
  if (searched.length === 0) return FALSE
  const wanted = parameters.add(fold(text).toWellFormed(), 'text')
  const found = searched.map((name) => {
    const column = columns.find(([each]) => each === name)?.[1]
    let folded = dialect.textMember(`${alias}."folded"`, name)
    if (column !== undefined && !isFolded(column)) folded = `${alias}.${identifier(name)}`
    else if (column?.indexed === true) folded = `${alias}.${identifier(`${name}Folded`)}`
    return `coalesce(${dialect.position(folded, wanted)} > 0, false)`
  })
  return `(${found.join(' OR ')})`
}

function isText(property: Parameters<typeof isFolded>[0]): boolean {
  return isFolded(property) && !property.collection && property.type.kind === 'primitive'
}
