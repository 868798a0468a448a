/** The parameters of a call as they were sent: those of an action in the body, those of a function in the URL. */
import { badRequest } from '../errors.js'
import { requireObject } from '../model/payload.js'
import type { Entity } from '../model/payload.js'
import { qualifiedName } from '../model/types.js'
import type { Operation, OperationParameter, PrimitiveName } from '../model/types.js'
import { argumentValue } from '../odata/arguments.js'
import type { Notation, Written } from '../odata/arguments.js'
import { localName } from '../odata/names.js'
import { readOptions } from '../odata/options.js'
import { shortened } from '../odata/query-errors.js'
import type { Exchange } from './exchange.js'

/** An action without parameters needs no body. */
export function sentParameters({ path, body, query }: Exchange, { kind, parameters }: Operation): Entity {
  if (kind === 'action') {
    if (body === undefined) return {}
    requireObject(body)
    return body
  }
  const { aliases } = readOptions(query)
  const sent: Entity = {}
  for (const { name, text } of path.arguments) {
    const written = argumentValue(text, aliases)
    const parameter = parameters[name]
    if (parameter !== undefined) requireNotation(parameter, written, text)
    sent[name] = written.value
  }
  return sent
}

/** How values of a type are written in a URL. */
const NOTATIONS: Readonly<Partial<Record<PrimitiveName, readonly Notation[]>>> = {
  'Edm.String': ['string'],
  'Edm.Guid': ['guid', 'string'],
  'Edm.Int32': ['integer'],
  'Edm.Int64': ['integer'],
  'Edm.Double': ['integer', 'decimal'],
  'Edm.Boolean': ['boolean'],
  'Edm.Binary': ['binary', 'string'],
  'Edm.DateTimeOffset': ['dateTimeOffset'],
  'Edm.Duration': ['duration', 'string'],
}

/** The value itself is checked with the other parameters; here it is whether it is written as one of its type. */
function requireNotation({ type, collection }: OperationParameter, { notation, prefix }: Written, text: string): void {
  if (notation === 'null') return
  const expected = type.kind === 'primitive' ? type.name : qualifiedName(type)
  if (collection) {
    if (notation !== 'list') throw mismatch(text, `Collection(${expected})`)
    return
  }
  if (type.kind === 'enum') {
    const named = notation === 'enum' && localName(prefix)?.toLowerCase() === type.name.toLowerCase()
    if (notation !== 'string' && !named) throw mismatch(text, expected)
    return
  }
  const accepted = type.kind === 'primitive' ? (NOTATIONS[type.name] ?? OF_OTHERS) : (['object'] as const)
  if (!accepted.includes(notation)) throw mismatch(text, expected)
}

const OF_OTHERS: readonly Notation[] = ['integer', 'decimal', 'string', 'date', 'timeOfDay', 'dateTimeOffset']

function mismatch(text: string, expected: string): Error {
  return badRequest(`Cannot convert the literal '${shortened(text)}' to the expected type '${expected}'.`)
}
