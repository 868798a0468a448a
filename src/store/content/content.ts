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

  /** Removes from the folder what the database does not name. */
  async sweep(): Promise<void> {
    for await (const upload of this.folder.uploads()) {
      const named = await this.#database.read(() => this.#named(upload))
      await this.folder.sweep(upload, named)
    }
  }

  /** The files of an upload; undefined if there is no such upload. */
  *#named(upload: UploadKey): Work<Set<string> | undefined> {
    const found = yield* this.uploads.find(upload)
    if (found === undefined) return undefined
    const blocks = [...(found.blob?.blocks ?? []), ...(yield* this.uploads.staged(upload))]
    return new Set(blocks.map(({ file }) => file))
  }
}
