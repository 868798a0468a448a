import { fileURLToPath } from 'node:url'

/**
 * `prisma/` beside `src/` and beside the built `dist/`. This module stays two folders below the root: the bundled program
 * resolves the same relative address from `dist/cli/` and `dist/chunks/`.
 */
export const PRISMA_FOLDER = fileURLToPath(new URL('../../prisma', import.meta.url))
