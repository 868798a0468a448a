/**
 * Collections in expressions: `any`, `all` and `$count` over contained entities, which are rows of a table of their own,
 * and over values, which are JSON. Every one of them is a subquery of its own.
 */
import { withFacets } from '../../model/edm.js'
import type { Property } from '../../model/types.js'
import type { Count, Expression, Lambda, Path } from '../../odata/ast.js'
import type { Dialect } from '../sql/dialect.js'
import { mayStop } from '../layout/loops.js'
import { mayStopAt } from '../sql/stoppable.js'
import { finish, guardsOf, walk } from './paths.js'
import { booleanValue, integerValue } from './scope.js'
import type { Compiler, ElementSource, Source, Value } from './scope.js'
import { layoutOf } from '../layout/layout-of.js'
import { fromBelow } from '../layout/layout.js'
import type { Reading } from '../layout/layout.js'

/** A collection as rows: what its members are, and where they come from once it is known what is asked of them. */
interface Members {
  readonly source: Source
  /** FROM and WHERE, the latter without its last conditions. */
  from(): string
}

export function lambdaValue(compiler: Compiler, { node, path, variable, predicate }: Lambda): Value {
  const members = membersOf(compiler, path)
  const condition = predicate && compiler.withVariable(variable, members.source).condition(predicate)
  if (node === 'any') return booleanValue(`(EXISTS (SELECT 1 ${members.from()}${and(condition)}))`, false)
  // A predicate that is null for a member is not true for it.
  return booleanValue(`(NOT EXISTS (SELECT 1 ${members.from()} AND (${condition}) IS NOT TRUE))`, false)
}

export function countValue(compiler: Compiler, { path, filter }: Count): Value {
  const members = membersOf(compiler, path)
  const condition = filter && withThis(compiler, members.source, filter)
  return integerValue(`(SELECT count(*) ${members.from()}${and(condition)})`, false)
}

function withThis(compiler: Compiler, source: Source, filter: Expression): string {
  return compiler.withVariable('$this', source).condition(filter)
}

function and(condition: string | undefined): string {
  return condition === undefined ? '' : ` AND ${condition}`
}

function membersOf(compiler: Compiler, path: Path): Members {
  const last = path.steps.at(-1)
  if (last?.step !== 'navigation') return valueMembers(compiler, path)
  const spot = walk(compiler, { ...path, steps: path.steps.slice(0, -1) })
  if (spot.row === undefined || spot.wrapped)
    throw new Error(`${last.resource.path}: collections below other navigation are not built yet`)
  const alias = compiler.newName()
  const { alias: parent } = spot.row
  const layout = layoutOf(last.resource)
  const conditions = [layout.below(alias, parent, compiler.dialect), ...guardsOf(spot)].join(' AND ')
  return {
    source: { source: 'row', alias, resource: last.resource },
    from: () => `FROM ${fromBelow(layout, alias, parent)} WHERE ${mayStop(last.resource, alias)}${conditions}`,
  }
}

/**
 * Elements of a JSON array. The folded array has its elements in the same places; each of the two is only read if
 * a query asks for it.
 */
function valueMembers(compiler: Compiler, path: Path): Members {
  const { dialect } = compiler
  const spot = walk(compiler, path)
  const { property, original, folded } = spot
  if (property === undefined) throw new Error('a collection is neither navigation nor property')
  const used = { original: false, folded: false }
  const names = { original: compiler.newName(), folded: compiler.newName() }
  const source: ElementSource = {
    source: 'element',
    property: elementOf(property),
    original: elementReading(dialect, names.original, () => (used.original = true)),
    folded: folded && elementReading(dialect, names.folded, () => (used.folded = true)),
  }
  const elements = (reading: Reading, name: string): string => dialect.elements(finish(spot, reading.text()), name)
  return {
    source,
    from() {
      if (!used.folded || folded === undefined)
        return `FROM ${elements(original, names.original)} WHERE ${mayStopAt(`${names.original}.key`)}1 = 1`
      if (!used.original) return `FROM ${elements(folded, names.folded)} WHERE ${mayStopAt(`${names.folded}.key`)}1 = 1`
      return (
        `FROM ${elements(original, names.original)}, ${elements(folded, names.folded)} ` +
        `WHERE ${mayStopAt(`${names.folded}.key`)}${names.folded}.key = ${names.original}.key`
      )
    },
  }
}

function elementOf(property: Property): Property {
  return withFacets(property, { collection: false, nullable: true })
}

function elementReading(dialect: Dialect, alias: string, use: () => void): Reading {
  const text = (): string => {
    use()
    return `${alias}.value`
  }
  return { scalar: (kind) => dialect.fromText(text(), kind), text, column: false }
}
