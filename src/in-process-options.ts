/** Options of the calls of a server in the process of a test. */
import { suggestion } from './settings.js'

/** What would be overlooked is refused, with its name: a misspelt option, or one of another version. */
export function refuseUnknown(call: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new TypeError(`${call}() knows no option ${unknown}${suggestion(unknown, known)}`)
}
