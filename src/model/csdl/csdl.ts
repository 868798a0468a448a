/**
 * Model files that a user brings: read, merged with what is known already, and checked. Either all of it holds together, or
 * everything that is wrong is told and nothing is used.
 *
 * @see docs/model.md
 */
import type { Facets } from '../edm.js'
import type { Version } from '../types.js'
import { publicFacts } from '../facts/facts.js'
import type { Facts } from '../facts/facts.js'
import { checkFiles } from './check.js'
import { readDocuments } from './document.js'
import type { Brought } from './document.js'
import type { Surroundings } from './known.js'
import { facetsOf, mergeFacts } from './merge.js'
import type { CsdlSet } from './operations.js'
import { parseCsdl } from './parse.js'
import type { Problem } from './problems.js'

export type { CsdlSet } from './operations.js'

export interface CsdlText {
  /** As it is called in messages. */
  readonly file: string
  readonly text: string
  /** The first version that has what is in it. */
  readonly since: Version
}

/** What files add to a model. */
export interface BroughtModel {
  /** Those of the public model, with what the files say. */
  readonly facts: Facts
  /** By `type.property`. */
  readonly facets: Readonly<Record<string, Facets>>
  readonly sets: readonly CsdlSet[]
}

export async function readModel(
  texts: readonly CsdlText[],
  { written, declarations }: Pick<Surroundings, 'written' | 'declarations'>,
): Promise<BroughtModel | { readonly problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const documents: Brought[] = []
  for (const { file, text, since } of texts) {
    const parsed = await parseCsdl(text, file)
    problems.push(...parsed.problems)
    if (parsed.document !== undefined) documents.push({ file, since, document: parsed.document })
  }
  const files = readDocuments(documents, problems)
  const below = publicFacts()
  const merged = mergeFacts(below, files)
  // Where a file is missing, what the others refer to would be missing as well.
  if (documents.length === texts.length) problems.push(...checkFiles(files, { below, merged, written, declarations }))
  if (problems.length > 0) return { problems }
  return { facts: merged, facets: facetsOf(files), sets: files.flatMap(({ sets }) => sets) }
}
