/** A thread that writes the documents about the model, with a model of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { modelFrom } from '../entities/texts.js'
import { profiles } from '../services/profiles.js'
import { writeDocument } from './model-documents.js'
import type { FromDocuments, ThreadData, ToDocuments } from './document-texts.js'

const port = parentPort as MessagePort
const { texts, profile, switches } = workerData as ThreadData
const deps = { model: await modelFrom(texts), profile: profiles[profile], switches }

port.on('message', ({ id, wanted }: ToDocuments) => {
  const packed = new Uint8Array(gzipSync(writeDocument(deps, wanted)))
  port.postMessage({ id, packed } satisfies FromDocuments, [packed.buffer])
})
