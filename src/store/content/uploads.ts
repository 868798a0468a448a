/** What the database keeps of the content that clients upload: blobs, their blocks, and what came of committing them. */
import type { Dialect } from '../sql/dialect.js'
import { all, first, run } from '../work.js'
import type { SqlValue, Work } from '../work.js'
import type { Part, UploadKey } from './folder.js'

/** A block of a blob: bytes in a file, with the name that the client gave them; Put Blob gives none. */
export interface Block extends Part {
  readonly id: string
}

export interface Upload extends UploadKey {
  /** When the client asked for the state that the service is working on; in the stored form of times. */
  readonly since: string
  /** What the client committed the file with, until it is checked. */
  readonly encryption: string | null
  readonly verdict: 'success' | 'failed' | null
  /** The blob that clients put together; undefined as long as there is none. */
  readonly blob: Blob | undefined
}

export interface Blob {
  readonly blocks: readonly Block[]
  readonly size: number
  readonly etag: string
  /** In the stored form of times. */
  readonly modified: string
  readonly contentType: string
  readonly contentMd5: string | null
}

/** Names of files are GUIDs; others are taken for some, which only keeps a file too long. */
const FILE = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

/** The rows of one database. `dialect` is that of its SQL. */
export class Uploads {
  readonly #mark: (n: number) => string
  readonly #forUpdate: string
  readonly #forKeyShare: string

  constructor({ placeholder, forUpdate, forKeyShare }: Dialect) {
    this.#mark = placeholder
    this.#forUpdate = forUpdate
    this.#forKeyShare = forKeyShare
  }

  /** The upload of a new file, whose document is at `path` below the keys that `above` joins. */
  *add({ tenantId, id }: UploadKey, path: string, above: string, since: string): Work<void> {
    const mark = this.#mark
    yield* run(
      `INSERT INTO "contentUpload" ("tenantId", "id", "row", "since") SELECT ${mark(1)}, ${mark(2)}, "row", ${mark(3)} FROM "entity" ` +
        `WHERE "tenantId" = ${mark(1)} AND "path" = ${mark(4)} AND "above" = ${mark(5)} AND "id" = ${mark(2)}${this.#forKeyShare}`,
      [tenantId, id, since, path, above],
    )
  }

  /** For a writer, `lock` keeps the row as it is until the transaction ends. */
  *find(upload: UploadKey, lock = false): Work<Upload | undefined> {
    const row = yield* first(
      `SELECT "since", "encryption", "verdict", "blocks", "size", "etag", "modified", "contentType", "contentMd5" FROM "contentUpload" WHERE ${this.#isUpload()}${lock ? this.#forUpdate : ''}`,
      [upload.tenantId, upload.id],
    )
    if (row === undefined) return undefined
    const [since, encryption, verdict, blocks, size, etag, modified, contentType, contentMd5] = row
    return {
      tenantId: upload.tenantId,
      id: upload.id,
      since: since as string,
      encryption: encryption as string | null,
      verdict: verdict as Upload['verdict'],
      blob:
        size === null
          ? undefined
          : {
              blocks: (JSON.parse(blocks as string) as [string, string, number][]).map(readBlock),
              size: Number(size),
              etag: etag as string,
              modified: modified as string,
              contentType: contentType as string,
              contentMd5: contentMd5 as string | null,
            },
    }
  }

  /** The blocks that are not part of the blob yet, in the order of their ids. */
  *staged({ tenantId, id }: UploadKey): Work<Block[]> {
    const rows = yield* all(
      `SELECT "id", "file", "size" FROM "contentBlock" WHERE "tenantId" = ${this.#mark(1)} AND "uploadId" = ${this.#mark(2)} ORDER BY "id"`,
      [tenantId, id],
    )
    return rows.map(([id, file, size]) => readBlock([id as string, file as string, Number(size)]))
  }

  /** How many such blocks there are, and the id of one of them. */
  *stagedFigures({ tenantId, id }: UploadKey): Work<{ readonly count: number; readonly example: string | undefined }> {
    const row = yield* first(
      `SELECT count(*), min("id") FROM "contentBlock" WHERE "tenantId" = ${this.#mark(1)} AND "uploadId" = ${this.#mark(2)}`,
      [tenantId, id],
    )
    return { count: Number(row?.[0] ?? 0), example: (row?.[1] as string | null | undefined) ?? undefined }
  }

  /** Adds a block, in place of one of the same id, whose file it gives. */
  *stage({ tenantId, id }: UploadKey, block: Block): Work<string | undefined> {
    const mark = this.#mark
    const replaced = yield* first(
      `SELECT "file" FROM "contentBlock" WHERE "tenantId" = ${mark(1)} AND "uploadId" = ${mark(2)} AND "id" = ${mark(3)}`,
      [tenantId, id, block.id],
    )
    yield* run(
      `INSERT INTO "contentBlock" ("tenantId", "uploadId", "id", "file", "size") VALUES (${[1, 2, 3, 4, 5].map(mark).join(', ')}) ` +
        `ON CONFLICT ("tenantId", "uploadId", "id") DO UPDATE SET "file" = excluded."file", "size" = excluded."size"`,
      [tenantId, id, block.id, block.file, block.size],
    )
    return replaced?.[0] as string | undefined
  }

  /** Stores the blob; blocks that it does not hold are gone. */
  *putBlob(upload: UploadKey, blob: Blob): Work<void> {
    const { tenantId, id } = upload
    const blocks = JSON.stringify(blob.blocks.map(({ id, file, size }) => [id, file, size]))
    yield* this.#set(upload, {
      blocks,
      size: blob.size,
      etag: blob.etag,
      modified: blob.modified,
      contentType: blob.contentType,
      contentMd5: blob.contentMd5,
    })
    yield* run(`DELETE FROM "contentBlock" WHERE "tenantId" = ${this.#mark(1)} AND "uploadId" = ${this.#mark(2)}`, [
      tenantId,
      id,
    ])
  }

  /** The client asks for a new state at `since`; `encryption` is what it commits the file with. */
  *ask(upload: UploadKey, since: string, encryption: string | null): Work<void> {
    yield* this.#set(upload, { since, encryption, verdict: null })
  }

  /** What came of the commit that was asked for at `since`. The keys of the content are not needed any more. */
  *decide({ tenantId, id }: UploadKey, since: string, verdict: NonNullable<Upload['verdict']>): Work<void> {
    yield* run(
      `UPDATE "contentUpload" SET "verdict" = ${this.#mark(3)}, "encryption" = NULL WHERE ${this.#isUpload()} AND "since" = ${this.#mark(4)}`,
      [tenantId, id, verdict, since],
    )
  }

  /** Forgets the blobs of documents at `path` that were made before a time in the stored form, in all tenants. */
  *forget(path: string, before: string, tenantId?: string): Work<void> {
    const whose =
      tenantId === undefined ? `"tenantId" NOT IN (SELECT "tenantId" FROM "clock")` : `"tenantId" = ${this.#mark(3)}`
    // Asked of each old blob: for those at a path SQLite would look through all documents.
    const document = `SELECT "path" FROM "entity" WHERE "entity"."row" = "contentUpload"."row"`
    yield* run(
      `DELETE FROM "contentUpload" WHERE "modified" < ${this.#mark(1)} AND ${whose} AND (${document}) = ${this.#mark(2)}`,
      [before, path, ...(tenantId === undefined ? [] : [tenantId])],
    )
  }

  /** The files that snapshots hold of an upload. */
  *inSnapshots({ tenantId, id }: UploadKey): Work<Set<string>> {
    const rows = yield* all(
      `SELECT "facts" FROM "snapshotRow" WHERE "tenantId" = ${this.#mark(1)} AND "ofTable" IN ('contentUpload', 'contentBlock') AND "key" LIKE ${this.#mark(2)}`,
      [tenantId, `%"${id}"%`],
    )
    return new Set(rows.flatMap(([facts]) => [...(facts as string).matchAll(FILE)].map(([file]) => file)))
  }

  /** Bytes that a tenant has uploaded. */
  *bytesOf(tenantId: string): Work<number> {
    const sum = (table: string): string =>
      `(SELECT coalesce(sum("size"), 0) FROM "${table}" WHERE "tenantId" = ${this.#mark(1)})`
    const row = yield* first(`SELECT ${sum('contentUpload')} + ${sum('contentBlock')}`, [tenantId])
    return Number(row?.[0] ?? 0)
  }

  *#set({ tenantId, id }: UploadKey, columns: Readonly<Record<string, SqlValue>>): Work<void> {
    const names = Object.keys(columns)
    const sets = names.map((name, i) => `"${name}" = ${this.#mark(i + 3)}`).join(', ')
    yield* run(`UPDATE "contentUpload" SET ${sets} WHERE ${this.#isUpload()}`, [
      tenantId,
      id,
      ...Object.values(columns),
    ])
  }

  #isUpload(): string {
    return `"tenantId" = ${this.#mark(1)} AND "id" = ${this.#mark(2)}`
  }
}

function readBlock([id, file, size]: readonly [string, string, number]): Block {
  return { id, file, size }
}
