/** Calls of every operation that is bound to what is at a resource. */
import { model } from '../../src/entities/index.js'
import { allOperations, existsIn, qualifiedName } from '../../src/model/types.js'
import type { EntityType, Operation } from '../../src/model/types.js'
import { literal, parameterValues } from './bodies.js'
import type { Json } from './bodies.js'
import { typesAt } from './items.js'
import type { Visit } from './visit.js'

/** Operations that were called, over all resources. */
export const called = new Set<Operation>()

type MakeItem = (type: EntityType) => Promise<string | undefined>

export async function callOperations(given: Visit, at: string, make: MakeItem): Promise<void> {
  const { version, resource, types } = given
  const known = new Set<Operation>()
  const items = new Map<EntityType, string | undefined>()
  for (const type of new Set([resource.type, ...types]))
    for (const operation of allOperations(type)) {
      if (known.has(operation) || !existsIn(operation.since, version) || !existsIn(type.since, version)) continue
      known.add(operation)
      if (operation.binding === 'collection') {
        if (resource.many) await call(given, at, type, operation)
        continue
      }
      const concrete = type.abstract
        ? typesAt(resource, version).find((each) => allOperations(each).includes(operation))
        : type
      if (concrete === undefined) continue
      if (!items.has(concrete)) items.set(concrete, await make(concrete))
      const url = items.get(concrete)
      if (url === undefined)
        given.report.fault(`${version} ${resource.path} ${operation.name}: no ${concrete.name} to call it on`)
      else await call(given, url, type, operation)
    }
}

async function call(given: Visit, url: string, type: EntityType, operation: Operation): Promise<void> {
  const { client, report, resource, version } = given
  const { name, kind, parameters } = operation
  const cast = allOperations(resource.type).includes(operation) ? '' : `/${qualifiedName(type)}`
  const values = parameterValues(parameters, { version, rich: true, turn: 3 }, concreteOf(version))
  const step = `${version} ${resource.path} ${kind} ${type.name}.${name}`
  const answer =
    kind === 'action'
      ? await client.post(`${url}${cast}/${name}`, Object.keys(parameters).length === 0 ? undefined : values)
      : await client.get(`${url}${cast}/${name}${written(operation, values)}`)
  called.add(operation)
  report.check(step, answer, 200, 201, 204)
}

function written({ parameters }: Operation, values: Json): string {
  const given = Object.entries(parameters).map(
    ([name, parameter]) => `${name}=${encodeURIComponent(literal(parameter, values[name]))}`,
  )
  return `(${given.join()})`
}

function concreteOf(version: Visit['version']): (type: EntityType) => EntityType | undefined {
  return (type) =>
    [type, ...model.derivedFrom(type)].find(({ abstract, since }) => !abstract && existsIn(since, version))
}
