/** Which of the operations of a type a segment of a path calls, by name, binding and, of functions, the parameters. */
import { segmentNotFound } from '../errors.js'
import type { EntityType, Operation, Version } from '../model/types.js'
import { readArguments } from './arguments.js'
import type { Argument } from './arguments.js'
import { findOperations } from './members.js'

export interface BoundCall {
  readonly operation: Operation
  readonly arguments: readonly Argument[]
  /** As canonical paths print it, without namespace. */
  readonly canonical: string
}

/**
 * `name` is without `microsoft.graph.`; `given` is what stands behind it in parentheses. Undefined if nothing of this name
 * is bound so; refused if something is, but with other parameters.
 */
export function findCall(
  type: EntityType,
  version: Version,
  name: string,
  given: string | undefined,
  binding: Operation['binding'],
): BoundCall | undefined {
  const known = findOperations(type, version, withoutNamespace(name, type))
  const bound = known.filter((operation) => operation.binding === binding)
  if (bound.length === 0) return undefined
  const action = given === undefined ? actionOf(bound) : undefined
  if (action !== undefined) return { operation: action, arguments: NONE, canonical: action.name }
  const called = functionOf(bound, given)
  if (called === undefined) throw segmentNotFound(name)
  return called
}

const NONE: readonly Argument[] = Object.freeze([])

/** Operations on types of a namespace below `microsoft.graph` have it in their qualified names. */
function withoutNamespace(local: string, { name }: EntityType): string {
  const namespace = name.slice(0, name.lastIndexOf('.') + 1)
  return local.toLowerCase().startsWith(namespace.toLowerCase()) ? local.slice(namespace.length) : local
}

/** Of several declarations the one with the most parameters, which takes what the others take. */
function actionOf(bound: readonly Operation[]): Operation | undefined {
  const actions = bound.filter(({ kind }) => kind === 'action')
  return actions.reduce<Operation | undefined>(
    (most, each) => (most === undefined || countOf(each) >= countOf(most) ? each : most),
    undefined,
  )
}

function countOf({ parameters }: Operation): number {
  return Object.keys(parameters).length
}

/** The function that has these parameters and no others. */
function functionOf(bound: readonly Operation[], given: string | undefined): BoundCall | undefined {
  const sent = new Map(
    (given === undefined ? [] : readArguments(given)).map(({ name, text }) => [name.toLowerCase(), text]),
  )
  for (const operation of bound) {
    if (operation.kind !== 'function' || countOf(operation) !== sent.size) continue
    const found = Object.keys(operation.parameters).map((name) => ({ name, text: sent.get(name.toLowerCase()) }))
    if (!found.every(isGiven)) continue
    const printed = found.map(({ name, text }) => `${name}=${text}`).join()
    return { operation, arguments: Object.freeze(found), canonical: `${operation.name}(${printed})` }
  }
  return undefined
}

function isGiven(argument: { readonly name: string; readonly text: string | undefined }): argument is Argument {
  return argument.text !== undefined
}
