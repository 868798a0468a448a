/** One thing that can be done over the control face: what it takes, who does it, and what it answers. */
import { Type } from 'typebox'
import type { Static, TObject, TSchema } from 'typebox'
import type { Directory } from '../entra/directory.js'
import type { Issuer } from '../entra/issuer.js'
import type { Model } from '../model/model.js'
import type { Life } from '../services/life/life.js'
import type { TenantJobs } from '../services/tenant-jobs/runner.js'
import type { Store } from '../store/store.js'

export interface ControlDeps {
  readonly model: Model
  readonly store: Store
  readonly directory: Directory
  readonly jobs: TenantJobs
  readonly life: Life
  readonly issuer: Issuer
  /** Whether the server is about to end: nobody is to wait for anything. */
  readonly isClosing: () => boolean
  /** Settles when what was noted of earlier requests is stored. */
  readonly settled: () => Promise<void>
  readonly newId: () => string
  /** Bytes of a document that is imported, at most. */
  readonly importBytes: number
  /** Whether there is a portal to open. */
  readonly portal: boolean
}

/** What a path may have in braces. */
export type Parameter = 'request' | 'tenant' | 'domain' | 'app' | 'user' | 'group' | 'key' | 'snapshot' | 'device'

export interface Call<Q, B> {
  readonly params: Readonly<Record<Parameter, string>>
  readonly query: Q
  readonly body: B
  /** Under which the client knows this server. */
  readonly origin: string
}

export interface Operation<Q extends TObject = TObject, B extends TSchema = TSchema> {
  /** Begins with a verb. */
  readonly summary: string
  readonly query: Q
  /** What a body has to be; undefined if there is none. */
  readonly body: B | undefined
  /** The body may be left out, and is then an empty object. */
  readonly bodyOptional: boolean
  readonly status: 200 | 201 | 204
  /** What comes back, as a value or as a stream of its JSON; undefined with 204. */
  readonly answer: TSchema | undefined
  /** Content type of an answer that is a text, and no JSON. */
  readonly type: string | undefined
  perform(deps: ControlDeps, call: Call<Static<Q>, Static<B>>): Promise<unknown>
}

const NO_QUERY = Type.Object({}, { additionalProperties: false })

export function defineOperation<Q extends TObject = typeof NO_QUERY, B extends TSchema = TSchema>(
  declared: Pick<Operation<Q, B>, 'summary' | 'perform'> & Partial<Operation<Q, B>>,
): Operation {
  const { summary, query = NO_QUERY, body, bodyOptional = false, answer, type, perform } = declared
  const status = declared.status ?? (answer === undefined ? 204 : 200)
  return { summary, query, body, bodyOptional, status, answer, type, perform }
}
