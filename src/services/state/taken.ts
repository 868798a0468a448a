/** Names and domains that only one may have, where snapshots are made and brought back. */
import { ConstraintViolation } from '../../store/work.js'
import { TransferError } from '../transfer/errors.js'

/** Refuses with `reason` what the database refuses because something is taken. */
export async function unlessTaken<T>(reason: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error
    throw new TransferError('exists', reason)
  }
}

/**
 * Restores row by row, or, where rows have exchanged values that only one of them may have, deletes all that differ before any
 * is brought back.
 */
export async function restoring<T>(reason: string, restore: (gently: boolean) => Promise<T>): Promise<T> {
  try {
    return await restore(true)
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error
  }
  return unlessTaken(reason, () => restore(false))
}
