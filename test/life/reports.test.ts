/** Reports of a tenant that lives: apps on devices, catalog policies, settings; delays of audit events and exports. */
import t from 'tap'
import { readMemories, writeMemories } from '../../src/services/life/memory.js'
import type { Truth } from '../../src/services/life/outcomes/device.js'
import { forEachEmulator, ORIGIN, TENANT } from '../harness/emulator.js'
import { exported, unzipped } from '../harness/report-content.js'
import { ALL_DEVICES, LIVING, livingTenant } from './living.js'
import type { Json } from './living.js'

const REPORTS = '/beta/deviceManagement/reports'
const STORE = {
  '@odata.type': '#microsoft.graph.winGetApp',
  displayName: 'LF Till',
  publisher: 'Larkspur',
  packageIdentifier: '9NBLGGH4NNS1',
  installExperience: { '@odata.type': '#microsoft.graph.winGetAppInstallExperience', runAsAccount: 'system' },
}
const CATALOG = {
  name: 'LF catalog',
  platforms: 'windows10',
  technologies: 'mdm',
  settings: [
    {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
        settingDefinitionId: 'device_vendor_msft_policy_config_connectivity_allowbluetooth',
        choiceSettingValue: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingValue',
          value: 'device_vendor_msft_policy_config_connectivity_allowbluetooth_2',
          children: [],
        },
      },
    },
  ],
}
const COMPLIANCE = {
  '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
  displayName: 'LF compliance',
  passwordRequired: true,
  bitLockerEnabled: true,
  scheduledActionsForRule: [
    { ruleName: 'r', scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 0 }] },
  ],
}

await forEachEmulator(
  t,
  async (t, emulator) => {
    const tenant = await livingTenant(emulator)
    const ada = await tenant.user('ada')
    const windows = { operatingSystem: 'Windows', osVersion: '10.0.22631.1', model: 'Latitude' }
    const devices: string[] = []
    for (let i = 0; i < 4; i += 1)
      devices.push(
        await tenant.device(`LF-${i}`, {
          ...windows,
          ...(i < 2 && { userId: ada, userPrincipalName: 'ada@living.test' }),
        }),
      )
    const phone = await tenant.device('LF-phone')
    const app = await tenant.create('deviceAppManagement/mobileApps', STORE)
    const catalog = await tenant.create('deviceManagement/configurationPolicies', CATALOG)
    const compliance = await tenant.create('deviceManagement/deviceCompliancePolicies', COMPLIANCE)

    const state = async (device: string | undefined, truth: Truth): Promise<void> => {
      const { database } = emulator.store
      await database.write(function* () {
        const memory = (yield* readMemories(database, TENANT, [device ?? ''])).get(device ?? '') ?? {}
        yield* writeMemories(database, TENANT, [[device ?? '', { ...memory, truth }]])
      })
    }
    const post = async (path: string, body: Json): Promise<Json> => {
      const response = await tenant.admin.post(path, body)
      if (response.statusCode >= 300) throw new Error(`${response.statusCode} ${response.body}`)
      return response.body === '' ? {} : (JSON.parse(response.body) as Json)
    }
    /** The rows of a table by the names of its columns. */
    const table = async (name: string, body: Json): Promise<Json[]> => {
      const { Schema, Values } = await post(`${REPORTS}/${name}`, body)
      return (Values as unknown[][]).map((cells) =>
        Object.fromEntries(cells.map((cell, i) => [(Schema as Json[])[i]?.['Column'], cell])),
      )
    }

    /** The rows of an export, with numbers as numbers. */
    const rowsOf = async (reportName: string, filter: string): Promise<Json[]> => {
      const { url } = await exported(tenant.admin, { reportName, filter, format: 'json' })
      const { rawPayload } = await emulator.anonymous.get(url.replace(ORIGIN, ''))
      return (JSON.parse(unzipped(rawPayload).content.toString()) as { values: Json[] }).values
    }

    await state(devices[0], { apps: { [app]: { outcome: 'failed', code: -2016345060 } } })
    await state(devices[1], {
      policies: { [catalog]: { outcome: 'error', code: -2016281112 } },
      settings: { 'windows10CompliancePolicy.bitLockerEnabled': { outcome: 'nonCompliant' } },
    })
    const assignment = {
      '@odata.type': '#microsoft.graph.mobileAppAssignment',
      intent: 'required',
      target: ALL_DEVICES,
    }
    await post(`/beta/deviceAppManagement/mobileApps/${app}/assign`, { mobileAppAssignments: [assignment] })
    await post(`/beta/deviceManagement/configurationPolicies('${catalog}')/assign`, {
      assignments: [{ target: ALL_DEVICES }],
    })
    await tenant.assign('deviceManagement/deviceCompliancePolicies', compliance, [ALL_DEVICES])
    await tenant.ask('POST', '/life/settle')
    await tenant.advance('PT8H20M')

    await t.test('L67, L89: apps on devices, by app, by device and by user', async (t) => {
      const filter = `(ApplicationId eq '${app}')`
      const [row] = await table('getAppsInstallSummaryReport', { filter })
      t.match(row, {
        DisplayName: 'LF Till',
        InstalledDeviceCount: 3,
        FailedDeviceCount: 1,
        NotApplicableDeviceCount: 1,
        InstalledUserCount: 1,
        FailedUserCount: 1,
        FailedDevicePercentage: 20,
      })
      const select = ['DeviceName', 'AppInstallState', 'HexErrorCode', 'AppVersion', 'Platform', 'UserPrincipalName']
      const rows = await table('retrieveDeviceAppInstallationStatusReport', { filter, select, orderBy: ['DeviceName'] })
      t.match(rows, [
        {
          DeviceName: 'LF-0',
          AppInstallState: 2,
          AppInstallState_loc: 'Failed',
          HexErrorCode: '0x87D1041C',
          Platform: 5,
        },
        { DeviceName: 'LF-1', AppInstallState: 1, UserPrincipalName: 'ada@living.test' },
        { DeviceName: 'LF-2', AppInstallState: 1, HexErrorCode: '0' },
        { DeviceName: 'LF-3', AppInstallState: 1 },
        { DeviceName: 'LF-phone', AppInstallState: -1, Platform: 2 },
      ])
      t.match(await table('getUserInstallStatusReport', { filter }), [
        { UserPrincipalName: 'ada@living.test', InstalledCount: 1, FailedCount: 1, PendingInstallCount: 0 },
      ])
      const one = await table('retrieveDeviceAppInstallationStatusReport', {
        filter: `${filter} and (DeviceId eq '${phone}')`,
      })
      t.equal(one.length, 1)
    })

    await t.test('L61: catalog policies have no rows, and are in reports', async (t) => {
      const select = ['DeviceName', 'PolicyStatus', 'ReportStatus', 'PolicyName', 'UnifiedPolicyType', 'UPN']
      const filter = `(PolicyId eq '${catalog}')`
      const rows = await table('getConfigurationPolicyDevicesReport', { filter, select, orderBy: ['DeviceName'] })
      t.match(rows, [
        { DeviceName: 'LF-0', PolicyStatus: 2, ReportStatus: 'Succeeded', PolicyName: 'LF catalog' },
        { DeviceName: 'LF-1', PolicyStatus: 5, ReportStatus: 'Error', UPN: 'ada@living.test' },
        { DeviceName: 'LF-2', UnifiedPolicyType: 'DeviceManagementConfigurationPolicy' },
        { DeviceName: 'LF-3', PolicyStatus: 2 },
        { DeviceName: 'LF-phone', PolicyStatus: 1, ReportStatus: 'NotApplicable' },
      ])
      t.match(await table('getConfigurationPolicyDeviceSummaryReport', { filter }), [
        { NumberOfCompliantDevices: 3, NumberOfErrorDevices: 1, NumberOfNotApplicableDevices: 1 },
      ])
      t.match(await table('getConfigurationPolicyNonComplianceReport', { filter, select }), [{ DeviceName: 'LF-1' }])
    })

    await t.test('L61, L89: how devices take updates of the profiles that reach them', async (t) => {
      const feature = await tenant.create('deviceManagement/windowsFeatureUpdateProfiles', {
        displayName: 'LF 24H2',
        featureUpdateVersion: 'Windows 11, version 24H2',
      })
      const profile = `/beta/deviceManagement/windowsFeatureUpdateProfiles/${feature}`
      const summary = async (): Promise<unknown> => {
        const [row] = await rowsOf('FeatureUpdatePolicyStatusSummary', `(PolicyId eq '${feature}')`)
        return [
          row?.['CountDevicesSuccessStatus'],
          row?.['CountDevicesErrorStatus'],
          row?.['CountDevicesInProgressStatus'],
        ]
      }
      t.same(await summary(), [0, 0, 0])
      await state(devices[2], { policies: { [feature]: { outcome: 'error', code: -2145124329 } } })
      await post(`${profile}/assign`, { assignments: [{ target: ALL_DEVICES }] })
      await tenant.ask('POST', '/life/settle')
      t.same(await summary(), [3, 1, 0])
      const rows = await rowsOf('FeatureUpdateDeviceState', `(PolicyId eq '${feature}')`)
      t.same(rows.map(({ DeviceName, AggregateState }) => `${String(DeviceName)} ${String(AggregateState)}`).sort(), [
        'LF-0 Success',
        'LF-1 Success',
        'LF-2 Error',
        'LF-3 Success',
      ])
      await tenant.admin.delete(profile)
      await tenant.ask('POST', '/life/settle')
      t.same(await rowsOf('FeatureUpdateDeviceState', `(PolicyId eq '${feature}')`), [])
    })

    await t.test('settings of compliance policies that devices do not meet', async (t) => {
      const select = ['DeviceName', 'PolicyName', 'SettingName', 'SettingStatus']
      t.match(await table('getNoncompliantDevicesAndSettingsReport', { select }), [
        {
          DeviceName: 'LF-1',
          PolicyName: 'LF compliance',
          SettingName: 'Windows10CompliancePolicy.BitLockerEnabled',
          SettingStatus: 4,
        },
      ])
      // What is stored of it when it is read does not count twice.
      t.equal(
        (await tenant.list(`deviceManagement/managedDevices/${devices[1]}/deviceCompliancePolicyStates`)).length > 0,
        true,
      )
      t.equal((await table('getNoncompliantDevicesAndSettingsReport', { select })).length, 1)
      const all = await table('getDeviceStatusByCompliancePolicySettingReport', {
        filter: `(PolicyId eq '${compliance}') and (DeviceId eq '${devices[1]}')`,
        select: ['SettingName', 'SettingStatus'],
        orderBy: ['SettingName'],
      })
      t.match(all, [
        { SettingName: 'Windows10CompliancePolicy.BitLockerEnabled', SettingStatus: 4 },
        { SettingName: 'Windows10CompliancePolicy.PasswordRequired', SettingStatus: 2 },
      ])
      t.match(await tenant.get('deviceManagement/deviceCompliancePolicyDeviceStateSummary'), {
        nonCompliantDeviceCount: 1,
      })
    })

    await t.test('L81, L90: settings are counted by policy and for the tenant, at once or an hour later', async (t) => {
      const below = `deviceManagement/deviceCompliancePolicies/${compliance}/deviceSettingStateSummaries`
      const tenantWide = 'deviceManagement/deviceCompliancePolicySettingStateSummaries'
      const encrypted = 'Windows10CompliancePolicy.BitLockerEnabled'
      const shown = async (): Promise<unknown[]> => {
        const [own] = (await tenant.list(below)).filter(({ settingName }) => settingName === encrypted)
        const whole = await tenant.get(`${tenantWide}/${encrypted}`)
        return [own, whole].map((row) => [
          row?.['compliantDeviceCount'],
          row?.['nonCompliantDeviceCount'],
          row?.['notApplicableDeviceCount'],
        ])
      }
      t.same(await shown(), [
        [3, 1, 1],
        [3, 1, 1],
      ])
      t.match(await tenant.get(`${tenantWide}/DefaultDeviceCompliancePolicy.RequireRemainContact`), {
        setting: 'DefaultDeviceCompliancePolicy.RequireRemainContact',
        platformType: 'all',
        compliantDeviceCount: 5,
        nonCompliantDeviceCount: 0,
      })
      await tenant.ask('PATCH', '/life', { delays: { aggregation: 'PT1H' } })
      await state(devices[2], {
        settings: { 'windows10CompliancePolicy.bitLockerEnabled': { outcome: 'nonCompliant' } },
      })
      await tenant.ask('POST', `/devices/${devices[2]}/check-in`)
      await tenant.advance('PT59M')
      t.same(await shown(), [
        [3, 1, 1],
        [3, 1, 1],
      ])
      // L90: reports are as old.
      const failing = async (): Promise<number[]> => {
        const filter = `(PolicyId eq '${compliance}')`
        const rows = await table('getCompliancePolicyNonComplianceReport', { filter, select: ['DeviceName'] })
        const settings = await table('getNoncompliantDevicesAndSettingsReport', { select: ['DeviceName'] })
        const [sum] = await table('getCompliancePolicyNonComplianceSummaryReport', { filter })
        const overview = await tenant.get(
          `deviceManagement/deviceCompliancePolicies/${compliance}/deviceStatusOverview`,
        )
        return [
          rows.length,
          settings.length,
          sum?.['NumberOfNonCompliantDevices'] as number,
          overview['failedCount'] as number,
        ]
      }
      t.same(await failing(), [1, 1, 1, 1])
      await tenant.advance('PT1M')
      t.same(await failing(), [2, 2, 2, 2])
      t.same(await shown(), [
        [2, 2, 1],
        [2, 2, 1],
      ])
      await tenant.ask('PATCH', '/life', { preset: 'instant' })
    })

    await t.test('L92: audit events come as late as the tenant says', async (t) => {
      await tenant.ask('PATCH', '/life', { delays: { audit: 'PT2M' } })
      await tenant.advance('PT10M')
      const count = async (): Promise<number> =>
        (await tenant.list("deviceManagement/auditEvents?$filter=activityType eq 'Create DeviceCategory'")).length
      await tenant.create('deviceManagement/deviceCategories', { displayName: 'LF' })
      await tenant.advance('PT1M59S')
      t.equal(await count(), 0)
      await tenant.advance('PT1S')
      t.equal(await count(), 1)
    })

    await t.test('L89: an export takes as long as the tenant says', async (t) => {
      await tenant.ask('PATCH', '/life', { delays: { export: 'PT30S' } })
      const job = await post(`${REPORTS}/exportJobs`, { reportName: 'DevicesWithoutCompliancePolicy', format: 'json' })
      const status = async (): Promise<unknown> =>
        (await tenant.get(`deviceManagement/reports/exportJobs('${job['id']}')`))['status']
      t.equal(await status(), 'notStarted')
      await tenant.advance('PT5S')
      t.equal(await status(), 'inProgress')
      await tenant.advance('PT25S')
      for (let i = 0; i < 500 && (await status()) === 'inProgress'; i += 1)
        await new Promise((done) => setTimeout(done, 20))
      t.equal(await status(), 'completed')
    })
    t.same(emulator.errors, [])
  },
  LIVING,
)
