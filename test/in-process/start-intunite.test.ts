/** The server inside a test's own process. */
import { request } from 'node:https'
import t from 'tap'
import { startIntunite } from '../../src/index.js'
import { limitHere } from '../harness/machine.js'
import { workTime } from '../harness/work-time.js'

const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const BODY = JSON.stringify({ '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', displayName: 'In process' })

t.test('startIntunite', async (t) => {
  const intunite = await startIntunite({ tls: true })
  t.teardown(() => intunite.close())
  const call = async (token: string, method = 'GET', body?: string): Promise<Response> =>
    fetch(`${intunite.url}${SET}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    })
  const countOf = async (token: string): Promise<number> =>
    ((await (await call(token)).json()) as { value: unknown[] }).value.length

  await t.test('serves on a free port and gives tokens', async (t) => {
    const token = await intunite.token()
    t.equal((await call(token, 'POST', BODY)).status, 201)
    t.equal(await countOf(token), 1)
  })

  await t.test(
    'a tenant of its own costs under 100 ms with its first token, and sees nothing of the others',
    async (t) => {
      await intunite.token(await intunite.tenant())
      const times: number[] = []
      for (let i = 0; i < 5; i += 1) {
        const begin = workTime()
        const token = await intunite.token(await intunite.tenant())
        times.push(workTime() - begin)
        t.equal(await countOf(token), 0)
      }
      t.ok(Math.min(...times) < limitHere(100), `${times.map(Math.round).join(', ')} ms`)
    },
  )

  await t.test('a tenant with fewer permissions may do less', async (t) => {
    const token = await intunite.token(await intunite.tenant({ permissions: ['DeviceManagementApps.Read.All'] }))
    t.equal((await call(token)).status, 200)
    t.equal((await call(token, 'POST', BODY)).status, 403)
  })

  await t.test('reset empties one tenant alone', async (t) => {
    const [own, other] = [await intunite.tenant(), await intunite.tenant()]
    const tokens = [await intunite.token(own), await intunite.token(other)] as const
    for (const token of tokens) await call(token, 'POST', BODY)
    await intunite.reset(own.tenantId)
    t.same([await countOf(tokens[0]), await countOf(tokens[1])], [0, 1])
  })

  await t.test('a snapshot tells what has changed, and brings it back', async (t) => {
    const own = await intunite.tenant()
    const token = await intunite.token(own)
    await call(token, 'POST', BODY)
    const kept = await intunite.snapshot(own.tenantId)
    t.equal(await kept.diff(), '')
    await call(token, 'POST', BODY)
    t.match(await kept.diff(), /deviceAppManagement\/mobileAppConfigurations\n {2}\+ .*\n1 added, 0 changed, 0 removed/)
    await kept.restore()
    t.equal(await countOf(token), 1)
    await kept.delete()
    await t.rejects(kept.restore(), /no snapshot/)
  })

  await t.test('serves TLS that the given CA vouches for', async (t) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${intunite.tlsUrl}/_intunite/health`, { ca: intunite.ca }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    t.equal(status, 200)
  })
})

t.test('two servers live side by side and leave nothing behind', async (t) => {
  const [one, two] = await Promise.all([startIntunite(), startIntunite()])
  t.not(one.url, two.url)
  await Promise.all([one.close(), two.close()])
  await t.rejects(fetch(`${one.url}/_intunite/health`))
})

t.test('an option that nobody knows is refused by its name', async (t) => {
  const misspelt = { datbaseUrl: 'postgresql://localhost/x' } as object
  await t.rejects(startIntunite(misspelt), {
    message: 'startIntunite() knows no option datbaseUrl; did you mean databaseUrl?',
  })
  const intunite = await startIntunite()
  t.teardown(() => intunite.close())
  await t.rejects(intunite.tenant({ seed: 'small' } as object), { message: 'tenant() knows no option seed' })
})
