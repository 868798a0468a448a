/** What every tenant finds in the catalog: B49, B52, B53, B57, B63, B64, B65 and B66. */
import t from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'

type Json = Record<string, unknown>
type Item = Json & { id: string }

const BETA = '/beta/deviceManagement'
const SETTINGS = `${BETA}/configurationSettings`
const DEFINITIONS = `${BETA}/groupPolicyDefinitions`
const CONFIGURATIONS = `${BETA}/groupPolicyConfigurations`
const PREFIX = '#microsoft.graph.deviceManagementConfiguration'
const CAMERA = 'device_vendor_msft_policy_config_defender_allowarchivescanning'
const DEPENDENT =
  'device_vendor_msft_policy_config_microsoft_edgev78diff~policy~microsoft_edge_adssettingforintrusiveadssites'
/** The policy by which users of OneDrive give feedback, with its check boxes. */
const FEEDBACK = '5cdf0ce8-f338-4bb3-b2c2-d00e5a255514'
const SEND = '95e90bbb-f30f-4d15-a3a6-00bcebfa02e9'

const choice = (id: string, value: string, children: Json[] = []): Json => ({
  '@odata.type': `${PREFIX}ChoiceSettingInstance`,
  settingDefinitionId: id,
  choiceSettingValue: { value, children },
})

await forEachEmulator(t, async (t, emulator) => {
  const { admin, errors } = emulator
  const tenant = await emulator.newTenant()
  const other = await tenant.as('DeviceManagementConfiguration.ReadWrite.All')
  const read = async (url: string, client = admin): Promise<Item> => expecting(200, client.get(url))
  const values = async (url: string, client = admin): Promise<Item[]> => (await read(url, client))['value'] as Item[]
  const q = encodeURIComponent

  await t.test('B53: definitions are found by key, category, visibility, platform and words', async (t) => {
    const camera = await read(`${SETTINGS}('${CAMERA}')`)
    t.match(camera, {
      '@odata.type': `${PREFIX}ChoiceSettingDefinition`,
      id: CAMERA,
      name: 'allowarchivescanning',
      baseUri: './Device/Vendor/MSFT/Policy',
      offsetUri: 'Config/defender/allowarchivescanning',
      rootDefinitionId: CAMERA,
      applicability: { platform: 'windows10', technologies: 'mdm,microsoftSense' },
      options: [
        { itemId: `${CAMERA}_0`, optionValue: { value: 0 } },
        { itemId: `${CAMERA}_1`, optionValue: { value: 1 } },
      ],
    })
    const found = async (filter: string): Promise<string[]> =>
      (await values(`${SETTINGS}?$filter=${q(filter)}&$select=id`)).map(({ id }) => id)
    t.ok((await found(`categoryId eq '${String(camera['categoryId'])}'`)).includes(CAMERA))
    t.ok((await found("visibility has 'template'")).includes(CAMERA))
    const mac = await found("applicability/platform has 'macOS'")
    t.ok(mac.length > 100 && !mac.includes(CAMERA))
    t.match(await values(`${SETTINGS}?$search="allowarchivescanning"`), [{ id: CAMERA }])
    const page = await read(`${SETTINGS}?$count=true&$top=5&$orderby=name`)
    t.equal((page['value'] as Json[]).length, 5)
    t.ok((page['@odata.count'] as number) > 1500)
    t.ok(page['@odata.nextLink'])
    const categories = await values(
      `${BETA}/configurationCategories?&$filter=${q("platforms has 'windows10' and technologies has 'mdm'")}`,
    )
    t.ok(categories.some(({ id }) => id === camera['categoryId']))
    t.match(await values(`${BETA}/reusableSettings`), [{ settingUsage: 'reusableSetting' }])
    t.ok((await values(`${BETA}/complianceSettings`)).every(({ id }) => id.startsWith('linux_')))
  })

  await t.test('B53: an option tells what depends on it, and the dependent setting on what it depends', async (t) => {
    const child = `${DEPENDENT}_adssettingforintrusiveadssites`
    t.match((await read(`${SETTINGS}('${DEPENDENT}')`))['options'], [
      { dependedOnBy: [] },
      { itemId: `${DEPENDENT}_1`, dependedOnBy: [{ dependedOnBy: child, required: false }] },
    ])
    t.match(await read(`${SETTINGS}/${q(child)}`), {
      rootDefinitionId: DEPENDENT,
      options: [{ dependentOn: [{ dependentOn: `${DEPENDENT}_1`, parentSettingId: DEPENDENT }] }],
    })
    const group = await read(`${SETTINGS}('com.apple.screensaver_com.apple.screensaver')`)
    t.match(group, { '@odata.type': `${PREFIX}SettingGroupCollectionDefinition` })
    t.ok((group['childIds'] as string[]).includes('com.apple.screensaver_askForPassword'))
  })

  await t.test('B49: the settings of a policy show the definitions of all their nodes', async (t) => {
    const child = choice(`${DEPENDENT}_adssettingforintrusiveadssites`, `${DEPENDENT}_adssettingforintrusiveadssites_2`)
    const settings = [
      choice(CAMERA, `${CAMERA}_1`),
      choice(DEPENDENT, `${DEPENDENT}_1`, [child]),
      choice('device_vendor_nobody_knows', 'device_vendor_nobody_knows_1'),
    ].map((settingInstance) => ({ settingInstance }))
    const body = { name: 'p', platforms: 'windows10', technologies: 'mdm', settings }
    for (const client of [admin, other]) {
      const { id } = await expecting(201, client.post(`${BETA}/configurationPolicies`, body))
      const shown = await values(`${BETA}/configurationPolicies('${id}')/settings?$expand=settingDefinitions`, client)
      t.same(
        shown.map((setting) => (setting['settingDefinitions'] as Item[]).map((each) => each.id)),
        [[CAMERA], [DEPENDENT, `${DEPENDENT}_adssettingforintrusiveadssites`], []],
      )
      t.match(shown[0]?.['settingDefinitions'], [{ '@odata.type': `${PREFIX}ChoiceSettingDefinition` }])
      const at = `${BETA}/configurationPolicies/${id}/settings`
      t.match(await values(`${at}/1/settingDefinitions`, client), [{ id: DEPENDENT }, {}])
      t.match(await read(`${at}/1/settingDefinitions('${DEPENDENT}')`, client), { id: DEPENDENT })
      t.equal((await client.get(`${at}/1/settingDefinitions('${CAMERA}')`)).statusCode, 404)
      t.equal((await client.get(`${at}/7/settingDefinitions`)).statusCode, 404)
      const nested = `$expand=settings($expand=settingDefinitions($select=id))`
      t.match((await read(`${BETA}/configurationPolicies/${id}?${nested}`, client))['settings'], [
        { settingDefinitions: [{ id: CAMERA }] },
        {},
        {},
      ])
      const any = `$filter=${q(`settings/any(s:s/id eq '1')`)}`
      t.equal((await client.get(`${BETA}/configurationPolicies?${any}`)).statusCode, 200)
    }
  })

  await t.test('B52: templates tell the settings that they hold, with their definitions', async (t) => {
    const template = `${BETA}/configurationPolicyTemplates('804339ad-1553-4478-a742-138fb5807418_1')`
    const held = await values(`${template}/settingTemplates?$expand=settingDefinitions&top=1000`)
    t.equal((await read(template))['settingTemplateCount'], held.length)
    t.match(
      held.find(({ settingDefinitions }) => (settingDefinitions as Item[])[0]?.id === CAMERA),
      {
        settingInstanceTemplate: {
          settingInstanceTemplateId: '7c5c9cde-f74d-4d11-904f-de4c27f72d89',
          settingDefinitionId: CAMERA,
        },
      },
    )
    t.same(
      await values(`${BETA}/configurationPolicyTemplates`, other),
      await values(`${BETA}/configurationPolicyTemplates`),
    )
  })

  await t.test('B57: a tenant has the templates of baselines, found by their type', async (t) => {
    const found = await values(`${BETA}/templates?$filter=${q("(isof('microsoft.graph.securityBaselineTemplate'))")}`)
    t.match(
      found.find(({ id }) => id === '034ccd46-190c-4afc-adf1-ad7cc11262eb'),
      { templateType: 'securityBaseline', versionInfo: 'November 2021', isDeprecated: false },
    )
    const at = `${BETA}/templates/034ccd46-190c-4afc-adf1-ad7cc11262eb`
    for (const path of ['categories?$expand=settingDefinitions', 'settings', 'migratableTo'])
      t.same(await values(`${at}/${path}`), [])
    await expecting(200, admin.get(`${at}/microsoft.graph.securityBaselineTemplate/deviceStateSummary`))
    const intent = await expecting(200, admin.post(`${at}/createInstance`, { displayName: 'mine', settingsDelta: [] }))
    t.match(intent, { displayName: 'mine', templateId: '034ccd46-190c-4afc-adf1-ad7cc11262eb' })
  })

  await t.test('B66: policies of ADMX files have categories, files and presentations', async (t) => {
    const filter = q("displayName eq 'Show Home button on toolbar' and classType eq 'machine'")
    t.equal((await values(`${DEFINITIONS}?$filter=${filter}`)).length, 4)
    const [feedback] = await values(
      `${DEFINITIONS}?$filter=${q("categoryPath eq '\\OneDrive' and startswith(displayName,'Allow users')")}`,
    )
    t.match(feedback, { id: FEEDBACK, classType: 'machine', policyType: 'admxIngested' })
    t.match(await values(`${DEFINITIONS}('${FEEDBACK}')/presentations`), [
      { '@odata.type': '#microsoft.graph.groupPolicyPresentationText' },
      { '@odata.type': '#microsoft.graph.groupPolicyPresentationCheckBox', id: SEND, label: 'Send Feedback' },
      {},
      {},
    ])
    t.match(await read(`${DEFINITIONS}('${FEEDBACK}')/category`), {
      displayName: 'OneDrive',
      ingestionSource: 'builtIn',
    })
    t.match(await read(`${DEFINITIONS}('${FEEDBACK}')/definitionFile`), { displayName: 'OneDrive' })
    const expand =
      '$expand=parent($select=id,displayName,isRoot),definitions($select=id,displayName,categoryPath,classType)'
    const categories = await values(
      `${BETA}/groupPolicyCategories?${expand}&$select=id,displayName,isRoot,ingestionSource`,
      other,
    )
    t.match(
      categories.find(({ displayName }) => displayName === 'SmartScreen settings'),
      {
        parent: { displayName: 'Microsoft Edge', isRoot: true },
        definitions: Array.from({ length: 8 }, () => ({ classType: String })),
      },
    )
    t.same(await values(`${BETA}/groupPolicyCategories?$filter=${q("ingestionSource eq 'custom'")}`), [])
    t.ok((await values(`${BETA}/groupPolicyDefinitionFiles?$expand=definitions`)).length >= 4)
  })

  await t.test(
    'B64, B65, B66: a configuration binds to policies of the catalog and shows them by $expand',
    async (t) => {
      const { id } = await expecting(201, admin.post(CONFIGURATIONS, { displayName: 'c' }))
      const definition = `https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions('${FEEDBACK}')`
      const value = {
        '@odata.type': '#microsoft.graph.groupPolicyPresentationValueBoolean',
        value: true,
        'presentation@odata.bind': `${definition}/presentations('${SEND}')`,
      }
      const added = [{ enabled: true, 'definition@odata.bind': definition, presentationValues: [value] }]
      await expecting(
        204,
        admin.post(`${CONFIGURATIONS}('${id}')/updateDefinitionValues`, { added, updated: [], deletedIds: [] }),
      )
      const [set] = await values(
        `${CONFIGURATIONS}/${id}/definitionValues?$expand=definition($select=id,classType,displayName)`,
      )
      t.match(set, { enabled: true, definition: { id: FEEDBACK, classType: 'machine' } })
      t.match(await read(`${CONFIGURATIONS}/${id}/definitionValues/${set?.id}/definition`), {
        categoryPath: '\\OneDrive',
      })
      t.match(
        await values(`${CONFIGURATIONS}/${id}/definitionValues/${set?.id}/presentationValues?$expand=presentation`),
        [{ value: true, presentation: { id: SEND, label: 'Send Feedback' } }],
      )
      const inside = `${CONFIGURATIONS}/${id}/definitionValues/${set?.id}/presentationValues`
      const [shown] = await values(inside)
      const update = (presentationValues: unknown) =>
        admin.post(`${CONFIGURATIONS}/${id}/updateDefinitionValues`, {
          added: [],
          updated: [{ id: set?.id, enabled: false, presentationValues }],
          deletedIds: [],
        })
      const { '@odata.type': type } = value
      await expecting(204, update([{ '@odata.type': type, id: shown?.id, value: false }]))
      t.match(await values(inside), [{ id: shown?.id, value: false }], 'what it contains is changed with it')
      await expecting(204, update([value]))
      t.equal((await values(inside)).length, 2, 'and added')
      t.match(await expecting(400, update(5)), { error: { message: /presentationValues/ } })
      await expecting(404, update([{ '@odata.type': type, id: SEND, value: true }]))
      t.equal((await values(inside)).length, 2)
      const one = {
        enabled: false,
        'definition@odata.bind': `${BETA.replace('/beta/', '/')}/groupPolicyDefinitions('nothing')`,
      }
      const refused = await admin.post(`${CONFIGURATIONS}/${id}/definitionValues`, one)
      t.equal(refused.statusCode, 404, refused.body)
    },
  )

  await t.test('B53, B66: nothing of the catalog is changed or deleted, in no tenant', async (t) => {
    const items = [
      `${SETTINGS}('${CAMERA}')`,
      `${DEFINITIONS}('${FEEDBACK}')`,
      `${DEFINITIONS}('${FEEDBACK}')/presentations('${SEND}')`,
    ]
    for (const url of items) {
      const before = await read(url)
      const sent = { '@odata.type': before['@odata.type'], ...(url.includes('group') ? {} : { name: 'x' }) }
      t.match(await expecting(400, admin.patch(url, sent)), { error: { message: /built in/ } }, url)
      t.match(await expecting(400, admin.delete(url)), { error: { message: /built in/ } }, url)
      t.same(await read(url), before)
    }
    const text = { '@odata.type': '#microsoft.graph.groupPolicyPresentationText', label: 'x' }
    await expecting(400, admin.post(`${DEFINITIONS}('${FEEDBACK}')/presentations`, text))
    t.equal((await admin.get(`${SETTINGS}('nothing')`)).statusCode, 404)
    t.equal((await admin.delete(`${SETTINGS}('nothing')`)).statusCode, 404)
  })

  await t.test('B53: a tenant may have definitions of its own beside those of the catalog', async (t) => {
    const own = { '@odata.type': `${PREFIX}SettingDefinition`, displayName: 'own', name: 'own' }
    const { id } = await expecting(201, admin.post(SETTINGS, own))
    t.match(await values(`${SETTINGS}?$filter=displayName eq 'own'`), [{ id }])
    t.same(await values(`${SETTINGS}?$filter=displayName eq 'own'`, other), [])
    await expecting(200, admin.patch(`${SETTINGS}/${id}`, { ...own, displayName: 'changed' }))
    await expecting(204, admin.delete(`${SETTINGS}/${id}`))
    t.equal((await admin.get(`${SETTINGS}/${id}`)).statusCode, 404)
  })

  t.same(errors, [])
})
