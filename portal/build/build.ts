/**
 * `tsx portal/build/build.ts <folder>`: the portal as the server sends it, each file compressed with Brotli. Fails where the first
 * load has become too large.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Manifest } from 'vite'
import { noticesOf } from '../../scripts/notices.js'
import { PORTAL_PATH } from '../../src/entra/portal-client.js'

/** Bytes of all that a browser needs before it shows the first view, in gzip. */
const MOST = 300_000

const folder = resolve(process.argv[2] ?? '')
const root = fileURLToPath(new URL('..', import.meta.url))
const plain = `${folder}-plain`

const built = await build({
  root,
  configFile: false,
  base: `${PORTAL_PATH}/`,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: plain,
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      // Libraries say "use client" for servers that render.
      onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)),
    },
  },
})

const manifest = JSON.parse(await readFile(join(plain, 'manifest.json'), 'utf8')) as Manifest
await rm(join(plain, 'manifest.json'))
const first = await firstLoad(manifest)
process.stderr.write(`portal: the first load is ${Math.round(first / 1000)} kB in gzip\n`)
if (first > MOST) throw new Error(`the first load of the portal is ${first} bytes in gzip; at most ${MOST} are allowed`)

await rm(folder, { recursive: true, force: true })
for (const entry of await readdir(plain, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const file = join(entry.parentPath, entry.name)
  const target = join(folder, `${file.slice(plain.length + 1)}.br`)
  await mkdir(dirname(target), { recursive: true })
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
  await writeFile(target, await promisify(brotliCompress)(await readFile(file), { params }))
}
await rm(plain, { recursive: true })
await writeFile(join(folder, 'THIRD-PARTY-NOTICES.txt'), await noticesOf(packagesIn(built)))

/** The modules of others that went in. */
function packagesIn(built: Awaited<ReturnType<typeof build>>): string[] {
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []))
  const modules = outputs.flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []))
  return [
    ...new Set(
      modules
        .filter((id) => /node_modules\/(?!\.cache)/.test(id))
        .map((id) => id.replace(/^\0/, '').replace(/\?.*$/, '')),
    ),
  ]
}

/** The entry with all that it imports, and the first view with the same. */
async function firstLoad(manifest: Manifest): Promise<number> {
  const needed = new Set(['index.html', 'src/views/overview/overview.tsx'])
  for (const name of needed) for (const other of manifest[name]?.imports ?? []) needed.add(other)
  const files = new Set(
    [...needed].flatMap((name) => {
      const chunk = manifest[name]
      if (chunk === undefined) throw new Error(`the build has no ${name}`)
      return [chunk.file, ...(chunk.css ?? [])]
    }),
  )
  const sizes = await Promise.all([...files].map(async (file) => gzipSync(await readFile(join(plain, file))).length))
  return sizes.reduce((sum, size) => sum + size, 0)
}
