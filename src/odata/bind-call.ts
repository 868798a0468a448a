/** Binding of function calls. */
import { invalidQuery } from '../errors.js'
import type { Call, Expression, FunctionName, ValueType } from './ast.js'
import { FUNCTIONS } from './functions.js'
import type { Signature } from './functions.js'
import { convertLiteral } from './literals.js'
import { shortened } from './query-errors.js'
import { isCollection, isNumeric, printedSignature, typeOf } from './value-types.js'

export function bindCall(name: string, given: readonly Expression[]): Call {
  const lower = name.toLowerCase()
  const signatures = FUNCTIONS.get(lower)
  if (signatures === undefined)
    throw invalidQuery(
      `An unknown function with name '${shortened(name)}' was found. This may also be a function import or a key lookup ` +
        'on a navigation property, which is not allowed.',
    )
  for (const signature of signatures) {
    const fitting = fitted(given, signature)
    if (fitting !== undefined) return call(lower, fitting, signature.result)
  }
  throw invalidQuery(
    `No function signature for the function with name '${lower}' matches the specified arguments. The function ` +
      `signatures considered are: ${signatures.map(({ parameters }) => printedSignature(lower, parameters)).join('; ')}.`,
  )
}

function call(name: string, given: readonly Expression[], type: ValueType): Call {
  if (name !== 'substringof')
    return Object.freeze({ node: 'call', name: name as FunctionName, arguments: Object.freeze(given), type })
  return Object.freeze({ node: 'call', name: 'contains', arguments: Object.freeze([...given].reverse()), type })
}

/** The arguments as this signature takes them; undefined if it does not. */
function fitted(given: readonly Expression[], { parameters }: Signature): readonly Expression[] | undefined {
  if (given.length !== parameters.length) return undefined
  const fitting: Expression[] = []
  for (const [i, parameter] of parameters.entries()) {
    const argument = asParameter(given[i] as Expression, parameter)
    if (argument === undefined) return undefined
    fitting.push(argument)
  }
  return fitting
}

/** Null fits everywhere, a whole number where a broken one is wanted, and a constant where it can be read as one. */
function asParameter(argument: Expression, parameter: ValueType): Expression | undefined {
  const type = typeOf(argument)
  if (isCollection(argument)) return undefined
  if (type === parameter || type === 'null') return argument
  const wider = parameter === 'double' && isNumeric(type)
  if (argument.node === 'literal' && (wider || type === 'string')) return convertLiteral(argument, parameter)
  return wider ? argument : undefined
}
