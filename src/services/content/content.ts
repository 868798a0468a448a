/**
 * The content of apps as rules see it: where clients upload it to, and whether it is what they committed. Checks run beside
 * the requests, because a large file takes seconds.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Clocks } from '../../clock.js'
import type { Content } from '../../store/content/content.js'
import type { UploadKey } from '../../store/content/folder.js'
import type { Uploads } from '../../store/content/uploads.js'
import type { Database } from '../../store/work.js'
import { fits } from './encryption.js'
import type { FileEncryption } from './encryption.js'
import { sharedAccessUri } from './shared-access.js'

export interface ContentService {
  readonly uploads: Uploads
  /** Where a client that came to `origin` uploads to, and until when; times in the stored form. */
  access(origin: string, upload: UploadKey): { readonly uri: string; readonly expires: string }
  /** Checks a commit soon. It may be asked for while the transaction still runs, and again. */
  check(upload: UploadKey): void
  close(): Promise<void>
}

export interface ContentDeps {
  readonly database: Database
  readonly content: Content
  /** Signs what gives access to a blob. */
  readonly key: Buffer
  readonly clocks: Clocks
  readonly onFailure: (error: unknown) => void
}

/** Milliseconds for which a URI is good. */
const LIFETIME = 10 * 60_000

/** Milliseconds after which the transaction that asked for a check is over as a rule. */
const SOON = 10

export function createContentService({ database, content, key, clocks, onFailure }: ContentDeps): ContentService {
  const { uploads, folder } = content
  const running = new Map<string, Promise<void>>()
  const closing = new AbortController()

  async function check(upload: UploadKey): Promise<void> {
    await delay(SOON, undefined, { signal: closing.signal })
    const found = await database.read(() => uploads.find(upload))
    if (found?.blob === undefined || found.encryption === null || found.verdict !== null) return
    const encryption = JSON.parse(found.encryption) as FileEncryption | null
    const chunks = untilAborted(folder.read(upload, found.blob.blocks), closing.signal)
    const verdict = (await fits(encryption, chunks)) ? 'success' : 'failed'
    await database.write(() => uploads.decide(upload, found.since, verdict))
  }

  return {
    uploads,

    access(origin, upload) {
      const expires = new Date(clocks.milliseconds(upload.tenantId) + LIFETIME).toISOString().slice(0, 19)
      return { uri: sharedAccessUri(key, origin, upload, { permissions: 'rw', expires: `${expires}Z` }), expires }
    },

    check(upload) {
      const name = `${upload.tenantId} ${upload.id}`
      if (running.has(name) || closing.signal.aborted) return
      const checked = check(upload)
        .catch((error: unknown) => {
          if (!closing.signal.aborted) onFailure(error)
        })
        .finally(() => running.delete(name))
      running.set(name, checked)
    },

    async close() {
      closing.abort()
      await Promise.all(running.values())
    },
  }
}

async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const item of items) {
    signal.throwIfAborted()
    yield item
  }
}
