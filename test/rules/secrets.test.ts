/** Values that a policy takes and shows to no reader: B33, B34 and B48. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { expecting } from '../harness/app-content.js'
import { wholeTenants } from '../harness/whole-tenants.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'
import { appClaims, signToken } from '../harness/tokens.js'

type Json = Record<string, unknown>

const BETA = '/beta/deviceManagement'
const CONFIGURATIONS = `${BETA}/deviceConfigurations`
const GRAPH = '#microsoft.graph'
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

const xml = Buffer.from('<a>plain-xml</a>').toString('base64')
const oma = (type: string, omaUri: string, value: unknown): Json => ({
  '@odata.type': `${GRAPH}.${type}`,
  displayName: omaUri,
  omaUri,
  value,
})
const custom = (...omaSettings: Json[]): Json => ({
  '@odata.type': `${GRAPH}.windows10CustomConfiguration`,
  displayName: 'Custom',
  omaSettings,
})
const settingsOf = (entity: Json): Json[] => entity['omaSettings'] as Json[]

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions())
  const plain = (id: unknown, reference: unknown, client: Client = admin): Promise<Response> =>
    client.get(
      `${CONFIGURATIONS}/${String(id)}/getOmaSettingPlainTextValue(secretReferenceValueId='${String(reference)}')`,
    )
  const text = async (id: unknown, setting: Json | undefined): Promise<unknown> =>
    (await expecting(200, plain(id, setting?.['secretReferenceValueId'])))['value']

  await t.test('B33: the texts of settings by OMA-URI are encrypted, and read by their references alone', async (t) => {
    const body = custom(
      oma('omaSettingString', './a', 'plain-a'),
      oma('omaSettingStringXml', './b', xml),
      oma('omaSettingBase64', './c', 'cGxhaW4='),
      oma('omaSettingInteger', './d', 7),
      oma('omaSettingBoolean', './e', true),
    )
    const created = await expecting(201, admin.post(CONFIGURATIONS, body))
    const { id } = created
    const read = await expecting(200, admin.get(`${CONFIGURATIONS}/${String(id)}`))
    for (const answer of [created, read]) {
      t.notMatch(JSON.stringify(answer), /plain|cGxhaW4=/)
      t.match(settingsOf(answer), [
        { isEncrypted: true, value: '****' },
        { isEncrypted: true, value: 'KioqKg==' },
        { isEncrypted: true, value: '****' },
        { isEncrypted: false, secretReferenceValueId: null, value: 7 },
        { isEncrypted: false, secretReferenceValueId: null, value: true },
      ])
    }
    const [a, b, c] = settingsOf(read)
    t.equal(await text(id, a), 'plain-a')
    t.equal(await text(id, b), '<a>plain-xml</a>', 'XML as text')
    t.equal(await text(id, c), 'cGxhaW4=')
    const v1 = await expecting(200, admin.get(`/v1.0/deviceManagement/deviceConfigurations/${String(id)}`))
    t.match(settingsOf(v1)[0], { value: '****' })
    t.notOk('isEncrypted' in (settingsOf(v1)[0] ?? {}))
  })

  await t.test(
    'B34: a reference to nothing is 404; clients send texts back in clear, or as they read them',
    async (t) => {
      const body = custom(oma('omaSettingString', './a', 'one'), oma('omaSettingString', './b', 'two'))
      const { id, ...created } = await expecting(201, admin.post(CONFIGURATIONS, body))
      const url = `${CONFIGURATIONS}/${String(id)}`
      const [a, b] = settingsOf(created)
      t.equal((await plain(id, 'none')).statusCode, 404)
      const other = await expecting(201, admin.post(CONFIGURATIONS, custom()))
      t.equal((await plain(other['id'], a?.['secretReferenceValueId'])).statusCode, 404, 'of another configuration')

      const clear = { ...a, isEncrypted: false, secretReferenceValueId: null, value: 'new' }
      const changed = settingsOf(await expecting(200, admin.patch(url, custom(clear, b ?? {}))))
      t.match(changed, [
        { isEncrypted: true, value: '****', secretReferenceValueId: a?.['secretReferenceValueId'] },
        { secretReferenceValueId: b?.['secretReferenceValueId'] },
      ])
      t.equal(await text(id, changed[0]), 'new')
      t.equal(await text(id, changed[1]), 'two', 'as it was')
      const swapped = [
        { ...a, omaUri: './b' },
        { ...b, secretReferenceValueId: null, value: 'third' },
      ]
      const [moved, third] = settingsOf(await expecting(200, admin.patch(url, custom(...swapped))))
      t.equal(await text(id, moved), 'new', 'a reference that is sent back keeps its text')
      t.equal(await text(id, third), 'third')
      await expecting(200, admin.patch(url, custom(clear, { ...b, secretReferenceValueId: null, value: 'two' })))
      const gone = oma('omaSettingString', './c', 'new')
      const replaced = settingsOf(await expecting(200, admin.patch(url, custom(gone, third ?? {}))))
      t.equal((await plain(id, a?.['secretReferenceValueId'])).statusCode, 404, 'a setting that is left out is gone')
      t.equal(replaced.length, 2)

      const v1 = `/v1.0/deviceManagement/deviceConfigurations/${String(id)}`
      await expecting(200, admin.patch(v1, await expecting(200, admin.get(v1))))
      t.equal(await text(id, settingsOf(await expecting(200, admin.get(url)))[1]), 'two', 'v1.0 shows no references')
      await expecting(200, admin.patch(url, { '@odata.type': body['@odata.type'], displayName: 'New' }))
      const [kept, same] = settingsOf(await expecting(200, admin.get(url)))
      t.equal(await text(id, kept), 'new')
      await expecting(204, admin.delete(url))
      t.equal((await plain(id, same?.['secretReferenceValueId'])).statusCode, 404)
    },
  )

  await t.test('B48: a secret of the settings catalog reads back as a token, which keeps it', async (t) => {
    const value = (secret: string, valueState = 'notEncrypted'): Json => ({
      '@odata.type': `${GRAPH}.deviceManagementConfigurationSecretSettingValue`,
      value: secret,
      valueState,
    })
    const simple = (simpleSettingValue: Json): Json => ({
      '@odata.type': `${GRAPH}.deviceManagementConfigurationSimpleSettingInstance`,
      settingDefinitionId: 'password',
      simpleSettingValue,
    })
    const group = (...children: Json[]): Json => ({
      '@odata.type': `${GRAPH}.deviceManagementConfigurationGroupSettingCollectionInstance`,
      settingDefinitionId: 'group',
      groupSettingCollectionValue: [{ children }],
    })
    const policy = (settingInstance: Json): Json => ({
      name: 'Secret',
      platforms: 'macOS',
      technologies: 'mdm',
      settings: [{ settingInstance }],
    })
    const policies = `${BETA}/configurationPolicies`
    const { id } = await expecting(201, admin.post(policies, policy(group(simple(value('plain-secret'))))))
    const url = `${policies}/${String(id)}`
    const token = async (): Promise<Json> => {
      const page = await expecting(200, admin.get(`${url}/settings`))
      t.notMatch(JSON.stringify(page), /plain-secret/)
      const [setting] = page['value'] as { settingInstance: { groupSettingCollectionValue: { children: Json[] }[] } }[]
      return setting?.settingInstance.groupSettingCollectionValue[0]?.children[0]?.['simpleSettingValue'] as Json
    }
    const first = await token()
    t.match(first, { valueState: 'encryptedValueToken', value: GUID })
    await expecting(
      204,
      admin.send('PUT', url, policy(group(simple(value(String(first['value']), 'encryptedValueToken'))))),
    )
    t.same(await token(), first, 'sent back')
    await expecting(204, admin.send('PUT', url, policy(group(simple(value('plain-secret-2'))))))
    t.not((await token())['value'], first['value'])

    const reusable = await expecting(
      201,
      admin.post(`${BETA}/reusablePolicySettings`, {
        displayName: 'Secret',
        settingDefinitionId: 'password',
        settingInstance: simple(value('plain-secret')),
      }),
    )
    const item = await expecting(200, admin.get(`${BETA}/reusablePolicySettings/${String(reusable['id'])}`))
    t.match(item, { settingInstance: { simpleSettingValue: { valueState: 'encryptedValueToken', value: GUID } } })
  })

  await t.test(
    'B33, B48: no export and no audit event holds a secret; a second tenant like the first has them',
    async (t) => {
      const { id } = await expecting(
        201,
        admin.post(
          CONFIGURATIONS,
          custom(oma('omaSettingString', './a', 'plain-a'), oma('omaSettingStringXml', './b', xml)),
        ),
      )
      const events = await admin.get(`${BETA}/auditEvents?$top=1000`)
      t.match(events.body, /windows10CustomConfiguration|DeviceConfiguration/)
      const transfer = wholeTenants(emulator.store)
      const exported = await transfer.export(tenant.id)
      for (const said of [events.body, JSON.stringify(exported)]) t.notMatch(said, new RegExp(`plain-|${xml}`))

      const { tenant: second } = await transfer.clone(tenant.id, {})
      const copy = emulator.withToken(await signToken(emulator.store, appClaims(second.id, mappedPermissions())))
      const [a] = settingsOf(await expecting(200, copy.get(`${CONFIGURATIONS}/${String(id)}`)))
      t.equal((await expecting(200, plain(id, a?.['secretReferenceValueId'], copy)))['value'], 'plain-a')
      const own = { ...exported.tenant, defaultDomain: 'contoso.test', domains: ['contoso.test'] }
      await transfer.import({ ...exported, tenant: own }, { replace: true })
      const again = await plain(id, a?.['secretReferenceValueId'])
      t.equal((JSON.parse(again.body) as Json)['value'], 'plain-a', 'what a tenant had it keeps')
    },
  )
})
