import { execFile } from 'node:child_process'
import { builtinModules } from 'node:module'
import { lstat, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import typescript from 'typescript'
import { aSummary, clientOf, getToken } from './client.js'
import { ROOT, startServer } from './server-process.js'

const run = promisify(execFile)

interface PackageJson {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean; peer?: boolean }>
  >
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(join(ROOT, file), 'utf8')) as T
}

/** Without scripts: the build that the tests run against is the one to be packed. */
const PACK = ['pack', '--json', '--ignore-scripts']

test('the package holds the program and what it needs, and nothing else', async (t) => {
  const { stdout } = await run('npm', [...PACK, '--dry-run'], { cwd: ROOT })
  const [{ files = [] } = {}] = JSON.parse(stdout) as { files: { path: string; mode: number }[] }[]
  const paths = files.map(({ path }) => path)
  const expected =
    /^(dist\/.*\.(js|d\.ts)|prisma\/schema\.prisma|prisma\/migrations\/.*|docs\/[^/]+\.md|(README|CHANGELOG)\.md|LICENSE|package\.json)$/
  t.same(
    paths.filter((path) => !expected.test(path) && !path.startsWith('dist/portal/')),
    [],
  )
  for (const path of [
    'dist/cli/main.js',
    'dist/store/generated/sqlite/client.js',
    'LICENSE',
    'README.md',
    'prisma/schema.prisma',
  ])
    t.ok(paths.includes(path), path)
  for (const database of ['sqlite', 'postgresql'])
    t.ok(
      paths.some((path) => path.startsWith(`prisma/migrations/${database}/`) && path.endsWith('/migration.sql')),
      database,
    )
  t.same(
    paths.filter((path) => /^(test|data|bench)\/|\.test\.|\.db(-|$)/.test(path)),
    [],
  )
})

test('what the program imports is what the package depends on', async (t) => {
  const { dependencies } = await readJson<PackageJson>('package.json')
  const entries = await readdir(join(ROOT, 'dist'), { recursive: true, withFileTypes: true })
  const imported = new Set<string>()
  for (const entry of entries.filter(({ name }) => name.endsWith('.js'))) {
    const source = await readFile(join(entry.parentPath, entry.name), 'utf8')
    const specifiers = typescript.preProcessFile(source).importedFiles.map(({ fileName }) => fileName)
    const resolved = [...source.matchAll(/import\.meta\.resolve\('([^']+)'/g)].map(([, specifier = '']) => specifier)
    for (const specifier of [...specifiers, ...resolved]) {
      if (/^[.#/]|^node:/.test(specifier) || builtinModules.includes(specifier)) continue
      imported.add(
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      )
    }
  }
  t.same([...imported].sort(), Object.keys(dependencies).sort())
})

test('the packed program runs with its production dependencies alone', async (t) => {
  const folder = t.testdir()
  const { stdout } = await run('npm', [...PACK, '--pack-destination', folder], { cwd: ROOT })
  const [{ filename = '' } = {}] = JSON.parse(stdout) as { filename: string }[]
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, 'intunite'), { recursive: true })
  await run('tar', ['-xzf', join(folder, filename), '-C', join(modules, 'intunite'), '--strip-components=1'])
  // As `npm ci --omit=dev --omit=optional` would install them, but by links, and so at once.
  const { packages } = await readJson<Lock>('package-lock.json')
  for (const [path, { dev, devOptional, optional }] of Object.entries(packages)) {
    if (path === '' || dev === true || devOptional === true || optional === true) continue
    if (path.lastIndexOf('node_modules/') > 0) continue
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await symlink(join(ROOT, path), target)
  }
  t.equal(
    await lstat(join(modules, 'typescript')).catch(() => undefined),
    undefined,
    'no development dependency is there',
  )
  const server = await startServer(t, {
    dataFolder: join(folder, 'data'),
    cwd: folder,
    program: join(modules, 'intunite', 'dist', 'cli', 'main.js'),
    // So that a package sees its neighbours here, and not those of the place where it really is.
    env: { NODE_OPTIONS: '--preserve-symlinks --preserve-symlinks-main' },
  })
  const client = clientOf(server.origin, await getToken(server.origin))
  const { id } = await client.createConfiguration('from the package')
  t.equal((await client.post(`/${id}/userStatusSummary`, aSummary(1))).status, 201)
})
