/**
 * The package installed from its tarball, as users of npm do: by npm 11 and 12, without any script, with the Node that
 * runs these tests; with `INTUNITE_TEST_SWEEP=all` by Node 20, 22 and 24. The packages come from the npm registry.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import type { Test } from 'tap'
import { WHOLE_SWEEP } from '../harness/sweep.js'
import { aSummary, clientOf, getToken } from './client.js'
import { packed } from './packed.js'
import { ROOT, startProgram, startServer } from './server-process.js'

const run = promisify(execFile)

const OWN = Number(process.versions.node.split('.')[0])
const NODES = WHOLE_SWEEP ? [20, 22, 24] : [OWN]
const MEGABYTE = 1024 * 1024

const offline = await run('npm', ['view', 'better-sqlite3@13.2.0', 'version'], { timeout: 60_000 }).then(
  () => false as const,
  () => 'the npm registry cannot be reached',
)

/** Runs a program of npm packages, as `npx -p` does. */
async function npx(packages: readonly string[], command: readonly string[], cwd: string): Promise<string> {
  const args = ['exec', '--yes', ...packages.map((name) => `--package=${name}`), '--', ...command]
  return (await run('npm', args, { cwd, maxBuffer: 10 * MEGABYTE })).stdout.trim()
}

async function pathOfNode(version: number, cwd: string): Promise<string> {
  if (version === OWN) return process.execPath
  return npx([`node@${version}`], ['node', '-p', 'process.execPath'], cwd)
}

/** Installs the package, and gives where its program is and what npm said. */
async function install(t: Test, node: number, npm: number): Promise<{ folder: string; said: string }> {
  // Not under `t.testdir()`, from where packages of this repository would be found.
  const folder = await mkdtemp(join(tmpdir(), 'intunite-installed-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  const packages = [...(node === OWN ? [] : [`node@${node}`]), `npm@${npm}`]
  const command = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', await packed()]
  return { folder, said: await npx(packages, command, folder) }
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)))
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0)
}

const PROGRAM = join('node_modules', 'intunite', 'dist', 'cli', 'main.js')

for (const node of NODES)
  for (const npm of [11, 12]) {
    const refused = node < 22 && npm === 12 ? 'npm 12 does not run on it' : false
    test(
      `on Node ${node}, npm ${npm} installs a server that needs no script`,
      { skip: offline || refused },
      async (t) => {
        const { folder } = await install(t, node, npm)
        t.ok((await bytesBelow(join(folder, 'node_modules'))) < 60 * MEGABYTE, 'less than 60 MB')
        const program = { program: join(folder, PROGRAM), node: await pathOfNode(node, folder), cwd: folder }
        if (node < 22) await withoutBinding(t, folder, program)
        await serves(t, folder, program)
      },
    )
  }

/** Two lines say what is missing; then it is there, as `npm install better-sqlite3@12` would have it. */
async function withoutBinding(t: Test, folder: string, program: Parameters<typeof startProgram>[1]): Promise<void> {
  const refused = startProgram(t, { ...program, args: ['serve', '--port', '0', '--data', join(folder, 'data')] })
  t.equal(await refused.ended, 1)
  t.match(refused.stderr(), /^intunite: SQLite cannot be used: .*\nRun: npm install better-sqlite3@12 .*\n$/)
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) {
    await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true })
    await symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))
  }
}

/** As a program, and inside another one. */
async function serves(t: Test, folder: string, program: Parameters<typeof startProgram>[1]): Promise<void> {
  const server = await startServer(t, { ...program, dataFolder: join(folder, 'data') })
  const client = clientOf(server.origin, await getToken(server.origin))
  const { id } = await client.createConfiguration('from the package')
  t.equal((await client.post(`/${id}/userStatusSummary`, aSummary(1))).status, 201)
  const page = await fetch(`${server.origin}/_intunite/openapi/ui/swagger-ui.css`)
  t.equal(page.status, 200)
  await writeFile(
    join(folder, 'inside.js'),
    `import { startIntunite } from 'intunite'
const intunite = await startIntunite()
const { tenantId, clientId } = await intunite.tenant()
const token = await intunite.token({ tenantId, clientId })
const { status } = await fetch(intunite.url + '/v1.0/deviceAppManagement/mobileAppConfigurations', { headers: { authorization: 'Bearer ' + token } })
await intunite.close()
console.log(status)
`,
  )
  const inside = startProgram(t, { ...program, program: join(folder, 'inside.js') })
  t.equal(await inside.ended, 0, inside.stderr())
  t.equal(inside.stdout(), '200\n')
}
