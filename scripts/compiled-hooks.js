// Hooks of the module loader: a module `x.ts` of this repository is what scripts/compile.ts has made of it.
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'

const root = new URL('..', import.meta.url)
const compiled = process.env['INTUNITE_TEST_COMPILED'] ?? ''

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context)
  if (!found.url.startsWith(root.href) || !found.url.endsWith('.ts')) return found
  const path = fileURLToPath(found.url).slice(fileURLToPath(root).length)
  return {
    url: pathToFileURL(join(compiled, path.replace(/\.ts$/, '.mjs'))).href,
    format: 'module',
    shortCircuit: true,
  }
}
