/** The model with what the user's files add to it. Nothing is opened before all of it holds together. */
import { readFile, stat } from 'node:fs/promises'
import { modelWith } from '../entities/brought.js'
import type { CsdlText } from '../model/csdl/csdl.js'
import { printProblem } from '../model/csdl/problems.js'
import type { Problem } from '../model/csdl/problems.js'
import type { Model } from '../model/model.js'
import { ConfigError } from '../settings.js'

/** The whole public metadata of Graph has some six million. */
const MOST_BYTES = 50_000_000

/** Reads the files that the setting names. Throws a ConfigError with a line for each thing that is wrong. */
export async function loadModel(files: readonly string[]): Promise<Model> {
  const texts: CsdlText[] = []
  const problems: Problem[] = []
  for (const given of files) {
    const beta = given.startsWith('beta:')
    const file = beta ? given.slice('beta:'.length) : given
    const text = await readText(file)
    if ('reason' in text) problems.push({ file, reason: text.reason })
    else texts.push({ file, text: text.text, since: beta ? 'beta' : 'v1.0' })
  }
  const model = problems.length === 0 ? await modelWith(texts) : { problems }
  if ('problems' in model) throw new ConfigError(model.problems.map(printProblem))
  return model
}

async function readText(file: string): Promise<{ readonly text: string } | { readonly reason: string }> {
  try {
    const { size } = await stat(file)
    if (size > MOST_BYTES) return { reason: `is too large for a model: ${size} bytes` }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)) }
  } catch (error) {
    if (error instanceof TypeError) return { reason: 'is not CSDL: not a text in UTF-8' }
    return { reason: `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})` }
  }
}
