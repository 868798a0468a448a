/** Device categories: what the declaration promises, over HTTP. */
import t from 'tap'
import { forEachEmulator } from '../harness/emulator.js'

const CATEGORIES = '/v1.0/deviceManagement/deviceCategories'

interface Category {
  readonly id: string
  readonly displayName: string | null
}

t.test('device categories are created, read, changed, found, counted and deleted', (t) =>
  forEachEmulator(t, async (t, emulator) => {
    const tenant = await emulator.newTenant()
    const admin = await tenant.as('DeviceManagementManagedDevices.ReadWrite.All')
    const reader = await tenant.as('DeviceManagementManagedDevices.Read.All')
    const created = await admin.post(CATEGORIES, { displayName: 'Kiosk', description: 'In the hall' })
    const { id } = created.json<Category>()
    t.strictSame(created.json(), {
      '@odata.context': 'http://localhost:8080/v1.0/$metadata#deviceManagement/deviceCategories/$entity',
      '@odata.type': '#microsoft.graph.deviceCategory',
      id,
      displayName: 'Kiosk',
      description: 'In the hall',
    })
    const inBeta = `/beta/deviceManagement/deviceCategories/${id}`
    t.strictSame((await reader.get(inBeta)).json<object>()['roleScopeTagIds' as keyof object], ['0'])
    await admin.patch(inBeta, { roleScopeTagIds: ['0', '7'] })
    t.match((await admin.patch(`${CATEGORIES}/${id}`, { displayName: 'Counter' })).json(), { displayName: 'Counter' })
    t.match((await reader.get(inBeta)).json(), { displayName: 'Counter', roleScopeTagIds: ['0', '7'] })

    for (const displayName of ['Car', null]) await admin.post(CATEGORIES, { displayName })
    const found = await reader.get(`${CATEGORIES}?$filter=startswith(displayName,'C')&$orderby=displayName&$count=true`)
    t.match(found.json(), { '@odata.count': 2, value: [{ displayName: 'Car' }, { displayName: 'Counter' }] })
    t.equal((await reader.get(`${CATEGORIES}/$count`)).body, '3')

    t.equal((await admin.post(CATEGORIES, { displayName: 5 })).statusCode, 400)
    t.equal((await admin.post(CATEGORIES, { roleScopeTagIds: [] })).statusCode, 400, 'v1.0 has no scope tags')
    t.equal((await reader.delete(`${CATEGORIES}/${id}`)).statusCode, 403)
    t.equal((await admin.delete(`${CATEGORIES}/${id}`)).statusCode, 204)
    t.equal((await admin.get(`${CATEGORIES}/${id}`)).statusCode, 404)
  }),
)
