/** A thread that writes the documents about the model, with a model of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { model as builtIn } from '../entities/index.js'
import type { Model } from '../model/model.js'
import { profiles } from '../services/profiles.js'
import { writeDocument } from './model-documents.js'
import type { FromDocuments, ThreadData, ToDocuments } from './document-texts.js'

const port = parentPort as MessagePort
const { texts, profile, switches } = workerData as ThreadData
const deps = { model: await makeModel(), profile: profiles[profile], switches }

port.on('message', ({ id, wanted }: ToDocuments) => {
  const packed = new Uint8Array(gzipSync(writeDocument(deps, wanted)))
  port.postMessage({ id, packed } satisfies FromDocuments, [packed.buffer])
})

/** What reads model files is loaded only where there are some. */
async function makeModel(): Promise<Model> {
  if (texts.length === 0) return builtIn
  const { modelWith } = await import('../entities/brought.js')
  const made = await modelWith(texts)
  if ('problems' in made) throw new Error(`the model cannot be made again: ${JSON.stringify(made.problems)}`)
  return made
}
