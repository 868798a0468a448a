/** Calls of every operation that is bound to what is at a resource. */
import { model } from '../../src/entities/index.js'
import { existsIn, qualifiedName } from '../../src/model/types.js'
import { allOperations } from '../../src/model/inheritance.js'
import type { EntityType, Operation } from '../../src/model/types.js'
import type { Response } from '../harness/emulator.js'
import { literal, parameterValues } from './bodies.js'
import type { Json } from './bodies.js'
import { isIn, typesAt } from './items.js'
import type { Visit } from './visit.js'

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
      else {
        await call(given, url, type, operation)
        if (REMOVES.test(operation.name) && (await given.client.get(url)).statusCode === 404) items.delete(concrete)
      }
    }
}

/** Names of operations after which there may be no item any more. */
const REMOVES = /^(remove|delete)/

async function call(given: Visit, url: string, type: EntityType, operation: Operation): Promise<void> {
  const { client, report, resource, version } = given
  const { name, kind, parameters } = operation
  const cast = allOperations(resource.type).includes(operation) ? '' : `/${qualifiedName(type)}`
  const known = Object.fromEntries(
    Object.entries(parameters).filter(([, { since }]) => since === undefined || existsIn(since, version)),
  )
  const values = parameterValues(known, { version, rich: true, turn: 3 }, concreteOf(version))
  const step = `${version} ${resource.path} ${kind} ${type.name}.${name}`
  const call = (from: string): Promise<Response> =>
    kind === 'action'
      ? client.post(`${from}${cast}/${name}`, Object.keys(parameters).length === 0 ? undefined : values)
      : client.get(`${from}${cast}/${name}${written(operation, values)}`)
  // Its name may then be read as a key, to which nothing is posted.
  if (isOfBeta(given, type, operation))
    report.check(`${step} in v1.0`, await call(url.replace('/beta/', '/v1.0/')), 400, 404, 405)
  const answer = await call(url)
  report.check(step, answer, 200, 201, 204)
}

/** Whether v1.0 has what the operation is called on, and no operation of its name. */
function isOfBeta({ version, resource }: Visit, type: EntityType, { name, since }: Operation): boolean {
  if (version === 'v1.0' || since === 'v1.0' || !isIn(resource, 'v1.0') || !existsIn(type.since, 'v1.0')) return false
  return !allOperations(type).some((other) => other.name === name && other.since === 'v1.0')
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
