/** What the link to the next page takes over from the request, worked out only when there is a next page. */
import { optionOf } from './options.js'

export class Link {
  readonly #pairs: readonly (readonly [name: string, value: string])[]

  /** All options of the request but `$skiptoken`, decoded, in their order. */
  constructor(pairs: readonly (readonly [name: string, value: string])[]) {
    this.#pairs = pairs
  }

  /** The options as a query string, encoded the way the service does it: `$top=5&$select=id%2cdisplayName`. */
  get options(): string {
    return this.#pairs.map(([name, value]) => `${encodeName(name)}=${encodeValue(value)}`).join('&')
  }

  /** The options that decide which rows come in which order; a page token is good for these alone. */
  get fingerprint(): string {
    const deciding: [string, string][] = []
    for (const [name, value] of this.#pairs) {
      const option = optionOf(name)
      if (option === '$filter' || option === '$orderby' || option === '$search') deciding.push([option, value])
      else if (name.startsWith('@')) deciding.push([name.toLowerCase(), value])
    }
    return deciding.length === 0 ? '' : JSON.stringify(deciding.sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll('%24', '$').replaceAll('%40', '@')
}

function encodeValue(value: string): string {
  return encodeURIComponent(value).replaceAll('%20', '+').replaceAll('%2C', '%2c')
}
