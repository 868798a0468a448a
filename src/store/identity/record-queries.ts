/** What the queries about identities have in common. */

/** One that is there already stands in the way. */
export class RecordExists extends Error {}

/**
 * Everything that `find` finds, a few hundred rows at a time: Prisma asks for what belongs to the rows of one answer with
 * a condition that names each of them, and SQLite takes conditions of a thousand terms.
 */
export async function inChunks<T>(find: (chunk: { skip: number; take: number }) => PromiseLike<T[]>): Promise<T[]> {
  const found: T[] = []
  for (;;) {
    const chunk = await find({ skip: found.length, take: CHUNK })
    found.push(...chunk)
    if (chunk.length < CHUNK) return found
  }
}

const CHUNK = 400

/** Told apart by what they carry: Prisma's own refusal has a code, our statements' has a name. */
export async function unlessThere<T>(insertion: PromiseLike<T>): Promise<T> {
  try {
    return await insertion
  } catch (error) {
    const refused =
      error instanceof Error &&
      (('constraint' in error && error.constraint === 'unique') || ('code' in error && error.code === 'P2002'))
    throw refused ? new RecordExists('exists', { cause: error }) : error
  }
}
