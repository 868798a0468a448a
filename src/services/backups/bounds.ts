/** What a backup may be, at most: what is larger is refused before it is in memory. */

/** Files of a backup. */
export const MOST_FILES = 50_000

/** Bytes of one file. */
export const LARGEST_FILE = 32 * 2 ** 20

/** Bytes of all files. */
export const MOST_BYTES = 512 * 2 ** 20

/** Values in values. */
export const DEEPEST = 100

/** Folders in folders. */
export const DEEPEST_FOLDER = 32

/** Notes of one kind in a report; the others are counted. */
export const MOST_NOTES = 500
