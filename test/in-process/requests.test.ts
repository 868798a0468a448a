/** `intunite.requests`: what clients have asked, for the assertions of a test. */
import t from 'tap'
import { startIntunite } from '../../src/index.js'

const CATEGORIES = 'deviceManagement/deviceCategories'

t.test('intunite.requests', async (t) => {
  const intunite = await startIntunite()
  t.teardown(() => intunite.close())
  const own = await intunite.tenant()
  const send = async (method: string, path: string, token: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    return fetch(`${intunite.url}/v1.0/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  }
  const token = await intunite.token()
  const other = await intunite.token(own)
  await send('POST', CATEGORIES, token, { displayName: 'Kiosk' })
  await send('POST', CATEGORIES, other, { displayName: 'Of another tenant' })
  await send('GET', `${CATEGORIES}/00000000-0000-4000-a000-00000000dead`, token)
  const urls = async (wanted?: Parameters<typeof intunite.requests>[0]) =>
    (await intunite.requests(wanted)).map(({ method, status }) => `${method} ${status}`)

  t.same(await urls({ path: `${CATEGORIES}/**` }), ['GET 404'])
  t.same(await urls({ path: /deviceCategories/ }), ['POST 201', 'POST 201', 'GET 404'], 'oldest first, all tenants')
  t.same(await urls({ tenantId: own.tenantId, path: CATEGORIES }), ['POST 201'])
  t.same(await urls({ status: '4xx' }), ['GET 404'])
  t.same(await urls({ refused: true, text: 'deviceCategories' }), ['GET 404'])
  t.same(await urls({ method: 'POST', since: Date.now() + 60_000 }), [])
  t.same(await urls({ user: 'mara@intunite.test' }), [])
  const [made] = await intunite.requests({ text: 'deviceCategories', method: 'POST' })
  t.match(made, { sent: '{"displayName":"Kiosk"}', answer: /"displayName":"Kiosk"/, pinned: false })
  t.same(await urls({ appId: made?.appId, method: 'GET' }), ['GET 404'])

  await t.rejects(intunite.requests({ paths: CATEGORIES } as object), /requests\(\) knows no option paths.*path/)
  await intunite.requests.clear(own.tenantId)
  t.same(await urls({ tenantId: own.tenantId }), [])
  t.same(await urls({ path: CATEGORIES }), ['POST 201'], 'those of other tenants stay')
  await intunite.requests.clear()
  t.same(await urls(), [])
  await intunite.close()
  t.end()
})
