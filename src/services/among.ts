/** Filters that leave the entities with certain ids. */
import type { Version } from '../model/types.js'
import type { Resource } from '../model/model.js'
import type { Expression } from '../odata/ast.js'
import { literal } from '../odata/literals.js'
import { findProperty } from '../odata/members.js'

/** `filter`, for entities with certain ids only. */
export function among(
  { type }: Resource,
  ids: readonly string[],
  version: Version,
  filter: Expression | undefined,
): Expression {
  const member = findProperty(type, version, 'id')
  if (member === undefined) throw new Error(`${type.name} has no id`)
  const operand: Expression = {
    node: 'path',
    variable: undefined,
    steps: [{ step: 'property', name: member.name, property: member.property, owner: member.owner }],
    type: 'string',
    collection: false,
  }
  const items = ids.map((id) => literal('string', id))
  const byId: Expression = items.length === 0 ? literal('boolean', false) : { node: 'in', operand, items }
  return filter === undefined ? byId : { node: 'and', left: byId, right: filter }
}
