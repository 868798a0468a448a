/**
 * Makes `dist/`: the Prisma clients, then the program in few files (bundle.ts), and the portal (portal/build). `npm ci` calls it
 * (`prepare`), `npm start` too, with `--if-stale`. It checks no types: that takes four times as long, and `npm run typecheck` does it.
 * Plain JavaScript, because it must do no harm where the development dependencies are missing (`npm ci --omit=dev`): there is nothing
 * to build with, so it leaves everything as it is.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const portal = join(root, 'node_modules', '.cache', 'intunite', 'portal')
const generated = join(root, 'src', 'store', 'generated')
const schema = join(root, 'prisma', 'schema.prisma')

/** @param {string} file */
function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** @param {string} folder @returns {number} */
function newest(folder) {
  return Math.max(
    timeOf(folder),
    ...readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newest(join(folder, entry.name)) : timeOf(join(folder, entry.name)),
    ),
  )
}

/** @param {string} name */
function toolOf(name) {
  try {
    return fileURLToPath(import.meta.resolve(name))
  } catch {
    return undefined
  }
}

/** @param {...string} command */
async function run(...command) {
  const [status] = await once(spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 2, 2] }), 'close')
  if (status === 0) return
  process.exitCode = status ?? 1
  throw new Error(`failed: node ${command.join(' ')}`)
}

/** Whether the first is older than the second. */
const isOlder = (/** @type {string} */ file, /** @type {number} */ time) => timeOf(file) < time

/** @param {boolean} all */
async function build(all) {
  if (
    toolOf('typescript') === undefined ||
    toolOf('tsx') === undefined ||
    toolOf('esbuild') === undefined ||
    toolOf('prisma/build/index.js') === undefined
  )
    return
  if (all || isOlder(generated, timeOf(schema))) {
    await run('--import', 'tsx', join('scripts', 'generate.ts'))
    utimesSync(generated, new Date(), new Date())
  }
  // Beside the old one, then in its place: what runs from the old one is not disturbed by half a new one.
  const started = new Date()
  const next = join(root, 'node_modules', '.cache', 'intunite', `dist-${process.pid}`)
  try {
    await Promise.all([run('--import', 'tsx', join('scripts', 'bundle.ts'), next), buildPortal()])
    if (timeOf(portal) > 0) cpSync(portal, join(next, 'portal'), { recursive: true, preserveTimestamps: true })
    if (timeOf(dist) > 0) renameSync(dist, `${next}-old`)
    renameSync(next, dist)
    utimesSync(dist, started, started)
  } finally {
    rmSync(next, { recursive: true, force: true })
    rmSync(`${next}-old`, { recursive: true, force: true })
  }
}

/** It takes as long as all the rest, and changes on its own: the last one is kept. */
async function buildPortal() {
  const newestSource = newest(join(root, 'portal'))
  if (!isOlder(portal, newestSource) || toolOf('vite') === undefined) return
  await run('--import', 'tsx', join('portal', 'build', 'build.ts'), portal)
  utimesSync(portal, new Date(), new Date())
}

/** The portal alone, into the `dist/` that is there. */
async function placePortal() {
  await buildPortal()
  const placed = join(dist, 'portal')
  if (!isOlder(placed, timeOf(portal))) return
  rmSync(placed, { recursive: true, force: true })
  cpSync(portal, placed, { recursive: true, preserveTimestamps: true })
}

const all = !process.argv.includes('--if-stale')
try {
  if (process.argv.includes('--portal')) await placePortal()
  else if (all || isOlder(dist, Math.max(newest(join(root, 'src')), newest(join(root, 'portal')), timeOf(schema))))
    await build(all)
} catch (error) {
  process.exitCode ||= 1
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
}
