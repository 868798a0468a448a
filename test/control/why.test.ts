/** `intunite why`: which assignments, groups and filters decide, of what a tenant has stored. */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { CONTROL, controlOf } from './control.js'

type Json = Record<string, any>

const BETA = '/beta/deviceManagement'

const SETTING: Json = {
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId: 'device_vendor_msft_policy_config_devicelock_mindevicepasswordlength',
    simpleSettingValue: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationIntegerSettingValue',
      value: 8,
    },
  },
}

test('why', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin } = emulator
      const control = controlOf(emulator)
      const create = async (path: string, body: Json): Promise<string> =>
        String((await expecting(201, admin.post(`/beta/${path}`, body)))['id'])
      const newGroup = (displayName: string, more: Json = {}): Promise<string> =>
        create('groups', { displayName, mailEnabled: false, mailNickname: displayName, securityEnabled: true, ...more })
      const add = (group: string, set: string, id: string): Promise<unknown> =>
        expecting(
          204,
          admin.post(`/v1.0/groups/${group}/members/$ref`, {
            '@odata.id': `https://graph.microsoft.com/v1.0/${set}/${id}`,
          }),
        )
      const ask = async (device: string, policy: string): Promise<Json> =>
        (await control.get(`/tenants/${TENANT}/why?${new URLSearchParams({ device, policy }).toString()}`)).json()
      const target = (type: string, more: Json = {}): Json => ({
        target: { '@odata.type': `#microsoft.graph.${type}`, ...more },
      })

      const ada = await create('users', {
        accountEnabled: true,
        displayName: 'Ada Hall',
        mailNickname: 'ada',
        userPrincipalName: 'ada@why.test',
        passwordProfile: { password: 'Passw0rd!passw0rd' },
      })
      const azureADDeviceId = crypto.randomUUID()
      const device = await create('deviceManagement/managedDevices', {
        deviceName: 'LF-1',
        operatingSystem: 'Windows',
        osVersion: '10.0.22631.1',
        managedDeviceOwnerType: 'personal',
        userId: ada,
        azureADDeviceId,
      })
      const object = await create('devices', {
        accountEnabled: true,
        deviceId: azureADDeviceId,
        displayName: 'LF-1',
        alternativeSecurityIds: [],
      })
      const [emea, sales, kiosks] = [await newGroup('EMEA'), await newGroup('Sales'), await newGroup('Kiosks')]
      await add(emea, 'groups', sales)
      await add(sales, 'users', ada)
      await add(kiosks, 'devices', object)
      const filter = await create('deviceManagement/assignmentFilters', {
        displayName: 'Corporate',
        platform: 'windows10AndLater',
        rule: '(device.deviceOwnership -eq "Corporate")',
      })
      const policy = await create('deviceManagement/configurationPolicies', {
        name: 'Firewall',
        platforms: 'windows10',
        technologies: 'mdm',
        settings: [],
      })
      const assign = (...assignments: readonly Json[]): Promise<unknown> =>
        expecting(200, admin.post(`${BETA}/configurationPolicies/${policy}/assign`, { assignments }))

      await t.test('L25, L28: by a group in a group', async (t) => {
        t.match(await ask('LF-1', 'Firewall'), { answer: 'notTargeted', assignments: [] })
        await assign(target('groupAssignmentTarget', { groupId: emea }))
        t.match(await ask('LF-1', 'Firewall'), {
          answer: 'applies',
          device: { id: device, name: 'LF-1' },
          user: { id: ada, name: 'Ada Hall' },
          set: 'deviceManagement/configurationPolicies',
          assignments: [{ names: [{ side: 'user', groups: [{ name: 'EMEA' }, { name: 'Sales' }] }] }],
          text: /Ada Hall is a member by way of 'Sales'/,
        })
        t.equal((await ask(device.toUpperCase(), policy)).answer, 'applies', 'by ids')
      })

      await t.test('L26, L27: exclusions of each kind', async (t) => {
        const included = target('groupAssignmentTarget', { groupId: emea })
        await assign(included, target('exclusionGroupAssignmentTarget', { groupId: kiosks }))
        t.equal((await ask('LF-1', 'Firewall')).answer, 'applies')
        await assign(included, target('exclusionGroupAssignmentTarget', { groupId: sales }))
        t.equal((await ask('LF-1', 'Firewall')).answer, 'excluded')
        await assign(
          target('allDevicesAssignmentTarget'),
          target('exclusionGroupAssignmentTarget', { groupId: kiosks }),
        )
        t.equal((await ask('LF-1', 'Firewall')).answer, 'excluded')
      })

      await t.test('L44: a filter', async (t) => {
        const mode = (deviceAndAppManagementAssignmentFilterType: string): Json =>
          target('groupAssignmentTarget', {
            groupId: kiosks,
            deviceAndAppManagementAssignmentFilterId: filter,
            deviceAndAppManagementAssignmentFilterType,
          })
        await assign(mode('include'))
        const answer = await ask('LF-1', 'Firewall')
        t.match(answer, { answer: 'filtered', assignments: [{ filter: { name: 'Corporate', verdict: 'noMatch' } }] })
        t.match(answer['text'], `device.deviceOwnership -eq "Corporate": the device has 'Personal', false`)
        await assign(mode('exclude'))
        t.equal((await ask('LF-1', 'Firewall')).answer, 'applies')
        await expecting(200, admin.patch(`${BETA}/managedDevices/${device}`, { managedDeviceOwnerType: 'company' }))
        t.equal((await ask('LF-1', 'Firewall')).answer, 'filtered')
      })

      await t.test('a policy for another platform, by its type or its flags', async (t) => {
        const everywhere = { assignments: [target('allDevicesAssignmentTarget')] }
        const assigned = async (set: string, body: Json): Promise<string> => {
          const id = await create(`deviceManagement/${set}`, body)
          await admin.post(`${BETA}/${set}/${id}/assign`, everywhere)
          return id
        }
        const type = '#microsoft.graph.iosGeneralDeviceConfiguration'
        const answers = {
          [await assigned('deviceConfigurations', { '@odata.type': type, displayName: 'Phones' })]: 'otherPlatform',
          [await catalogPolicy('macOS')]: 'otherPlatform',
          [await catalogPolicy('windows10')]: 'applies',
        }
        for (const [id, answer] of Object.entries(answers)) t.match(await ask('LF-1', id), { answer })
        const { text } = await ask('LF-1', 'Phones')
        t.match(text, "'Phones' does not apply to: it is for another platform than that of LF-1 of Ada Hall.")

        async function catalogPolicy(platforms: string): Promise<string> {
          return assigned('configurationPolicies', {
            name: platforms,
            platforms,
            technologies: 'mdm',
            settings: [SETTING],
          })
        }
      })

      await t.test('L65: an app, by its intent', async (t) => {
        const app = await create('deviceAppManagement/mobileApps', {
          '@odata.type': '#microsoft.graph.webApp',
          displayName: 'Portal',
          appUrl: 'https://portal.test',
        })
        await expecting(
          204,
          admin.post(`/beta/deviceAppManagement/mobileApps/${app}/assign`, {
            mobileAppAssignments: [
              {
                '@odata.type': '#microsoft.graph.mobileAppAssignment',
                intent: 'required',
                ...target('groupAssignmentTarget', { groupId: sales }),
              },
            ],
          }),
        )
        t.match(await ask('LF-1', 'Portal'), {
          answer: 'applies',
          intents: ['required'],
          set: 'deviceAppManagement/mobileApps',
        })
      })

      await t.test('what is not there, or there twice, is told by name', async (t) => {
        t.match(await ask('LF-2', 'Firewall'), { status: 404, detail: "the tenant has no device 'LF-2'" })
        t.match(await ask('LF-1', "Fire'wall"), { status: 404, detail: "the tenant has no policy or app 'Fire'wall'" })
        await create('deviceManagement/managedDevices', { deviceName: 'LF-1', operatingSystem: 'iOS' })
        t.match(await ask('LF-1', 'Firewall'), { status: 409, detail: /has 2 of 'LF-1'.*name one by its id/ })
        const bare = await control.get(`/tenants/${TENANT}/why?device=x`)
        t.match(bare.json(), { status: 400 })
      })
      t.same(emulator.errors, [])
    },
    { control: CONTROL },
  )
})
