/** Operations, entity sets and singletons of a document of CSDL JSON. */
import type { Version } from '../types.js'
import type { OperationFacts, TypeReference } from '../facts/grammar.js'
import { annotationsOf, capabilitiesOf } from './annotations.js'
import type { Capabilities } from './annotations.js'
import { isIdentifier, isJson, modelName, withoutAlias } from './names.js'
import type { Json } from './parse.js'
import { isDeclared, printed, readReference, refuse } from './reading.js'
import type { Reading } from './reading.js'

export interface CsdlOperation {
  readonly qualified: string
  /** The model's name of the type that it is bound to. */
  readonly bound: string
  readonly facts: OperationFacts
}

export interface CsdlSet {
  readonly kind: 'entitySet' | 'singleton'
  readonly name: string
  /** The model's name of the type of its entities. */
  readonly type: string
  readonly since: Version
  readonly capabilities: Pick<Capabilities, 'permissions' | 'readOnly' | 'fixedMembers'>
}

/** The overloads of a name that are bound; what is bound to nothing is refused. */
export function readOperations(
  overloads: readonly unknown[],
  namespace: string,
  name: string,
  reading: Reading,
): CsdlOperation[] {
  const qualified = `${namespace}.${name}`
  return overloads.flatMap((overload) => {
    const operation = isJson(overload) ? readOperation(overload, qualified, name, reading) : 'is no operation'
    if (typeof operation !== 'string') return [operation]
    refuse(reading, qualified, operation)
    return []
  })
}

function readOperation(overload: Json, qualified: string, name: string, reading: Reading): CsdlOperation | string {
  const kind = overload['$Kind'] === 'Action' ? 'action' : overload['$Kind'] === 'Function' ? 'function' : undefined
  if (kind === undefined) return `'${printed(overload['$Kind'])}' is neither Action nor Function`
  if (overload['$IsBound'] !== true) return 'operations that are not bound to a type are not served'
  const [binding, ...parameters] = readParameters(overload, qualified, reading)
  if (binding === undefined) return 'an operation that is bound needs a parameter that it is bound to'
  const returns = isJson(overload['$ReturnType'])
    ? readReference(overload['$ReturnType'], qualified, reading)
    : undefined
  if (kind === 'function' && returns === undefined) return 'a function returns something'
  return {
    qualified,
    bound: binding[1].name,
    facts: {
      kind,
      composable: overload['$IsComposable'] === true,
      name,
      since: reading.since,
      binding: binding[1].collection ? 'collection' : 'entity',
      parameters,
      returns,
    },
  }
}

function readParameters(overload: Json, qualified: string, reading: Reading): (readonly [string, TypeReference])[] {
  const given = overload['$Parameter']
  const list = Array.isArray(given) ? (given as unknown[]) : []
  return list.flatMap((parameter) => {
    const name = isJson(parameter) ? parameter['$Name'] : undefined
    if (isJson(parameter) && typeof name === 'string' && isIdentifier(name))
      return [[name, readReference(parameter, `${qualified}(${name})`, reading)] as const]
    refuse(reading, qualified, `'${printed(name)}' cannot be the name of a parameter`)
    return []
  })
}

export function readSets(container: Json, qualified: string, reading: Reading): CsdlSet[] {
  if (container['$Extends'] !== undefined) refuse(reading, qualified, 'a container that extends another is not served')
  return Object.entries(container)
    .filter(([name]) => isDeclared(name))
    .flatMap(([name, child]) => readSet(name, child, qualified, reading))
}

function readSet(name: string, child: unknown, container: string, reading: Reading): CsdlSet[] {
  const where = `${container}/${name}`
  const problem = !isIdentifier(name)
    ? 'this cannot be a name'
    : !isJson(child)
      ? 'is no set'
      : child['$Action'] !== undefined || child['$Function'] !== undefined
        ? 'operations that are not bound to a type are not served'
        : typeof child['$Type'] !== 'string'
          ? 'does not say the type of its entities'
          : undefined
  if (problem !== undefined || !isJson(child)) {
    refuse(reading, where, problem ?? 'is no set')
    return []
  }
  const { unserved, ...capabilities } = capabilitiesOf(
    annotationsOf(child, reading.targets.get(where), reading.aliases),
  )
  const type = modelName(withoutAlias(child['$Type'] as string, reading.aliases))
  const kind = child['$Collection'] === true ? 'entitySet' : 'singleton'
  for (const reason of kind === 'entitySet' ? unserved : []) refuse(reading, where, reason)
  if (kind === 'singleton' && !capabilities.updatable)
    refuse(reading, where, 'a singleton that cannot be changed is not served (Updatable)')
  return [{ kind, name, type, since: reading.since, capabilities }]
}
