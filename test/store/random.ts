/**
 * Other models than the one that is written down: with `INTUNITE_TOY_MODEL=<number>` chance decides which properties the
 * types have, in which order, and whether each may be null, is indexed, is compared letter by letter, is of beta alone.
 */
import { withFacets } from '../../src/model/edm.js'
import type { Property } from '../../src/model/types.js'

export const MODEL = process.env['INTUNITE_TOY_MODEL'] ?? ''

/** What the questions themselves name, and search. */
const NEEDED = new Set(['id', 'name', 'nick', 'note', 'code', 'tags'])

/** Mulberry32: the same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const draw = numbers(Number(MODEL))
const isTrue = (probability: number): boolean => draw() < probability

/** The properties of an entity type or of a complex type, as they are written or as chance has them. */
export function drawn<T extends Readonly<Record<string, Property>>>(kind: 'entity' | 'complex', properties: T): T {
  if (MODEL === '') return properties
  const kept = Object.entries(properties).filter(([name]) => NEEDED.has(name) || isTrue(0.75))
  const some = kept.length === 0 ? Object.entries(properties).slice(0, 1) : kept
  const order = some.map((entry) => ({ entry, at: entry[0] === 'id' ? -1 : draw() })).sort((a, b) => a.at - b.at)
  // A property that is missing is missed by no question: they are made from what there is.
  return Object.fromEntries(order.map(({ entry: [name, property] }) => [name, altered(kind, name, property)])) as T
}

function altered(kind: 'entity' | 'complex', name: string, property: Property): Property {
  if (name === 'id') return property
  const isText = property.type.kind === 'primitive' && property.type.name === 'Edm.String'
  const opaque = isText && !NEEDED.has(name) ? isTrue(0.25) : property.opaque
  return withFacets(property, {
    nullable: isTrue(0.3) ? !property.nullable : property.nullable,
    since: isTrue(0.2) ? 'beta' : property.since,
    opaque,
    indexed: kind === 'entity' && isText && !property.collection && !opaque && isTrue(0.4),
  })
}
