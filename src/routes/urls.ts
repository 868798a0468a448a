/** URLs of what paths name, as headers and links hold them: on the client's own origin, percent-encoded. */
import type { ResourcePath } from '../odata/ast.js'

/** Quoted keys, in which a `/` is a character like any other, and what stands between slashes. */
const PARTS = /'(?:[^']|'')*'|[^'/]+/g

/** Most paths are of characters that stay what they are. */
const PLAIN = /^[\w.]+(?:\('[\w.-]*'\))?(?:\/[\w.]+(?:\('[\w.-]*'\))?)*$/

export function urlOf(origin: string, { version, canonical }: Pick<ResourcePath, 'version' | 'canonical'>): string {
  if (PLAIN.test(canonical)) return `${origin}/${version}/${canonical}`
  const path = canonical.replace(PARTS, (part) => encodeURIComponent(part).replaceAll('%24', '$'))
  return `${origin}/${version}/${path}`
}
