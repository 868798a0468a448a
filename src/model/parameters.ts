/** Reads the parameters of an operation, from the body of an action or the URL of a function, against its declaration. */
import { badRequest, directoryBadRequest, shortened } from '../errors.js'
import { isControlInformation, memberAt, readBodyType } from './body-types.js'
import type { BodyContext } from './body-types.js'
import { declareProperty } from './edm.js'
import { readBody, readProperty, requireEntity } from './payload.js'
import type { Entity } from './payload.js'
import { qualifiedName } from './types.js'
import { mismatch } from './validation.js'
import type { EntityType, Operation, OperationParameter, Property, PropertyType } from './types.js'

/**
 * The parameters in canonical form, all of them: what may be null and was not sent is null, and a collection that was not
 * sent is empty if its declaration lets it be null.
 */
export function readParameters(operation: Operation, sent: Entity, context: BodyContext): Entity {
  requireKnownParameters(operation, sent, context)
  const values: Entity = {}
  for (const [name, parameter] of Object.entries(operation.parameters)) {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined
    values[name] =
      value === undefined ? absentValue(name, parameter, context) : readValue(name, parameter, value, context)
  }
  return values
}

export function requireKnownParameters(
  { parameters, name: called }: Operation,
  sent: Entity,
  { backend }: Pick<BodyContext, 'backend'>,
): void {
  const unknown = Object.keys(sent).find((name) => !Object.hasOwn(parameters, name) && !isControlInformation(name))
  if (unknown === undefined) return
  const message = `The parameter '${shortened(unknown)}' in the request payload is not a valid parameter for the operation '${called}'.`
  throw backend === 'directory'
    ? directoryBadRequest(message, shortened(unknown))
    : badRequest(message, shortened(unknown))
}

function absentValue(name: string, { nullable, collection }: OperationParameter, context: BodyContext): unknown {
  if (!nullable) throw mismatch(name, context)
  return collection ? [] : null
}

function readValue(name: string, parameter: OperationParameter, value: unknown, context: BodyContext): unknown {
  const { type, collection, nullable } = parameter
  if (type.kind !== 'entity') return readProperty(name, propertyOf(parameter), value, context)
  if (collection) {
    if (!Array.isArray(value)) throw mismatch(name, context)
    return value.map((item, i) => readEntity(type, item, context, memberAt(name, i)))
  }
  if (value === null && nullable) return null
  return readEntity(type, value, context, name)
}

/** An entity in a parameter: what it is to become is for the operation to say, so nothing of it is required. */
function readEntity(declared: EntityType, value: unknown, context: BodyContext, at: string): Entity {
  requireEntity(value, declared, context, at)
  const type = readBodyType(value, declared, [declared, ...context.model.derivedFrom(declared)], context, at)
  return { '@odata.type': `#${qualifiedName(type)}`, ...readBody(value, type, 'update', context, at) }
}

const properties = new WeakMap<OperationParameter, Property>()

function propertyOf(parameter: OperationParameter): Property {
  let property = properties.get(parameter)
  if (property === undefined) {
    const { collection, nullable } = parameter
    property = declareProperty(() => parameter.type as PropertyType, { collection, nullable })
    properties.set(parameter, property)
  }
  return property
}
