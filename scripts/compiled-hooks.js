// Hooks of the module loader: a module `x.ts` of this repository is found under `x.js`, and its code is what
// scripts/compile.ts has made of it. Its URL stays that of the source, so that `import.meta.url` means what it says.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = new URL('..', import.meta.url)
const compiled = process.env['INTUNITE_TEST_COMPILED'] ?? ''

const isSource = (url) => url !== undefined && url.startsWith(root.href) && /\.ts(\?|$)/.test(url)

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && isSource(context.parentURL)) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL)
    if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true }
  }
  return next(specifier, context)
}

export async function load(url, context, next) {
  if (!isSource(url)) return next(url, context)
  const path = fileURLToPath(url).slice(fileURLToPath(root).length)
  const source = readFileSync(join(compiled, path.replace(/\.ts$/, '.js')), 'utf8')
  return { format: 'module', source, shortCircuit: true }
}
