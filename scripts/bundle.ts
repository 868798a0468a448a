/**
 * `tsx scripts/bundle.ts <modules> <folder>`: the compiled modules as a program in few files, with everything that it
 * needs but the binding to SQLite. Most of a start went into finding and compiling hundreds of files. Nothing is
 * minified; what only rare calls need is a chunk of its own.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { SWAGGER_UI_FILES } from '../src/routes/swagger-ui.js'
import { noticesOf } from './notices.js'

const [modules = '', folder = ''] = process.argv.slice(2)
const root = fileURLToPath(new URL('..', import.meta.url))
const swaggerUi = join(root, 'node_modules', '@fastify', 'swagger-ui')

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    index: join(modules, 'index.js'),
    'cli/main': join(modules, 'cli', 'main.js'),
    'cluster/worker': join(modules, 'cluster', 'worker.js'),
    'routes/documents-thread': join(modules, 'routes', 'documents-thread.js'),
    'services/tenant-jobs/thread': join(modules, 'services', 'tenant-jobs', 'thread.js'),
    'store/sqlite/reader-thread': join(modules, 'store', 'sqlite', 'reader-thread.js'),
  },
  outdir: folder,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // pg asks for a compiled variant of itself, which nobody has to have.
  external: ['pg-native', '@opentelemetry/*'],
  // Packages in CommonJS ask for the modules of Node by this name.
  banner: {
    js: `import { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)`,
  },
  logLevel: 'warning',
})

await mkdir(join(folder, 'swagger-ui'))
for (const file of Object.keys(SWAGGER_UI_FILES))
  await copyFile(join(swaggerUi, 'static', file), join(folder, 'swagger-ui', file))

const packages = Object.keys(metafile.inputs).filter((input) => /node_modules\/(?!\.cache)/.test(input))
await writeFile(join(folder, 'THIRD-PARTY-NOTICES.txt'), await noticesOf([...packages, join(swaggerUi, 'index.js')]))

/** The types that the package exports, and no others. */
async function copyTypes(file: string, copied: Set<string>): Promise<void> {
  if (copied.has(file)) return
  copied.add(file)
  const source = await readFile(join(modules, file), 'utf8')
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), source)
  for (const [, relative = ''] of source.matchAll(/from '(\.[^']+)\.js'/g))
    await copyTypes(join(dirname(file), `${relative}.d.ts`), copied)
}
await copyTypes('index.d.ts', new Set())
