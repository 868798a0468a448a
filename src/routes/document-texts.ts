/**
 * Keeps the documents about the model, compressed, from the first request on. A thread writes them, because the large ones
 * take seconds.
 */
import type { Worker } from 'node:worker_threads'
import { textsOf } from '../entities/texts.js'
import { pack, unpack } from '../http/compression.js'
import type { CsdlText } from '../model/csdl/csdl.js'
import type { Version } from '../model/types.js'
import { IdleThread, startThread } from '../thread.js'
import type { WantedDocument } from './model-documents.js'
import type { OpenApiDeps } from './openapi-document.js'
import type { ProfileName } from '../services/profiles.js'

export interface ThreadData extends Pick<OpenApiDeps, 'switches'> {
  /** A profile has functions, which cannot be sent to a thread. */
  readonly profile: ProfileName
  /** What the model is made of besides what is built in. */
  readonly texts: readonly CsdlText[]
}

export interface ToDocuments {
  readonly id: number
  readonly wanted: WantedDocument
}

export interface FromDocuments {
  readonly id: number
  /** The text, compressed by gzip. */
  readonly packed: Uint8Array
}

interface Waiting {
  resolve(packed: Uint8Array): void
  reject(error: Error): void
}

export class DocumentTexts {
  readonly #deps: OpenApiDeps
  readonly #known = new Map<string, Promise<Uint8Array>>()
  readonly #waiting = new Map<number, Waiting>()
  #thread: IdleThread | undefined
  #lastId = 0

  constructor(deps: OpenApiDeps) {
    this.#deps = deps
  }

  /** The text, compressed by gzip. The area has to be one of those that there are. */
  packed(wanted: WantedDocument): Promise<Uint8Array> {
    const name = `${wanted.kind} ${wanted.version} ${wanted.area ?? ''}`
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const made = this.#make(wanted)
    this.#known.set(name, made)
    // What failed is tried again.
    made.catch(() => this.#known.delete(name))
    return made
  }

  async text(wanted: WantedDocument): Promise<string> {
    return (await unpack(await this.packed(wanted))).toString()
  }

  /** The parts that the OpenAPI document can be read in. */
  async areas(version: Version): Promise<readonly string[]> {
    return JSON.parse(await this.text({ kind: 'areas', version })) as string[]
  }

  async close(): Promise<void> {
    await this.#thread?.close()
  }

  #make(wanted: WantedDocument): Promise<Uint8Array> {
    const { model, profile, switches } = this.#deps
    const texts = textsOf(model)
    // A thread could not make this model: it is made of declarations of a test.
    if (texts === undefined) return writeHere(this.#deps, wanted)
    this.#thread ??= new IdleThread(
      () => this.#start({ texts, profile: profile.name, switches }),
      (failure = new Error('the thread that writes the documents has ended')) => this.#failed(failure),
    )
    const thread = this.#thread.wake()
    const id = (this.#lastId += 1)
    thread.postMessage({ id, wanted } satisfies ToDocuments)
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  #start(data: ThreadData): Worker {
    const thread = startThread('routes/documents-thread', data)
    thread.on('message', ({ id, packed }: FromDocuments) => {
      this.#waiting.get(id)?.resolve(packed)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) this.#thread?.rest()
    })
    return thread
  }

  #failed(failure: Error): void {
    for (const { reject } of this.#waiting.values()) reject(failure)
    this.#waiting.clear()
  }
}

async function writeHere(deps: OpenApiDeps, wanted: WantedDocument): Promise<Uint8Array> {
  const { writeDocument } = await import('./model-documents.js')
  return pack(writeDocument(deps, wanted))
}
