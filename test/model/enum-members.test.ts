/** Members of enums that only beta has: v1.0 neither lists them nor takes them. */
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { enumValueIn, membersIn } from '../../src/model/enum-values.js'
import { metadataXml } from '../../src/model/metadata.js'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { componentSchemas } from '../../src/routes/openapi-schemas.js'
import { startEmulator } from '../harness/emulator.js'

const divided = model.types
  .filter((type) => type.kind === 'enum' && type.since === 'v1.0')
  .flatMap((type) => {
    const onlyBeta = type.kind === 'enum' ? (type.betaMembers ?? []) : []
    return type.kind === 'enum' && onlyBeta.length > 0 ? [{ type, onlyBeta }] : []
  })

t.test('$metadata and OpenAPI list them for beta alone', async (t) => {
  t.ok(divided.length > 15, `${divided.length} enums`)
  for (const version of ['v1.0', 'beta'] as const) {
    const xml = metadataXml(model, version)
    const schemas = componentSchemas(model, version, { paths: '', whole: true })
    for (const { type, onlyBeta } of divided) {
      const declared = new RegExp(`<EnumType Name="${type.name}".*?</EnumType>`, 's').exec(xml)?.[0] ?? ''
      const named = [...declared.matchAll(/<Member Name="([^"]+)"/g)].map(([, name = '']) => name)
      const listed = (schemas[`microsoft.graph.${type.name}`] as { readonly enum: readonly string[] }).enum
      t.same(named, Object.keys(membersIn(type, version)), `${version} ${type.name}`)
      t.same(listed, named)
      t.equal(
        named.some((name) => onlyBeta.includes(name)),
        version === 'beta',
        type.name,
      )
    }
  }
})

t.test('bodies of v1.0 cannot name them, nor give their numbers', async (t) => {
  const admin = await (await (await startEmulator(t)).newTenant()).as(...mappedPermissions())
  const send = async (version: string, automaticUpdateMode: string) =>
    admin.post(`/${version}/deviceManagement/deviceConfigurations`, {
      '@odata.type': '#microsoft.graph.windowsUpdateForBusinessConfiguration',
      displayName: 'Ring',
      automaticUpdateMode,
    })
  const type = model.findType('automaticUpdateMode', 'v1.0')
  if (type?.kind !== 'enum') throw new Error('no such enum')
  for (const [name, number] of Object.entries(type.members)) {
    const expected = (type.betaMembers ?? []).includes(name) ? 400 : 201
    for (const value of [name, String(number)]) {
      const answer = await send('v1.0', value)
      t.equal(answer.statusCode, expected, `${value}: ${answer.body}`)
      if (expected === 400) t.match(answer.body, name)
      t.equal((await send('beta', value)).statusCode, 201, value)
    }
  }
  t.ok((type.betaMembers ?? []).length > 0)
})

t.test('colours of a brand are bytes', async (t) => {
  const { admin } = await startEmulator(t)
  const send = async (r: number) =>
    admin.patch('/v1.0/deviceManagement', { intuneBrand: { themeColor: { r, g: 0, b: 255 } } })
  t.equal((await send(255)).statusCode, 200)
  for (const wrong of [256, -1, 1.5]) t.equal((await send(wrong)).statusCode, 400, String(wrong))
})

t.test('v1.0 shows nothing of them, and sends none of them away', async (t) => {
  const { app, admin } = await startEmulator(t, { model })
  t.teardown(() => app.close())
  const set = 'deviceAppManagement/managedAppRegistrations'
  const made = await admin.post(`/beta/${set}`, {
    '@odata.type': '#microsoft.graph.androidManagedAppRegistration',
    deviceName: 'one',
    flaggedReasons: ['androidBootloaderUnlocked', 'rootedDevice'],
  })
  t.equal(made.statusCode, 201, made.body)
  const { id } = made.json<{ id: string }>()
  const reasons = async (version: string): Promise<unknown> =>
    (await admin.get(`/${version}/${set}/${id}`)).json<{ flaggedReasons: unknown }>().flaggedReasons
  t.same(await reasons('v1.0'), ['rootedDevice'])
  t.same(await reasons('beta'), ['androidBootloaderUnlocked', 'rootedDevice'])
  const old = (await admin.get(`/v1.0/${set}/${id}`)).json<object>()
  t.equal((await admin.patch(`/v1.0/${set}/${id}`, { ...old, deviceName: 'two' })).statusCode, 200)
  t.match((await admin.get(`/beta/${set}/${id}`)).json(), {
    deviceName: 'two',
    flaggedReasons: ['androidBootloaderUnlocked', 'rootedDevice'],
  })
  t.equal((await admin.patch(`/v1.0/${set}/${id}`, { ...old, flaggedReasons: [] })).statusCode, 200)
  t.same(await reasons('beta'), [], 'what is said is done')
})

t.test('every enum of which v1.0 lacks members shows those that it has', (t) => {
  for (const { type, onlyBeta } of divided) {
    const known = Object.keys(membersIn(type, 'v1.0'))
    const [hidden = ''] = onlyBeta
    const shown = (value: unknown, nullable = true): unknown => enumValueIn({ nullable }, type, value, 'v1.0')
    t.same(
      shown([known[0], hidden]),
      known.includes('unknownFutureValue') ? [known[0], 'unknownFutureValue'] : [known[0]],
    )
    t.equal(shown(known[0]), known[0], type.name)
    t.equal(shown(hidden), known.includes('unknownFutureValue') ? 'unknownFutureValue' : null)
    t.equal(enumValueIn({ nullable: true }, type, hidden, 'beta'), hidden)
  }
  t.end()
})
