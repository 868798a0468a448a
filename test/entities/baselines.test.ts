/** Policies in the shapes in which baselines are published: exports with annotations, of the portal, and templates. */
import { test } from 'tap'
import { forEachEmulator } from '../harness/emulator.js'

interface Item {
  readonly id: string
}

const WRITE = ['DeviceManagementConfiguration.ReadWrite.All', 'DeviceManagementApps.ReadWrite.All']

/** As a tool exports it with full metadata, in a file of UTF-16. */
const exported = Buffer.from(
  `\uFEFF${JSON.stringify({
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicy',
    '@odata.id': "deviceManagement/configurationPolicies('0f0f0f0f-0000-4000-8000-000000000001')",
    '@odata.editLink': "deviceManagement/configurationPolicies('0f0f0f0f-0000-4000-8000-000000000001')",
    'createdDateTime@odata.type': '#DateTimeOffset',
    createdDateTime: '2026-01-05T08:00:00Z',
    'platforms@odata.type': '#microsoft.graph.deviceManagementConfigurationPlatforms',
    platforms: 'windows10',
    'technologies@odata.type': '#microsoft.graph.deviceManagementConfigurationTechnologies',
    technologies: 'mdm',
    id: '0f0f0f0f-0000-4000-8000-000000000001',
    name: 'Lock screen',
    description: 'When devices lock',
    settingCount: 2,
    'roleScopeTagIds@odata.type': '#Collection(String)',
    roleScopeTagIds: ['0'],
    'assignments@odata.navigationLink': "deviceManagement/configurationPolicies('0f')/assignments",
    'settings@odata.context': 'https://graph.microsoft.com/beta/$metadata#settings',
    settings: [
      {
        id: '0',
        settingInstance: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
          settingDefinitionId: 'contoso_lock_minutes',
          settingInstanceTemplateReference: null,
          simpleSettingValue: {
            '@odata.type': '#microsoft.graph.deviceManagementConfigurationIntegerSettingValue',
            settingValueTemplateReference: null,
            value: 5,
          },
        },
      },
      {
        id: '1',
        settingInstance: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
          settingDefinitionId: 'contoso_lock_image',
          settingInstanceTemplateReference: null,
          choiceSettingValue: { settingValueTemplateReference: null, value: 'contoso_lock_image_1', children: [] },
        },
      },
    ],
  })}`,
  'utf16le',
)

/** As a template: what the portal sends, members of all platforms and of no public model among them. */
const template = {
  '@odata.type': '#microsoft.graph.iosManagedAppProtection',
  displayName: 'Protected apps',
  pinRequired: true,
  periodOfflineBeforeAccessCheck: 'PT720M',
  exemptedAppProtocols: [{ name: 'Default', value: 'skype;itms' }],
  exemptedAppPackages: [],
  customBrowserPackageId: '',
  periodBeforePinResetRequired: false,
  pinRequiredInsteadOfBiometric: true,
  shareWithBrowserVirtualSetting: 'anyApp',
  blockAfterCompanyPortalUpdateDeferralInDays: 0,
}

test('published shapes', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, errors }) => {
    const admin = await (await newTenant()).as(...WRITE)

    await t.test(
      'B1, B47: an export with annotations makes the policy again, with its settings in order',
      async (t) => {
        const text = exported.toString('utf16le').slice(1)
        const policies = '/beta/deviceManagement/configurationPolicies'
        const made = await admin.post(policies, text, { 'content-type': 'application/json' })
        t.equal(made.statusCode, 201)
        const { id } = made.json<Item>()
        t.not(id, '0f0f0f0f-0000-4000-8000-000000000001')
        const read = async () =>
          (await admin.get(`${policies}/${id}?$expand=settings`)).json<{ settings: { id: string }[] }>()
        const before = JSON.parse(text) as { settings: object[] }
        t.match(await read(), { name: 'Lock screen', platforms: 'windows10', settings: before.settings })
        t.strictSame(
          (await read()).settings.map((each) => each.id),
          ['0', '1'],
          'settings are numbered',
        )
        const replaced = { ...before, settings: [...before.settings].reverse() }
        t.equal((await admin.send('PUT', `${policies}/${id}`, replaced)).statusCode, 204)
        t.strictSame(
          (await read()).settings.map((each) => each.id),
          ['0', '1'],
        )
        const added = await admin.post(`${policies}/${id}/settings`, before.settings[0])
        t.match(added.json(), { id: '2' })
      },
    )

    await t.test('members that the public model lacks are read back by those that sent them', async (t) => {
      const set = 'deviceAppManagement/iosManagedAppProtections'
      const made = await admin.post(`/beta/${set}`, template)
      t.equal(made.statusCode, 201)
      const url = `${set}/${made.json<Item>().id}`
      const { periodOfflineBeforeAccessCheck: _canonical, ...members } = template
      t.match((await admin.get(`/beta/${url}`)).json(), members)
      t.notOk('shareWithBrowserVirtualSetting' in (await admin.get(`/v1.0/${url}`)).json<object>())
      await admin.patch(`/beta/${url}`, { '@odata.type': template['@odata.type'], pinRequired: false })
      t.match((await admin.get(`/beta/${url}`)).json(), { ...members, pinRequired: false })
      const plain = await admin.post(`/beta/${set}`, { displayName: 'Plain' })
      t.notOk('shareWithBrowserVirtualSetting' in plain.json<object>())
      const wrong = await admin.post(`/beta/${set}`, { ...template, pinRequiredInsteadOfBiometric: 'yes' })
      t.equal(wrong.statusCode, 400)
      const beyond = await admin.post(`/v1.0/${set}`, template)
      t.equal(beyond.statusCode, 400)
    })

    await t.test(
      'members that the public model lacks go with a PUT without them, and come with no other',
      async (t) => {
        const set = '/beta/deviceManagement/compliancePolicies'
        const policy = { name: 'Linux', platforms: 'linux', technologies: 'linuxMdm', settings: [] }
        for (const more of [{}, { displayName: 'Linux' }]) {
          const made = await admin.post(set, { ...policy, ...more })
          const url = `${set}/${made.json<Item>().id}`
          t.equal('displayName' in (await admin.get(url)).json<object>(), 'displayName' in more)
          for (const put of [more, {}]) {
            t.equal((await admin.send('PUT', url, { ...policy, ...put })).statusCode, 204)
            t.equal('displayName' in (await admin.get(url)).json<object>(), 'displayName' in put)
          }
        }
      },
    )

    await t.test('an app of the store is kept in a table with what only beta knows', async (t) => {
      const app = {
        '@odata.type': '#microsoft.graph.winGetApp',
        displayName: 'Contoso Notes',
        publisher: 'Contoso',
        packageIdentifier: '9NBLGGH4NNS1',
        repositoryType: 'microsoftStore',
        categories: [],
        installExperience: { runAsAccount: 'user' },
      }
      const made = await admin.post('/beta/deviceAppManagement/mobileApps', app)
      const { categories: _none, ...members } = app
      t.match((await admin.get(`/beta/deviceAppManagement/mobileApps/${made.json<Item>().id}`)).json(), members)
    })
    t.strictSame(errors, [])
  })
})
