/** Where what tests throw away is made soonest. */
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

const IN_MEMORY = '/dev/shm'
/** Bytes. A whole run keeps less than 2 GB at once. */
const ROOM = 6 * 2 ** 30

/** A folder in memory if there is room, else that of the system. A database on ext4 takes three times as long to make. */
export async function quickFolder(): Promise<string> {
  if (process.availableMemory() < ROOM) return tmpdir()
  const free = await statfs(IN_MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0, // there is none: not Linux
  )
  return free < ROOM ? tmpdir() : IN_MEMORY
}
