/** A part of a transaction that is taken back by itself if it fails, so that the rest can go on. */
import { run } from './work.js'
import type { Work } from './work.js'

export const SAVEPOINT = 'SAVEPOINT "part"'

/** What `work` has changed is undone if it throws; the error goes on to the caller. */
export function* undoneIfFailed<T>(work: () => Work<T>): Work<T> {
  yield* run(SAVEPOINT, [])
  try {
    const done = yield* work()
    yield* run('RELEASE SAVEPOINT "part"', [])
    return done
  } catch (error) {
    yield* run('ROLLBACK TO SAVEPOINT "part"', [])
    yield* run('RELEASE SAVEPOINT "part"', [])
    throw error
  }
}
