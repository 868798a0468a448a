/** `intunite requests` on a running server, and on one that was killed. */
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'tap'
import { DEVELOPMENT } from '../../src/store/identity/development.js'
import { newFolder } from '../harness/databases.js'
import { clientOf, getToken } from '../process/client.js'
import { startProgram, startServer } from '../process/server-process.js'

const REFUSED = '/00000000-0000-4000-a000-00000000dead'

/** For the program to write something; the test has its own time. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(50)
}

test('requests are listed, followed, written as files, and outlast a kill of the server', async (t) => {
  const dataFolder = await newFolder(t)
  const server = await startServer(t, { dataFolder })
  const environment = (origin: string) => ({ INTUNITE_URL: origin, INTUNITE_DATA: dataFolder })
  const run = async (args: readonly string[], origin = server.origin) => {
    const { ended, stdout, stderr } = startProgram(t, { args: ['requests', ...args], env: environment(origin) })
    t.same({ code: await ended, stderr: stderr() }, { code: 0, stderr: '' }, args.join(' '))
    return stdout()
  }
  const client = clientOf(server.origin, await getToken(server.origin))
  const { id } = await client.createConfiguration('Followed')
  await client.get(REFUSED)

  await t.test('--follow goes on with new ones, as the filter says', async (t) => {
    const follower = startProgram(t, {
      args: ['requests', '--status', '404', '--follow'],
      env: environment(server.origin),
    })
    const lines = () => follower.stdout().match(/^\d+ .*$/gm) ?? []
    await until(() => lines().length === 1)
    t.match(lines()[0], new RegExp(`  404  GET .*${REFUSED} `))
    await client.get(`/${id}`)
    await client.get(`${REFUSED}?$select=id`)
    await until(() => lines().length === 2)
    t.match(lines()[1], new RegExp(`  404  GET .*${REFUSED}\\?\\$select=id `), 'what was answered is left out')
    t.match(follower.stdout(), /^ {4}ResourceNotFound: /m, 'with the reason')
    follower.child.kill('SIGINT')
    await follower.ended
    t.equal(follower.stderr(), '')
  })

  await t.test('--har is an HTTP Archive with bodies, and without tokens', async (t) => {
    const text = await run(['--har', '--method', 'POST'])
    t.notMatch(text, client.token)
    t.notMatch(text, DEVELOPMENT.adminSecret)
    const { log } = JSON.parse(text) as { log: { version: string; entries: Record<string, any>[] } }
    t.equal(log.version, '1.2')
    const [token, created, ...rest] = log.entries
    t.same(rest, [])
    t.match(token, {
      request: { method: 'POST', url: /\/oauth2\/v2\.0\/token$/, postData: { text: /client_secret=\*\*\*/ } },
      response: { status: 200 },
    })
    t.match(created, {
      request: { method: 'POST', url: /mobileAppConfigurations$/, postData: { mimeType: 'application/json' } },
      response: { status: 201, content: { text: new RegExp(id) } },
    })
    t.match(JSON.parse(created?.['request'].postData.text), { displayName: 'Followed' })
  })

  await t.test('--http is a file of requests that can be sent again', async (t) => {
    const text = await run(['--http', '--path', 'deviceAppManagement/**'])
    const blocks = text.split(/^### /m).slice(1)
    t.equal(blocks.length, 4)
    t.match(blocks[0], /: 201 \(\d+\)\nPOST \{\{host\}\}\/v1\.0\/deviceAppManagement\/mobileAppConfigurations\n/)
    t.match(blocks[0], '\nauthorization: Bearer {{token}}\n')
    const sent = blocks[0]?.slice(blocks[0].indexOf('\n{')) ?? ''
    t.match(JSON.parse(sent), { displayName: 'Followed' })
    t.notMatch(text, client.token)
  })

  await t.test('a killed server loses neither what was noted nor what was stored', async (t) => {
    const noted = await run(['--json'])
    const known = (JSON.parse(noted) as { value: { id: number; requestId: string }[] }).value
    t.ok(known.length >= 5)
    const { id: last } = await client.createConfiguration('The last one')
    server.child.kill('SIGKILL')
    t.equal(await server.ended, 'SIGKILL')

    const again = await startServer(t, { dataFolder })
    const { status } = await clientOf(again.origin, client.token).get(`/${last}`)
    t.equal(status, 200, 'what was answered before the kill is stored')
    let now: typeof known = []
    await until(async () => {
      now = (JSON.parse(await run(['--json'], again.origin)) as { value: typeof known }).value
      return now.some(({ id }) => id > (known[0]?.id ?? 0))
    })
    t.same(
      now.filter(({ id }) => id <= (known[0]?.id ?? 0)),
      known,
      'what was noted is there, and new ones come after it',
    )
    t.equal(again.stderr().match(/anew|damaged/), null, 'the journal was not begun anew')
  })
})
