/** How the cases of the grammar suite are written down. */

/** One construct of the language: texts that must be understood, and texts that must be refused. */
export interface Construct {
  /** What it is, with the names of the ABNF rules. */
  readonly construct: string
  /** The texts are values of this option; without it they are whole query strings, as a client sends them. */
  readonly option?: '$filter' | '$orderby' | '$select' | '$expand' | '$search'
  /** Where it is asked; `/beta/workshop/things` if not said. */
  readonly path?: string
  /** Text, and what it means in the notation of `print.ts`. */
  readonly accepted?: readonly (readonly [text: string, meaning: string])[]
  /**
   * Text, and the message: in full, with `… ` for "The query specified in the URI is not valid. ", or only the position
   * of a syntax error.
   */
  readonly refused?: readonly (readonly [text: string, message: string | number])[]
}

const API = 'microsoft.management.services.api'

export function noProperty(name: string, type: string): string {
  const printed = type.startsWith('Edm.') || type.includes('.') ? type : `${API}.${type}`
  return `… Could not find a property named '${name}' on type '${printed}'.`
}

/** Two operands that do not go together; types without a dot are declared ones. */
export function mismatch(left: string, right: string, operator: string): string {
  return (
    '… A binary operator with incompatible types was detected. Found operand types ' +
    `'${printed(left)}' and '${printed(right)}' for operator kind '${operator}'.`
  )
}

export function unaryMismatch(type: string, operator: 'Not' | 'Negate'): string {
  return (
    `… A unary operator with an incompatible type was detected. Found operand type '${printed(type)}' ` +
    `for operator kind '${operator}'.`
  )
}

function printed(type: string): string {
  return type.includes('.') || type === '<null>' ? type : `${API}.${type}`
}

export function noMember(text: string): string {
  return `… Requested value '${text}' was not found.`
}

export function unknownFunction(name: string): string {
  return (
    `… An unknown function with name '${name}' was found. This may also be a function import or a key lookup on a ` +
    'navigation property, which is not allowed.'
  )
}

/** The signatures as `name(Edm.String,Edm.Int32)`. */
export function noSignature(name: string, ...signatures: string[]): string {
  const full = signatures.map((signature) => {
    const [, parameters = ''] = /\((.*)\)/.exec(signature) ?? []
    return `${name}(${parameters
      .split(',')
      .filter((parameter) => parameter !== '')
      .map((parameter) => `${parameter} Nullable=true`)
      .join(', ')})`
  })
  return (
    `… No function signature for the function with name '${name}' matches the specified arguments. The function ` +
    `signatures considered are: ${full.join('; ')}.`
  )
}

export function noCast(to: string, from: string): string {
  return `… Encountered invalid type cast. '${API}.${to}' is not assignable from '${API}.${from}'.`
}

export function notDefined(name: string): string {
  return `… The type '${name}' is not defined in the model.`
}

export function notAllowed(option: string): string {
  return (
    `… Query option '${option}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on ` +
    'EnableQueryAttribute or QueryValidationSettings.'
  )
}

export function gateway(detail: string): string {
  return `Parsing OData Select and Expand failed: ${detail}`
}

export function badTerm(term: string): string {
  return gateway(`Term '${term}' is not valid in a $select or $expand expression.`)
}

export const UNBALANCED = gateway('Found an unbalanced bracket expression.')
export const NOT_BOOLEAN = '… The $filter expression must evaluate to a single boolean value.'
export const NOT_SORTABLE = '… The $orderby expression must evaluate to a single value of primitive type.'
