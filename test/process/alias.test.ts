/**
 * Alias mode: in a network of its own, where the names of Microsoft's services lead to Intunite on port 443, clients do
 * their work without any setting but the CA. The machine's own network and /etc/hosts stay as they are.
 *
 * @see docs/clients.md
 */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'tap'
import { DEVELOPMENT } from '../../src/store/identity/development.js'
import { ROOT } from './server-process.js'

const NAMES = ['graph.microsoft.com', 'login.microsoftonline.com', 'login.windows.net', 'sts.windows.net']

/** Root needs new namespaces for network and mounts; others need one for users, in which they are root. */
const UNSHARE = process.getuid?.() === 0 ? ['-n', '-m'] : ['-U', '-r', '-n', '-m']

function reasonToSkip(): string | undefined {
  if (process.platform !== 'linux') return 'namespaces are a matter of Linux'
  const { status, error, stderr } = spawnSync('unshare', [...UNSHARE, 'ip', 'link', 'set', 'lo', 'up'], {
    encoding: 'utf8',
  })
  if (status === 0) return undefined
  return `no network of its own can be made here: ${error?.message ?? stderr.trim()}`
}

const INSIDE = `
set -eu
ip link set lo up
mount --bind "$FOLDER/hosts" /etc/hosts
"$NODE" dist/cli/main.js serve --data "$FOLDER/data" --tls --tls-port 443 >"$FOLDER/log" 2>&1 &
server=$!
trap 'kill $server; wait $server' EXIT
until grep -q 'is ready on' "$FOLDER/log"; do kill -0 $server || { cat "$FOLDER/log"; exit 1; }; sleep 0.1; done
export NODE_EXTRA_CA_CERTS="$FOLDER/data/tls/ca.pem"
"$NODE" examples/graph-client/main.js
echo ---
"$NODE" --import tsx test/process/alias/client.ts
`

test(
  'where Microsoft’s names lead here, clients need nothing but the CA',
  { skip: reasonToSkip() ?? false },
  async (t) => {
    const folder = t.testdir({ hosts: `127.0.0.1 localhost ${NAMES.join(' ')}\n` })
    const { PATH, HOME } = process.env
    const child = spawn('unshare', [...UNSHARE, 'sh', '-c', INSIDE], {
      cwd: ROOT,
      env: {
        PATH,
        HOME,
        NODE: process.execPath,
        FOLDER: folder,
        AZURE_TENANT_ID: DEVELOPMENT.tenantId,
        AZURE_CLIENT_ID: DEVELOPMENT.adminAppId,
        AZURE_CLIENT_SECRET: DEVELOPMENT.adminSecret,
      },
    })
    let output = ''
    let problems = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text))
    const code = await new Promise((resolve) => child.on('close', resolve))
    t.equal(code, 0, problems || output)
    const [example = '', json = ''] = output.split('---\n')
    t.match(example, `signed in                            https://sts.windows.net/${DEVELOPMENT.tenantId}/ as`)
    t.match(example, /All done\.\n$/, 'the example of the demo profile has done its work')
    const outcome = JSON.parse(json) as { created: string; listed: string[] }
    t.match(outcome, {
      url: 'https://graph.microsoft.com/v1.0',
      context: 'https://graph.microsoft.com/beta/$metadata#deviceAppManagement/mobileAppConfigurations',
    })
    t.same(outcome.listed, [outcome.created], 'msgraph-sdk reads what it has written')
  },
)

test('the example installs what it imports, in the versions of the tests', async (t) => {
  const { createRequire } = await import('node:module')
  const require = createRequire(join(ROOT, 'package.json'))
  const { dependencies } = require('./examples/graph-client/package.json') as { dependencies: Record<string, string> }
  for (const [name, version] of Object.entries(dependencies))
    t.equal(version, (require(`./node_modules/${name}/package.json`) as { version: string }).version, name)
})
