/**
 * Compiles test files, and what they import of this repository, into a folder, in a few seconds: a module for each file, and what
 * several of them import in chunks. With tsx each process takes two seconds of processor time more before its first test, with a
 * module for each source one.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Plugin } from 'esbuild'
import { STARTED } from './started.js'

/** What is started beside the test files. */
const BESIDE = ['scripts/test-group.ts', ...STARTED.map((name) => `src/${name}.ts`)]

/** `root/test/a.test.ts` becomes `outdir/test/a.test.mjs`. The packages are those of `root` if `outdir` is inside. */
export async function compile(root: string, outdir: string, files: readonly string[]): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [...new Set([...files, ...BESIDE])].map((file) => join(root, file)),
    outdir,
    outbase: root,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
    plugins: [sharedTap(root), urlsOfSources],
  })
}

/** Test files that share a process get subtests of it as `tap`. */
const sharedTap = (root: string): Plugin => ({
  name: 'shared-tap',
  setup(build) {
    build.onResolve({ filter: /^tap$/ }, ({ importer }) =>
      importer.startsWith(join(root, 'test')) ? { path: join(root, 'scripts', 'group-tap.ts') } : undefined,
    )
  },
})

/** The URL of a module stays that of its source, so that `import.meta.url` means what it says. */
const urlsOfSources: Plugin = {
  name: 'urls-of-sources',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      return { contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' }
    })
  },
}
