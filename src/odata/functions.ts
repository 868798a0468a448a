/** The canonical functions, by name in lower case: what they take and what they give. */
import type { FunctionName, ValueType } from './ast.js'

export interface Signature {
  readonly parameters: readonly ValueType[]
  readonly result: ValueType
}

const signature = (result: ValueType, ...parameters: ValueType[]): Signature => ({ parameters, result })

const test = [signature('boolean', 'string', 'string')]
const change = [signature('string', 'string')]
const dayPart = [signature('int32', 'dateTimeOffset'), signature('int32', 'date')]
const clockPart = [signature('int32', 'dateTimeOffset'), signature('int32', 'timeOfDay')]
const moment = [signature('dateTimeOffset')]
const whole = [signature('double', 'double')]

export const FUNCTIONS: ReadonlyMap<string, readonly Signature[]> = new Map<FunctionName | 'substringof', Signature[]>([
  ['contains', test],
  ['startswith', test],
  ['endswith', test],
  ['substringof', test],
  ['length', [signature('int32', 'string')]],
  ['indexof', [signature('int32', 'string', 'string')]],
  ['substring', [signature('string', 'string', 'int32'), signature('string', 'string', 'int32', 'int32')]],
  ['tolower', change],
  ['toupper', change],
  ['trim', change],
  ['concat', [signature('string', 'string', 'string')]],
  ['year', dayPart],
  ['month', dayPart],
  ['day', dayPart],
  ['hour', clockPart],
  ['minute', clockPart],
  ['second', clockPart],
  ['fractionalseconds', [signature('double', 'dateTimeOffset'), signature('double', 'timeOfDay')]],
  ['date', [signature('date', 'dateTimeOffset')]],
  ['time', [signature('timeOfDay', 'dateTimeOffset')]],
  ['totaloffsetminutes', [signature('int32', 'dateTimeOffset')]],
  ['now', moment],
  ['mindatetime', moment],
  ['maxdatetime', moment],
  ['round', whole],
  ['floor', whole],
  ['ceiling', whole],
])
