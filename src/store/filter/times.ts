/** Times in expressions. They are text in the stored form (model/date-time.ts), whose parts have fixed positions. */
import type { Call, Expression, FunctionName } from '../../odata/ast.js'
import { constant } from '../sql/dialect.js'
import { doubleValue, integerValue, textValue } from './scope.js'
import type { Compiler, Value } from './scope.js'
import { typeOf } from '../../odata/value-types.js'

/** Where the parts of `2026-03-02T09:14:07.4815162` start, counted from 1, and how long they are. */
const PARTS: Partial<Record<FunctionName, readonly [start: number, length: number]>> = {
  year: [1, 4],
  month: [6, 2],
  day: [9, 2],
  hour: [12, 2],
  minute: [15, 2],
  second: [18, 2],
}

const TIME = 12
const FRACTION = 20

/** First and last moment of the years 1 to 9999. */
const FIRST = '0001-01-01T00:00:00'
const LAST = '9999-12-31T23:59:59.9999999'

export function momentCall({ now, parameters }: Compiler, { name }: Call): Value {
  if (name === 'now') return textValue(parameters.add(now, 'text'), false)
  return textValue(constant(name === 'mindatetime' ? FIRST : LAST), false)
}

export function timeCall(compiler: Compiler, { name, arguments: given }: Call): Value {
  const argument = given[0] as Expression
  const { sql, nullable } = compiler.value(argument)
  // A time of day is the end of a date-time.
  const before = typeOf(argument) === 'timeOfDay' ? TIME - 1 : 0
  const part = PARTS[name]
  if (part !== undefined) {
    const [start, length] = part
    return integerValue(`CAST(substr(${sql}, ${start - before}, ${length}) AS INTEGER)`, nullable)
  }
  switch (name) {
    case 'fractionalseconds':
      return doubleValue(compiler.dialect.cast(`'0' || substr(${sql}, ${FRACTION - before})`, 'double'), nullable)
    case 'date':
      return textValue(`substr(${sql}, 1, ${TIME - 2})`, nullable)
    case 'time':
      return textValue(`substr(${sql}, ${TIME})`, nullable)
    default:
      // Everything is stored in UTC.
      return integerValue(`CASE WHEN ${sql} IS NOT NULL THEN 0 END`, nullable)
  }
}
