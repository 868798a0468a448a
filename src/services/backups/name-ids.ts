/** Ids made of names, so that the same backup gives the same tenant however often it is imported (K15). */
import { createHash } from 'node:crypto'

/** @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5 */
export function nameId(...parts: readonly string[]): string {
  const bytes = createHash('sha1').update(JSON.stringify(parts)).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
