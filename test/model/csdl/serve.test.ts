/** A server with a model file: its sets are served like all others, on both databases, and other servers know none of them. */
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { model as builtIn } from '../../../src/entities/index.js'
import { loadModel } from '../../../src/server/model-files.js'
import { forEachDatabase } from '../../harness/databases.js'
import { startEmulator } from '../../harness/emulator.js'
import type { Response } from '../../harness/emulator.js'

const EXAMPLE = fileURLToPath(new URL('../../../examples/model/contoso.csdl.xml', import.meta.url))
const json = (response: Response) => response.json<Record<string, any>>()

forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { admin, reader, anonymous, newTenant } = await startEmulator(t, {
    model: await loadModel([EXAMPLE]),
    databaseUrl,
    data: dataFolder,
  })

  await t.test('items are made, read, changed, filtered, counted and deleted', async (t) => {
    const part = { name: 'spring', wear: 'used', parts: [{ name: 'coil', wear: 'new', parts: [] }] }
    const made = await admin.post('/v1.0/widgets', { displayName: 'Cog', parts: [part] })
    t.equal(made.statusCode, 201, made.body)
    t.match(json(made), {
      '@odata.type': '#contoso.widget',
      price: 9.5,
      wear: 'new',
      inspectionCount: 0,
      parts: [part],
    })
    const at = `/v1.0/widgets/${json(made)['id']}`
    const clock = { '@odata.type': '#contoso.clockwork', displayName: 'Clock', price: 20, ticksPerSecond: 5 }
    t.match(json(await admin.post('/v1.0/widgets', clock)), clock)
    t.match(json(await admin.patch(at, { price: 3 })), { price: 3 })
    const filtered =
      "/v1.0/widgets?$filter=price lt 10 and parts/any(p:p/wear eq 'used')&$count=true&$orderby=displayName"
    t.match(json(await admin.get(filtered)), { '@odata.count': 1, value: [{ displayName: 'Cog', price: 3 }] })
    t.match(json(await admin.get('/v1.0/widgets/contoso.clockwork?$select=displayName')).value, [
      { displayName: 'Clock' },
    ])
    t.match(json(await admin.get("/v1.0/widgets?$filter=isof('contoso.clockwork')")).value, [clock])
    t.equal((await admin.get('/v1.0/widgets/$count')).body, '2')
    t.equal((await admin.delete(at)).statusCode, 204)
    t.equal((await admin.get(at)).statusCode, 404)
  })

  await t.test('what is contained is expanded, and goes with what contains it', async (t) => {
    const { id } = json(await admin.post('/v1.0/widgets', { displayName: 'Wheel', inspections: [{ passed: true }] }))
    t.equal((await admin.post(`/v1.0/widgets/${id}/inspections`, { passed: false, note: 'worn' })).statusCode, 201)
    t.equal(json(await admin.get(`/v1.0/widgets/${id}?$expand=inspections`)).inspections.length, 2)
    t.equal((await admin.delete(`/v1.0/widgets/${id}`)).statusCode, 204)
    t.equal((await admin.get(`/v1.0/widgets/${id}/inspections`)).statusCode, 404)
  })

  await t.test('a key may be of several properties', async (t) => {
    const { id } = json(await admin.post('/v1.0/widgets', { displayName: 'Rack' }))
    const shelf = json(await admin.post(`/v1.0/widgets/${id}/shelves`, { aisle: 'A', height: 3 }))
    t.match(json(await admin.get(`/v1.0/widgets/${id}/shelves(id='${shelf['id']}',aisle='A')`)), { height: 3 })
    t.equal((await admin.get(`/v1.0/widgets/${id}/shelves/id='${shelf['id']}',aisle='B'`)).statusCode, 404)
  })

  await t.test(
    'actions are called by name, with and without namespace, and their parameters are checked',
    async (t) => {
      const { id } = json(await admin.post('/v1.0/widgets', { displayName: 'Old' }))
      t.equal((await admin.post(`/v1.0/widgets/${id}/retire`, { reason: 'rust' })).statusCode, 204)
      t.equal((await admin.post(`/v1.0/widgets/${id}/contoso.retire`, { reason: 'rust' })).statusCode, 204)
      t.equal((await admin.post(`/v1.0/widgets/${id}/retire`, {})).statusCode, 400)
      t.equal((await admin.post('/v1.0/widgets/recount')).statusCode, 204)
    },
  )

  await t.test('what is added to Graph is there: a set below a singleton, and a derived type', async (t) => {
    t.equal((await admin.post('/beta/deviceManagement/kiosks', { displayName: 'Hall', floor: 2 })).statusCode, 201)
    t.match(json(await admin.get('/v1.0/deviceManagement/kiosks')).value, [
      { '@odata.type': '#contoso.kiosk', floor: 2 },
    ])
    const kiosk = { '@odata.type': '#contoso.kioskConfiguration', displayName: 'Hall', startPage: 'https://a.example' }
    t.equal((await admin.post('/v1.0/deviceManagement/deviceConfigurations', kiosk)).statusCode, 201)
    t.match(json(await admin.get('/v1.0/deviceManagement/deviceConfigurations')).value, [kiosk])
  })

  await t.test('permissions are asked for, and tenants do not see each other', async (t) => {
    t.equal((await reader.get('/v1.0/widgets')).statusCode, 200)
    t.equal((await reader.post('/v1.0/widgets', { displayName: 'No' })).statusCode, 403)
    t.equal((await anonymous.get('/v1.0/widgets')).statusCode, 401)
    const other = await newTenant()
    const configuration = await other.as('DeviceManagementConfiguration.Read.All')
    t.same(json(await configuration.get('/v1.0/widgets')).value, [])
    t.equal((await configuration.get('/v1.0/suppliers')).statusCode, 403, 'as annotated')
    t.equal((await (await other.as('Directory.Read.All')).get('/v1.0/suppliers')).statusCode, 200)
  })

  await t.test('what does not fit the types is refused', async (t) => {
    for (const body of [{ wear: 'shiny' }, { price: 'much' }, { colour: 'red' }, { '@odata.type': '#contoso.part' }])
      t.equal((await admin.post('/v1.0/widgets', body)).statusCode, 400, JSON.stringify(body))
  })

  await t.test('$metadata and the service document name it all', async (t) => {
    for (const version of ['v1.0', 'beta']) {
      const { body } = await anonymous.get(`/${version}/$metadata`)
      for (const text of [
        '<Schema Namespace="contoso"',
        '<EntityType Name="clockwork" BaseType="contoso.widget">',
        '<EntitySet Name="widgets" EntityType="contoso.widget" />',
        '<NavigationProperty Name="kiosks" Type="Collection(contoso.kiosk)" ContainsTarget="true" />',
        '<Action Name="retire" IsBound="true">',
      ])
        t.ok(body.includes(text), `${version}: ${text}`)
    }
    t.ok(json(await admin.get('/v1.0/')).value.some(({ name }: { name: string }) => name === 'widgets'))
  })

  await t.test('a server without the file, in the same process, knows nothing of it', async (t) => {
    const place = await database.preparedDatabase()
    const plain = await startEmulator(t, { databaseUrl: place.databaseUrl, data: place.dataFolder })
    t.match(json(await plain.admin.get('/v1.0/widgets')).error.message, /Resource not found for the segment 'widgets'/)
    t.equal((await plain.admin.get('/v1.0/deviceManagement/kiosks')).statusCode, 400)
    const kiosk = { '@odata.type': '#contoso.kioskConfiguration', displayName: 'Hall' }
    t.equal((await plain.admin.post('/v1.0/deviceManagement/deviceConfigurations', kiosk)).statusCode, 400)
    t.notOk((await plain.anonymous.get('/v1.0/$metadata')).body.includes('contoso'))
  })
})

t.test('models of several files do not share types with each other or with what is built in', async (t) => {
  const [first, second] = await Promise.all([loadModel([EXAMPLE]), loadModel([`beta:${EXAMPLE}`])])
  t.not(first.findType('contoso.widget', 'beta'), second.findType('contoso.widget', 'beta'))
  t.equal(second.findType('contoso.widget', 'v1.0'), undefined)
  t.equal(builtIn.findType('contoso.widget', 'beta'), undefined)
})

t.test('files that cannot be read are named', async (t) => {
  await t.rejects(loadModel(['/nowhere/a.xml', 'beta:/nowhere']), {
    name: 'ConfigError',
    problems: ['/nowhere/a.xml: cannot be read (ENOENT)', '/nowhere: cannot be read (ENOENT)'],
  })
  await t.rejects(loadModel([process.execPath]), { name: 'ConfigError' })
  await t.rejects(loadModel(['/']), { name: 'ConfigError', problems: ['/: cannot be read (EISDIR)'] })
})
