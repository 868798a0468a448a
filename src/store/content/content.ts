/** What clients upload as content of apps: bytes in the content folder, and rows in the database that say what they are. */
import type { Dialect } from '../sql/dialect.js'
import type { Database, Work } from '../work.js'
import { ContentFolder } from './folder.js'
import type { UploadKey } from './folder.js'
import { Uploads } from './uploads.js'

export class Content {
  readonly folder: ContentFolder
  readonly uploads: Uploads
  readonly #database: Database

  constructor(root: string, database: Database, dialect: Dialect) {
    this.folder = new ContentFolder(root)
    this.uploads = new Uploads(dialect)
    this.#database = database
  }

  /** Removes files that are no part of an upload any more, but for those that a snapshot of the tenant holds. */
  async release(upload: UploadKey, files: readonly string[]): Promise<void> {
    if (files.length === 0) return
    const kept = await this.#database.read(() => this.uploads.inSnapshots(upload))
    await this.folder.remove(
      upload,
      files.filter((file) => !kept.has(file)),
    )
  }

  /** Removes from the folder what the database does not name. */
  async sweep(): Promise<void> {
    for await (const upload of this.folder.uploads()) {
      const named = await this.#database.read(() => this.#named(upload))
      await this.folder.sweep(upload, named)
    }
  }

  /** The files of an upload, now and in snapshots; undefined if there is no such upload. */
  *#named(upload: UploadKey): Work<Set<string> | undefined> {
    const found = yield* this.uploads.find(upload)
    const kept = yield* this.uploads.inSnapshots(upload)
    if (found === undefined) return kept.size === 0 ? undefined : kept
    const blocks = [...(found.blob?.blocks ?? []), ...(yield* this.uploads.staged(upload))]
    return new Set([...kept, ...blocks.map(({ file }) => file)])
  }
}
