/** Bodies as tools send them: B1, B2, B55, B61, B78, B85, B86 and B105. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'

type Json = Record<string, unknown>
type Item = Json & { id: string }

const BETA = '/beta/deviceManagement'
const PREFIX = '#microsoft.graph.deviceManagementConfiguration'
const ID = '0f0f0f0f-0000-4000-8000-000000000001'

const simple = (id: string, value: string): Json => ({
  settingInstance: {
    '@odata.type': `${PREFIX}SimpleSettingInstance`,
    settingDefinitionId: id,
    simpleSettingValue: { '@odata.type': `${PREFIX}StringSettingValue`, value },
  },
})

const policy = { name: 'p', platforms: 'linux', technologies: 'linuxMdm', settings: [simple('linux_a', 'a')] }

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
  const read = async (url: string): Promise<Item> => expecting(200, admin.get(url))
  const values = async (url: string): Promise<Item[]> => (await read(url))['value'] as Item[]
  const made = async (set: string, body: Json): Promise<Item> => expecting(201, admin.post(`${BETA}/${set}`, body))

  await t.test('B1, B2: whole answers are posted and patched again', async (t) => {
    const bodies: Readonly<Record<string, Json>> = {
      deviceCompliancePolicies: {
        '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
        displayName: 'p',
        scheduledActionsForRule: [{ scheduledActionConfigurations: [{ actionType: 'block' }] }],
      },
      deviceConfigurations: { '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration', displayName: 'p' },
      groupPolicyConfigurations: { displayName: 'p' },
    }
    for (const [set, body] of Object.entries(bodies)) {
      const { id } = await made(set, body)
      const expand = set === 'deviceCompliancePolicies' ? '?$expand=assignments,scheduledActionsForRule' : ''
      const answer = await read(`${BETA}/${set}/${id}${expand}`)
      for (const sent of [ID, '', '00000000-0000-0000-0000-000000000000']) {
        const copy = await made(set, { ...answer, ...body, id: sent })
        t.not(copy.id, sent)
        t.not(copy.id, id)
      }
      const patched = await expecting(200, admin.patch(`${BETA}/${set}/${id}`, { ...answer, description: 'd' }))
      t.match(patched, { id, description: 'd', createdDateTime: answer['createdDateTime'] })
    }
  })

  await t.test('B55: inventory policies behave as those of the settings catalog', async (t) => {
    if ((await admin.get(`${BETA}/inventoryPolicies`)).statusCode === 400) return t.pass('not in the public model')
    const { id } = await made('inventoryPolicies', policy)
    t.match(await values(`${BETA}/inventoryPolicies('${id}')/settings`), [{ id: '0' }])
  })

  await t.test('B61: updateSettings changes settings by id, createCopy copies them', async (t) => {
    const string = '#microsoft.graph.deviceManagementStringSettingInstance'
    const setting = (value: string): Json => ({
      '@odata.type': string,
      definitionId: 'd',
      valueJson: `"${value}"`,
      value,
    })
    const intent = await made('intents', { displayName: 'i', templateId: ID, settings: [setting('one')] })
    const url = `${BETA}/intents/${intent.id}`
    const [first] = await values(`${url}/settings`)
    const changed = [{ ...setting('two'), id: first?.id }]
    await expecting(204, admin.post(`${url}/updateSettings`, { settings: changed }))
    t.match(await values(`${url}/settings`), [{ id: first?.id, value: 'two' }])
    const copy = await expecting(200, admin.post(`${url}/createCopy`, { displayName: 'copy' }))
    t.match(copy, { displayName: 'copy', templateId: ID })
    t.match(await values(`${BETA}/intents/${copy.id}/settings`), [{ definitionId: 'd', value: 'two' }])
  })

  await t.test('B78: a Linux policy takes its actions by setScheduledActions, its settings by PUT', async (t) => {
    const { id } = await made('compliancePolicies', policy)
    const url = `${BETA}/compliancePolicies/${id}`
    const scheduledActions = [
      { ruleName: null, scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 12 }] },
    ]
    await expecting(200, admin.post(`${url}/setScheduledActions`, { scheduledActions }))
    for (const client of [admin, live])
      t.match(
        await expecting(200, client.get(`${url}/scheduledActionsForRule?$expand=scheduledActionConfigurations`)),
        {
          value: [{ scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 12 }] }],
        },
      )
    await expecting(204, admin.send('PUT', url, { ...policy, settings: [simple('linux_b', 'b')] }))
    t.match(await values(`${url}/settings`), [{ settingInstance: { settingDefinitionId: 'linux_b' } }])
  })

  await t.test('B85: a reusable setting is replaced by PUT and copied by clone', async (t) => {
    const definition = 'linux_customcompliance_discoveryscript_reusablesetting'
    const body = (value: string): Json => ({
      displayName: 'r',
      settingDefinitionId: definition,
      ...simple(definition, value),
    })
    const { id } = await made('reusablePolicySettings', body('one'))
    const url = `${BETA}/reusablePolicySettings/${id}`
    await expecting(204, admin.send('PUT', url, body('two')))
    const instance = { simpleSettingValue: { value: 'two' } }
    t.match(await read(url), { settingInstance: instance, settingDefinitionId: definition })
    const copy = await expecting(200, admin.post(`${url}/clone`))
    t.not(copy.id, id)
    t.match(await read(`${BETA}/reusablePolicySettings/${copy.id}`), { settingInstance: instance })
  })

  await t.test('B86: the settings of a tenant are changed by PATCH of deviceManagement', async (t) => {
    const settings = { deviceComplianceCheckinThresholdDays: 21, secureByDefault: true }
    await expecting(200, admin.patch(BETA, { settings }))
    t.match(await read(`${BETA}/settings`), settings)
    await expecting(204, live.patch(BETA, { settings: { ...settings, secureByDefault: false } }))
    t.match(await read(`${BETA}/settings`), { secureByDefault: false, deviceComplianceCheckinThresholdDays: 21 })
  })

  await t.test(
    'B105: a filter keeps its platform in live, and tells nothing of payloads that a body says',
    async (t) => {
      const filter = { displayName: 'f', platform: 'windows10AndLater', rule: '(device.manufacturer -eq "X")' }
      const { id } = await made('assignmentFilters', { ...filter, roleScopeTags: ['0'], payloads: [] })
      const url = `${BETA}/assignmentFilters/${id}`
      t.match(await read(url), { platform: 'windows10AndLater', roleScopeTags: ['0'], payloads: [] })
      const refused = await live.patch(url, { platform: 'macOS' })
      t.ok(refused.statusCode === 400 || (await read(url))['platform'] === 'windows10AndLater', refused.body)
      t.match(await read(url), { platform: 'windows10AndLater' })
    },
  )

  t.same(emulator.errors, [])
})
