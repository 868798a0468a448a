/** What is published: its files, what they import, and what has to be said about others' code. */
import { execFile } from 'node:child_process'
import { builtinModules } from 'node:module'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import type { Test } from 'tap'
import typescript from 'typescript'
import { packed } from './packed.js'
import { ROOT } from './server-process.js'

const run = promisify(execFile)

/** The package, unpacked. */
async function unpacked(t: Test): Promise<string> {
  const folder = t.testdir()
  await run('tar', ['-xzf', await packed(), '-C', folder, '--strip-components=1'])
  return folder
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

test('the package holds the program, its types, migrations and documents, and nothing else', async (t) => {
  const paths = await filesOf(await unpacked(t))
  const expected =
    /^(dist\/(.*\.(js|d\.ts)|swagger-ui\/[\w.-]+|portal\/.*\.br|(portal\/)?THIRD-PARTY-NOTICES\.txt)|prisma\/migrations\/.*|scenarios\/[\w.-]+\.(yaml|json)|docs\/(clients\/)?[^/]+\.md|docs\/([\w-]+\.svg|pictures\/[\w-]+\.png)|(README|CHANGELOG|SECURITY)\.md|LICENSE|package\.json)$/
  t.same(
    paths.filter((path) => !expected.test(path)),
    [],
  )
  for (const path of ['dist/cli/main.js', 'dist/index.js', 'dist/index.d.ts', 'LICENSE', 'README.md', 'docs/seed.md'])
    t.ok(paths.includes(path), path)
  for (const database of ['sqlite', 'postgresql'])
    t.ok(
      paths.some((path) => path.startsWith(`prisma/migrations/${database}/`) && path.endsWith('/migration.sql')),
      database,
    )
})

test('it says where it comes from, runs no script and depends on the binding to SQLite alone', async (t) => {
  const text = await readFile(join(await unpacked(t), 'package.json'), 'utf8')
  const manifest = JSON.parse(text) as Record<string, Record<string, string>>
  for (const field of ['repository', 'homepage', 'bugs', 'license', 'engines', 'bin', 'types'])
    t.ok(manifest[field], field)
  t.same(Object.keys(manifest['dependencies'] ?? {}), ['better-sqlite3-napi'])
  for (const field of ['scripts', 'devDependencies', 'optionalDependencies', 'overrides', 'allowScripts', 'private'])
    t.notOk(manifest[field], `${field} do not travel`)
})

test('its files import Node, each other, and what is optional', async (t) => {
  const folder = await unpacked(t)
  const foreign = new Set<string>()
  for (const path of (await filesOf(folder)).filter((path) => /^dist\/.*\.(js|d\.ts)$/.test(path))) {
    if (path.startsWith('dist/swagger-ui/')) continue
    const { importedFiles } = typescript.preProcessFile(await readFile(join(folder, path), 'utf8'))
    for (const { fileName } of importedFiles)
      if (!/^[.#/]|^node:/.test(fileName) && !builtinModules.includes(fileName)) foreign.add(fileName)
  }
  t.same(
    [...foreign].filter((name) => !name.startsWith('@opentelemetry/') && name !== 'pg-native'),
    [],
  )
})

test('the portal and its pictures take less than 3 MB of it', async (t) => {
  const folder = await unpacked(t)
  const own = (await filesOf(folder)).filter((path) => /^(dist\/portal|docs\/pictures)\//.test(path))
  const sizes = await Promise.all(own.map(async (path) => (await stat(join(folder, path))).size))
  const size = sizes.reduce((sum, each) => sum + each, 0)
  t.ok(own.includes('dist/portal/index.html.br'))
  t.ok(size < 3_000_000, `${own.length} files of ${Math.round(size / 1000)} kB`)
})

test('npm ci --omit=dev installs nothing that the portal is built from', async (t) => {
  const list = ['ls', '--omit=dev', '--package-lock-only', '--all', '--parseable']
  const { stdout } = await run('npm', list, { cwd: ROOT })
  const installed = new Set(
    stdout
      .trim()
      .split('\n')
      .map((path) => path.split('node_modules/').at(-1)),
  )
  const notices = await readFile(join(await unpacked(t), 'dist', 'portal', 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  const inside = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \([^)]+\)$/gm)].map(([, name]) => name)
  for (const name of ['react', '@griffel/core', '@tanstack/react-query'])
    t.ok(inside.includes(name), `${name} is in the portal`)
  t.ok(installed.has('better-sqlite3-napi'), 'what the server needs is installed')
  t.same(
    [...inside, 'vite'].filter((name) => installed.has(name)),
    [],
  )
})

test('the licences of what is inside are told', async (t) => {
  const notices = await readFile(join(await unpacked(t), 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  for (const name of ['fastify', 'pg', '@prisma/client', 'pino', 'typebox', '@peculiar/x509', '@fastify/swagger-ui'])
    t.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([\\w.-]+\\)$`, 'm'), name)
  t.notMatch(notices, /\(unknown\)/)
})
