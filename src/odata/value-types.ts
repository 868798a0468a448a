/** Types of expressions: what they are, how messages print them. */
import type { PrimitiveName, Property } from '../model/types.js'
import type { Resource } from '../model/model.js'
import type { Expression, ValueType } from './ast.js'
import { printedName } from './names.js'

const OF_PRIMITIVE: Readonly<Record<PrimitiveName, ValueType>> = {
  'Edm.String': 'string',
  'Edm.Guid': 'guid',
  'Edm.Byte': 'int32',
  'Edm.SByte': 'int32',
  'Edm.Int16': 'int32',
  'Edm.Int32': 'int32',
  'Edm.Int64': 'int64',
  'Edm.Boolean': 'boolean',
  'Edm.Binary': 'binary',
  'Edm.Stream': 'binary',
  'Edm.Date': 'date',
  'Edm.TimeOfDay': 'timeOfDay',
  'Edm.DateTimeOffset': 'dateTimeOffset',
  'Edm.Duration': 'duration',
  'Edm.Single': 'double',
  'Edm.Double': 'double',
  'Edm.Decimal': 'double',
  'Edm.Untyped': 'untyped',
}

/** The type of a property's value, or of one element of it. */
export function valueTypeOf({ type }: Property): ValueType {
  return type.kind === 'primitive' ? OF_PRIMITIVE[type.declaredAs ?? type.name] : type
}

/** The type of an expression's value, or of one element of it. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.node) {
    case 'literal':
    case 'path':
    case 'arithmetic':
    case 'negate':
    case 'call':
      return expression.type
    case 'count':
      return 'int32'
    default:
      return 'boolean'
  }
}

export function isCollection(expression: Expression): boolean {
  return expression.node === 'path' && expression.collection
}

export function isNumeric(type: ValueType): boolean {
  return type === 'int32' || type === 'int64' || type === 'double'
}

/** Of values that one comparison, one column and one sort key can hold. */
export function isPrimitive(type: ValueType): boolean {
  return typeof type === 'string' ? type !== 'null' && type !== 'untyped' : type.kind === 'enum'
}

export function printedSignature(name: string, parameters: readonly ValueType[]): string {
  const edm = parameters.map((type) => `Edm.${edmName(type as string)} Nullable=true`)
  return `${name}(${edm.join(', ')})`
}

export function printedType(expression: Expression, resource: Resource): string {
  const name = printedValueType(typeOf(expression), resource)
  return isCollection(expression) ? `Collection(${name})` : name
}

export function printedValueType(type: ValueType, resource: Resource): string {
  if (typeof type === 'object') return printedName(type, resource)
  return type === 'null' ? '<null>' : `Edm.${edmName(type)}`
}

function edmName(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1)
}

/** The name of the property, where an expression is one of the row itself. */
export function propertyOf(expression: Expression): string | undefined {
  if (expression.node !== 'path' || expression.variable !== undefined) return undefined
  const [step, ...more] = expression.steps
  return step?.step === 'property' && more.length === 0 ? step.name : undefined
}
