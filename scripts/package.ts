/**
 * `npm run package [-- <folder>]`: the package as it is published, `intunite-<version>.tgz`, from the build that is there.
 * Everything that the program needs is inside it but the binding to SQLite, so its `package.json` says less than ours.
 */
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const destination = resolve(process.argv[2] ?? root)

const FIELDS = [
  'name',
  'version',
  'description',
  'keywords',
  'homepage',
  'bugs',
  'repository',
  'license',
  'type',
  'engines',
  'bin',
  'exports',
  'types',
  'dependencies',
  'peerDependencies',
  'peerDependenciesMeta',
]
const CONTENT = [
  'dist',
  'prisma/migrations',
  'docs',
  'scenarios',
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'LICENSE',
]

const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, object>
const published = Object.fromEntries(FIELDS.map((field) => [field, own[field]]))
// What Node 20 needs and newer ones do not. Any version: one that another package wants must not keep ours from installing.
published['peerDependencies'] = { ...own['peerDependencies'], 'better-sqlite3': '*' }
published['peerDependenciesMeta'] = { ...own['peerDependenciesMeta'], 'better-sqlite3': { optional: true } }

const folder = await mkdtemp(join(tmpdir(), 'intunite-package-'))
try {
  const isWanted = (source: string): boolean => !/[\\/]docs[\\/]adr/.test(source)
  for (const path of CONTENT) await cp(join(root, path), join(folder, path), { recursive: true, filter: isWanted })
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['pack', '--pack-destination', destination], {
    cwd: folder,
    stdio: ['ignore', 1, 2],
  })
  process.exitCode = status ?? 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
