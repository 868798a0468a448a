/**
 * `tsx scripts/bundle.ts <folder>`: the program in few files, with everything that it needs but the binding to SQLite, and the
 * types that it exports. Most of a start went into finding and compiling hundreds of files. Nothing is minified; what only rare
 * calls need is a chunk of its own.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
// Fails where a declaration cannot be served: the built program does not ask.
import '../src/entities/index.js'
import { SWAGGER_UI_FILES } from '../src/routes/swagger-ui.js'
import { writeDeclarations } from './declarations.js'
import { noticesOf } from './notices.js'
import { STARTED } from './started.js'

const [folder = ''] = process.argv.slice(2)
const root = fileURLToPath(new URL('..', import.meta.url))
const source = (path: string): string => join(root, 'src', path)
const swaggerUi = join(root, 'node_modules', '@fastify', 'swagger-ui')

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(['index', ...STARTED].map((name) => [name, source(`${name}.ts`)])),
  outdir: folder,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: [
    // pg asks for a compiled variant of itself, which nobody has to have.
    'pg-native',
    '@opentelemetry/*',
    // Fastify asks for these where nothing stands in their place (src/http/no-schemas.ts).
    '@fastify/ajv-compiler',
    '@fastify/fast-json-stringify-compiler',
  ],
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

await writeDeclarations(root, folder)
