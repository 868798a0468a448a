/** Items that are named by another property than their id, or by others beside it, and made by a PATCH that says so. */
import { test } from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Response } from '../harness/emulator.js'

const group = { displayName: 'Kiosks', mailEnabled: false, mailNickname: 'kiosks', securityEnabled: true }
const upserts = { prefer: 'create-if-missing' }

interface Item {
  id: string
  appId: string
  uniqueName: string
  displayName: string
}

test('alternate keys', async (t) => {
  await forEachEmulator(t, async (t, { newTenant }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('User.ReadWrite.All', 'Group.ReadWrite.All', 'Application.ReadWrite.All')
    const item = (response: Response): Item => response.json<Item>()
    const app = item(await admin.post('/v1.0/applications', { displayName: 'Portal' }))
    const principal = item(await admin.post('/v1.0/servicePrincipals', { appId: app.appId }))

    for (const [set, body] of [
      ['groups', group],
      ['applications', { displayName: 'Kiosks' }],
    ] as const)
      await t.test(`${set}: uniqueName names an item, and a PATCH makes it once`, async (t) => {
        const url = `/v1.0/${set}(uniqueName='O''Neil-1')`
        const missing = await admin.patch(url, body)
        t.equal(missing.statusCode, 404)
        t.match(missing.json(), { error: { code: 'Request_ResourceNotFound', message: /'O'Neil-1'/ } })
        t.equal((await admin.get(url)).statusCode, 404)

        const made = await admin.patch(url, body, upserts)
        t.equal(made.statusCode, 201, made.body)
        const { id } = item(made)
        t.match(made.json(), { uniqueName: "O'Neil-1", displayName: 'Kiosks' })
        t.match(made.headers, {
          'preference-applied': 'create-if-missing',
          location: new RegExp(`/${set}\\('${id}'\\)$`),
        })
        t.match(made.json(), { '@odata.context': new RegExp(`#${set}/\\$entity$`) })

        const changed = await admin.patch(url.toUpperCase().replace('/V1.0', '/v1.0'), { displayName: 'New' }, upserts)
        t.equal(changed.statusCode, 204, changed.body)
        t.match((await admin.get(url)).json(), { id, displayName: 'New' })
        t.match((await admin.get(`${url}/displayName`)).json(), { value: 'New' })
        t.match((await admin.get(`/v1.0/${set}?$filter=uniqueName eq 'o''neil-1'`)).json(), { value: [{ id }] })

        for (const [taken, expected] of [
          [await admin.post(`/v1.0/${set}`, { ...body, uniqueName: "o'NEIL-1" }), /same value for property uniqueName/],
          [await admin.patch(`/v1.0/${set}/${id}`, { uniqueName: 'other' }), /'uniqueName' is read-only/],
          [await admin.patch(`/v1.0/${set}/${id}`, { uniqueName: null }), /'uniqueName' is read-only/],
          [
            await admin.patch(`/v1.0/${set}(uniqueName='a')`, { ...body, uniqueName: 'b' }, upserts),
            /'uniqueName'.*URL/,
          ],
          [await admin.post(`/v1.0/${set}`, { ...body, uniqueName: '' }), /'uniqueName'/],
          [await admin.post(`/v1.0/${set}`, { ...body, uniqueName: 'x'.repeat(257) }), /'uniqueName'/],
          [await admin.patch(`/v1.0/${set}(uniqueName='${'ü'.repeat(257)}')`, body, upserts), /'uniqueName'/],
          [await admin.patch(`/v1.0/${set}(uniqueName='c')`, [], upserts), /JSON/],
          [await admin.patch(`/v1.0/${set}(displayName='New')`, body, upserts), /\(displayName='New'\)/],
        ] as const) {
          t.equal(taken.statusCode, 400, taken.body)
          t.match(taken.json(), { error: { message: expected } })
        }
        t.equal((await admin.patch(`/v1.0/${set}/${id}`, { uniqueName: "O'Neil-1" })).statusCode, 204)

        const later = item(await admin.post(`/v1.0/${set}`, body))
        t.equal((await admin.patch(`/v1.0/${set}/${later.id}`, { uniqueName: 'Later' })).statusCode, 204)
        t.match((await admin.get(`/beta/${set}(uniqueName='later')`)).json(), { id: later.id })
        const batch = await admin.post('/v1.0/$batch', {
          requests: [1, 2].map((id) => ({
            id,
            method: 'PATCH',
            url: `/${set}(uniqueName='batch')`,
            headers: { 'content-type': 'application/json', ...upserts },
            body,
          })),
        })
        const statuses = batch.json<{ responses: { status: number }[] }>().responses.map(({ status }) => status)
        t.strictSame(statuses.sort(), [201, 204])
        t.equal((await admin.delete(url)).statusCode, 204)
        t.equal((await admin.get(url)).statusCode, 404)
      })

    await t.test('of several who make the same item at once, one makes it', async (t) => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => admin.patch(`/v1.0/groups(uniqueName='race')`, group, upserts)),
      )
      const statuses = answers.map(({ statusCode }) => statusCode).sort()
      t.strictSame(statuses, [201, ...Array<number>(7).fill(204)])
    })

    await t.test('appId names apps and principals; only a principal can be made by it', async (t) => {
      t.match((await admin.get(`/v1.0/applications(appId='${app.appId}')`)).json(), { id: app.id })
      t.match((await admin.get(`/v1.0/servicePrincipals(appId='${app.appId}')`)).json(), { id: principal.id })
      const unknown = '11111111-1111-4111-8111-111111111111'
      t.equal(
        (await admin.patch(`/v1.0/applications(appId='${unknown}')`, { displayName: 'x' }, upserts)).statusCode,
        404,
      )
      const second = item(await admin.post('/v1.0/applications', { displayName: 'Second' }))
      const url = `/v1.0/servicePrincipals(appId='${second.appId}')`
      const made = await admin.patch(url, { tags: ['a'] }, upserts)
      t.equal(made.statusCode, 201, made.body)
      t.match(made.json(), { appId: second.appId, displayName: 'Second', tags: ['a'] })
      t.equal((await admin.patch(url, { tags: [] }, upserts)).statusCode, 204)
      const without = await admin.patch(`/v1.0/servicePrincipals(appId='${unknown}')`, {}, upserts)
      t.equal(without.statusCode, 400)
    })

    await t.test('users go by their sign-in name, which makes nothing', async (t) => {
      const body = { accountEnabled: true, displayName: 'Ada', mailNickname: 'ada', userPrincipalName: 'Ada@x.test' }
      const { id } = item(await admin.post('/v1.0/users', body))
      for (const url of ['/v1.0/users/ada@X.test', "/v1.0/users('ADA@x.test')"])
        t.match((await admin.get(url)).json(), { id })
      t.equal((await admin.patch('/v1.0/users/bob@x.test', { displayName: 'Bob' }, upserts)).statusCode, 404)
    })
  })
})

test('a key of several properties, in parentheses and as a segment', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, errors }) => {
    const admin = await (await newTenant()).as(...mappedPermissions())
    const devices = '/beta/deviceManagement/managedDevices'
    const device = (await admin.post(devices, { deviceName: 'one' })).json<Item>().id
    const states = `${devices}/${device}/deviceHealthScriptStates`
    const body = { policyId: "p'1", deviceId: 'd(1),x=2', policyName: 'Fix' }
    const made = await admin.post(states, body)
    t.equal(made.statusCode, 201, made.body)
    const { id } = made.json<Item>()
    const key = `id='${id}',policyId='p''1',deviceId='d(1),x=2'`
    const again = (await admin.post(states, { ...body, policyId: 'p2' })).json<Item>().id
    t.not(again, id)

    for (const form of [`(${key})`, `/${key}`, `/${encodeURIComponent(key)}`, `/${id}`, `('${id}')`]) {
      const answer = await admin.get(`${states}${form}`)
      t.match([answer.statusCode, answer.json()], [200, { id, ...body }], form)
    }
    const sorted = `(deviceId='d(1),x=2',ID='${id}',policyId='p''1')`
    t.equal((await admin.get(`${states}${sorted}/policyName/$value`)).body, 'Fix', 'in any order')
    const cast = 'microsoft.graph.deviceHealthScriptPolicyState'
    t.match((await admin.get(`${states}/${cast}(${key})`)).json(), { id })
    t.match((await admin.get(`${states}/${key}/${cast}`)).json(), { id })
    t.match((await admin.get(`${states}/${key}?$select=policyName`)).json(), {
      '@odata.context': new RegExp('deviceHealthScriptStates\\(policyName\\)/\\$entity$'),
      policyName: 'Fix',
    })
    const full = { accept: 'application/json;odata.metadata=full' }
    t.match(
      (await admin.get(`${states}/${id}`, full)).json<Record<string, string>>()['@odata.id'],
      `deviceHealthScriptStates(${key})`,
    )

    for (const [wrong, status, text] of [
      [`(id='${id}',policyId='p2',deviceId='d(1),x=2')`, 404, 'ResourceNotFound'],
      [`(id='${again}',policyId='p''1',deviceId='d(1),x=2')`, 404, 'ResourceNotFound'],
      [`/id='${id}',policyId='',deviceId='d(1),x=2'`, 404, 'ResourceNotFound'],
      [`(id='${id}',policyId='p''1')`, 400, 'The number of keys'],
      [`(id='${id}',policyId='p''1',colour='red')`, 400, 'segment'],
      [`(id='${id}',id='${id}',policyId='p''1')`, 400, 'segment'],
      [`(id='${id}',policyId='p''1',deviceId=7)`, 400, 'query syntax'],
    ] as const)
      for (const refused of [
        await admin.get(`${states}${wrong}`),
        await admin.patch(`${states}${wrong}`, { policyName: 'x' }),
        await admin.delete(`${states}${wrong}`),
      ]) {
        t.equal(refused.statusCode, status, `${wrong}: ${refused.body}`)
        t.match(refused.body, text)
      }
    const other = (await admin.post('/v1.0/deviceManagement/deviceCategories', { displayName: 'x' })).json<Item>().id
    const plain = await admin.get(`/v1.0/deviceManagement/deviceCategories(id='${other}',displayName='x')`)
    t.equal(plain.statusCode, 400, 'a key that is the id alone')

    t.match((await admin.patch(`${states}/${key}`, { policyName: 'Renamed' })).json(), { policyName: 'Renamed' })
    const batch = await admin.post('/beta/$batch', {
      requests: [{ id: '1', method: 'GET', url: `${states.replace('/beta', '')}(${key})` }],
    })
    t.match(batch.json(), { responses: [{ status: 200, body: { id, policyName: 'Renamed' } }] })
    t.equal((await admin.delete(`${states}(${key})`)).statusCode, 204)
    t.equal((await admin.get(`${states}(${key})`)).statusCode, 404)
    t.match((await admin.get(states)).json(), { value: [{ id: again }] })
    t.strictSame(errors, [])
  })
})
