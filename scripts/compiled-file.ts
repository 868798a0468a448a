import { join } from 'node:path'

/** The module that scripts/compile.ts makes of a source file. */
export function compiledFile(folder: string, file: string): string {
  return join(folder, file.replace(/\.ts$/, '.mjs'))
}
