/**
 * Tools that only read, request by request in the manner of each, over TLS under Microsoft's names: IntuneAssignmentChecker
 * (who gets what), graph2otel (metrics of a tenant), and the Intune module of cartography (a graph of what there is).
 * @see docs/clients/intune-assignment-checker.md
 * @see docs/clients/graph2otel.md
 * @see docs/clients/cartography.md
 */
import t from 'tap'
import { fillTenant } from '../../scripts/clients/content.js'
import { forEachDatabase } from '../harness/databases.js'
import { TENANT } from '../harness/emulator.js'
import { CONFIGURATION, DETECTED_APP, DEVICES, giveReports, unzipped } from '../harness/report-content.js'
import { startAsMicrosoft } from './microsoft.js'
import { GRAPH, signIn } from './tool.js'
import type { Json, Tool } from './tool.js'

const V1 = 'https://graph.microsoft.com/v1.0'
const DM = `${GRAPH}/deviceManagement`
const DAM = `${GRAPH}/deviceAppManagement`

type Fetch = typeof globalThis.fetch

/** A report as both collectors get it: a job, polls, and a download without a token. The columns come by their names. */
async function exported(fetch: Fetch, tool: Tool, body: object): Promise<Record<string, string>[]> {
  const jobs = `${V1}/deviceManagement/reports/exportJobs`
  const { id } = await tool.ask('POST', jobs, 201, body)
  for (;;) {
    const job = await tool.ask('GET', `${jobs}/${id}`, 200)
    if (job['status'] === 'completed') {
      if (Date.parse(String(job['expirationDateTime'])) <= Date.now()) throw new Error('the URL is too old')
      const response = await fetch(String(job['url']), {})
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      return rowsOf(unzipped(Buffer.from(await response.arrayBuffer())).content.toString())
    }
    if (job['status'] === 'failed') throw new Error(`the job for ${JSON.stringify(body)} failed`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Values with commas or quotes are between quotes. */
function rowsOf(csv: string): Record<string, string>[] {
  const [header = [], ...lines] = csv
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) =>
        quoted === undefined ? plain : quoted.replaceAll('""', '"'),
      ),
    )
  return lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])))
}

/** Pages, each of which has to be on the way that the tool began. */
async function pagesFrom(tool: Tool, url: string, headers: Record<string, string> = {}): Promise<Json[]> {
  const items: Json[] = []
  const visited = new Set<string>()
  for (let next: string | undefined = url; next !== undefined;) {
    if (!next.startsWith('https://graph.microsoft.com/') || visited.has(next)) throw new Error(`${next} leads away`)
    visited.add(next)
    const page: Json = await tool.ask('GET', next, 200, undefined, headers)
    items.push(...((page['value'] ?? []) as Json[]))
    next = page['@odata.nextLink'] as string | undefined
  }
  return items
}

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { emulator, fetch } = await startAsMicrosoft(t, {
    databaseUrl,
    data: dataFolder,
    switches: { immediateReports: true, immediateProcessing: true, checkUploadedContent: false },
  })
  const tool = await signIn(fetch)
  await fillTenant(async (method, path, body) => (await tool.send(method, path, body)).body)
  await giveReports(emulator.store, TENANT)
  for (const id of DEVICES.slice(0, 2)) {
    const reference = { '@odata.id': `${V1}/deviceManagement/managedDevices/${id}` }
    await tool.ask('POST', `${DM}/detectedApps/${DETECTED_APP}/managedDevices/$ref`, 204, reference)
  }
  const group = await tool.ask('POST', 'groups', 201, {
    displayName: 'Readers',
    mailEnabled: false,
    mailNickname: 'readers',
    securityEnabled: true,
  })
  const deviceObject = await tool.ask('POST', 'devices', 201, {
    accountEnabled: true,
    alternativeSecurityIds: [{ type: 2, key: 'Y29udG9zbw==' }],
    deviceId: '6f9b2b1e-0000-4000-8000-0000000000d1',
    displayName: 'DEVICE-2',
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0.26100.1',
  })
  const user = await tool.ask('POST', 'users', 201, {
    displayName: 'A reader',
    userPrincipalName: 'a.reader@intunite.test',
    mailNickname: 'a.reader',
    accountEnabled: true,
    passwordProfile: { password: 'Correct horse 4 battery' },
  })
  await tool.ask('POST', `groups/${group.id}/members/$ref`, 204, {
    '@odata.id': `${GRAPH}/directoryObjects/${user.id}`,
  })
  await tool.ask('POST', `${DM}/deviceConfigurations/${CONFIGURATION}/assign`, 200, {
    assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group.id } }],
  })

  await t.test('IntuneAssignmentChecker finds what a user gets, and what failed', async (t) => {
    const sets: readonly (readonly [path: string, inParentheses: boolean])[] = [
      ['deviceConfigurations', true],
      ['configurationPolicies', true],
      ['deviceCompliancePolicies', true],
      ['deviceManagementScripts', true],
      ['deviceShellScripts', true],
      ['deviceHealthScripts', true],
      ['windowsAutopilotDeploymentProfiles', true],
      ['deviceEnrollmentConfigurations', true],
      ['groupPolicyConfigurations', false],
      ['windowsFeatureUpdateProfiles', false],
      ['windowsQualityUpdateProfiles', false],
      ['windowsDriverUpdateProfiles', false],
      ['windowsQualityUpdatePolicies', false],
      ['intents', false],
      ['virtualEndpoint/provisioningPolicies', false],
      ['virtualEndpoint/userSettings', false],
    ]
    const reached: unknown[] = []
    for (const [path, inParentheses] of sets)
      for (const { id } of await pagesFrom(tool, `${DM}/${path}`)) {
        const item = inParentheses ? `${DM}/${path}('${id}')` : `${DM}/${path}/${id}`
        for (const { target } of await pagesFrom(tool, `${item}/assignments`)) {
          const { '@odata.type': type, groupId } = target as Record<string, unknown>
          t.match(type, /^#microsoft\.graph\./, item)
          if (groupId === group.id) reached.push(id)
        }
      }
    t.same(reached, [CONFIGURATION])

    for (const policy of await pagesFrom(tool, `${DAM}/managedAppPolicies`)) {
      const { '@odata.type': type } = await tool.ask('GET', `${DAM}/managedAppPolicies/${policy.id}`, 200)
      const set = `${String(type)
        .replace('#microsoft.graph.', '')
        .replace(/Policy$/, 'Policie')}s`
      t.ok(await pagesFrom(tool, `${DAM}/${set}('${policy.id}')/assignments`), set)
    }
    for (const { id } of await pagesFrom(tool, `${DAM}/mobileAppConfigurations`))
      await pagesFrom(tool, `${DAM}/mobileAppConfigurations('${id}')/assignments`)
    const assigned = `${DAM}/mobileApps?$filter=isAssigned eq true&$select=id,displayName,roleScopeTagIds`
    const apps = await pagesFrom(tool, assigned)
    t.ok(apps.length > 0)
    for (const { id } of apps)
      for (const { intent } of await pagesFrom(tool, `${DAM}/mobileApps('${id}')/assignments`)) t.type(intent, 'string')

    const found = await tool.ask(
      'GET',
      `users/${encodeURIComponent('a.reader@intunite.test')}?$select=id,displayName`,
      200,
    )
    const groups = await pagesFrom(
      tool,
      `${GRAPH}/users/${found.id}/transitiveMemberOf/microsoft.graph.group?$select=id,displayName`,
    )
    t.same(
      groups.map(({ id }) => id),
      [group.id],
    )
    t.equal(
      (await tool.send('GET', `groups/${group.id}/members/$count`, undefined, { ConsistencyLevel: 'eventual' })).body[
        'text'
      ],
      '1',
    )
    await pagesFrom(tool, `${GRAPH}/groups/${group.id}/transitiveMembers?$select=id,displayName`)
    await pagesFrom(tool, `${DM}/roleScopeTags?$select=id,displayName`)
    const filters = `${DM}/assignmentFilters?$select=id,displayName,platform,rule,assignmentFilterManagementType`
    for (const { rule } of await pagesFrom(tool, filters)) t.type(rule, 'string')
    const named = encodeURIComponent("deviceName eq 'DEVICE-2'")
    const [device] = await pagesFrom(
      tool,
      `${DM}/managedDevices?$filter=${named}&$select=id,deviceName,azureADDeviceId`,
    )
    t.equal(device?.id, DEVICES[1])
    const object = encodeURIComponent(`deviceId eq '${String(deviceObject['deviceId'])}'`)
    const [registered] = await pagesFrom(tool, `${GRAPH}/devices?$filter=${object}&$select=id,deviceId,displayName`)
    t.equal(registered?.id, deviceObject.id)
    t.same(await pagesFrom(tool, `${GRAPH}/devices/${deviceObject.id}/transitiveMemberOf/microsoft.graph.group`), [])

    const failed: unknown[] = []
    for (const { id } of await pagesFrom(tool, `${DM}/deviceConfigurations`)) {
      for (let skip = 0; ; skip += 50) {
        const { body } = await tool.send('POST', `${DM}/reports/getConfigurationPolicyDevicesReport`, {
          filter: `(PolicyBaseTypeName eq 'Microsoft.Management.Services.Api.DeviceConfiguration') and (PolicyId eq '${id}')`,
          select: ['DeviceName', 'UPN', 'PolicyStatus', 'PspdpuLastModifiedTimeUtc'],
          skip,
          top: 50,
        })
        const { Values } = JSON.parse(String(body['text'])) as { Values: unknown[][] }
        failed.push(...Values.filter(([, , status]) => status === 5 || status === 6).map(([name]) => name))
        if (Values.length < 50) break
      }
    }
    t.same(failed.sort(), ['DEVICE-3', 'DEVICE-4'])
    for (const { id } of await pagesFrom(tool, `${DM}/deviceCompliancePolicies`))
      await pagesFrom(tool, `${DM}/deviceCompliancePolicies('${id}')/deviceStatuses`)
  })

  await t.test('graph2otel collects lists, overviews and reports', async (t) => {
    const prefer = { Prefer: 'odata.maxpagesize=3' }
    const devices = await pagesFrom(
      tool,
      `${V1}/deviceManagement/managedDevices?$select=id,complianceState,operatingSystem,isEncrypted,lastSyncDateTime,deviceName,serialNumber,userPrincipalName,osVersion,model,manufacturer,wiFiMacAddress,partnerReportedThreatState,complianceGracePeriodExpirationDateTime`,
      prefer,
    )
    t.equal(devices.length, DEVICES.length, 'over two pages')
    for (const path of [
      'detectedApps',
      'deviceEnrollmentConfigurations',
      'mobileThreatDefenseConnectors',
      'exchangeConnectors',
      'roleDefinitions',
      'roleAssignments',
      'windowsAutopilotDeviceIdentities',
      'deviceCompliancePolicySettingStateSummaries',
      'troubleshootingEvents',
      'userExperienceAnalyticsBaselines',
      'userExperienceAnalyticsDeviceScores',
      'userExperienceAnalyticsModelScores',
      'userExperienceAnalyticsDeviceStartupHistory',
      'userExperienceAnalyticsDeviceStartupProcesses',
      'userExperienceAnalyticsAppHealthApplicationPerformance',
      'userExperienceAnalyticsAppHealthDevicePerformance',
      'userExperienceAnalyticsAppHealthOSVersionPerformance',
    ])
      await pagesFrom(tool, `${V1}/deviceManagement/${path}`, prefer)
    for (const path of [
      'mobileApps',
      'mobileAppConfigurations',
      'vppTokens',
      'iosManagedAppProtections?$select=isAssigned',
    ])
      await pagesFrom(tool, `${V1}/deviceAppManagement/${path}`, prefer)
    for (const path of [
      'configurationPolicies',
      'templates?$filter=isof%28%27microsoft.graph.securityBaselineTemplate%27%29',
      'intents',
      'deviceManagementScripts?$expand=runSummary',
      'deviceShellScripts',
      'deviceHealthScripts?$select=id,displayName,publisher',
      'windowsFeatureUpdateProfiles',
      'windowsQualityUpdateProfiles',
      'windowsQualityUpdatePolicies',
      'windowsDriverUpdateProfiles',
      'windowsAutopilotDeploymentProfiles',
      'depOnboardingSettings',
      'ndesConnectors',
      'managedDeviceEncryptionStates',
      'autopilotEvents',
      'groupPolicyConfigurations',
      'groupPolicyMigrationReports',
      'userPfxCertificates',
      'cloudCertificationAuthority',
      'userExperienceAnalyticsResourcePerformance',
      'userExperienceAnalyticsBatteryHealthDevicePerformance',
    ])
      await pagesFrom(tool, `${DM}/${path}`, prefer)

    for (const kind of ['deviceCompliancePolicies', 'deviceConfigurations'])
      for (const { id } of await pagesFrom(tool, `${V1}/deviceManagement/${kind}`, prefer))
        for (const overview of kind === 'deviceConfigurations'
          ? ['deviceStatusOverview']
          : ['deviceStatusOverview', 'userStatusOverview'])
          t.type(
            (await tool.ask('GET', `${V1}/deviceManagement/${kind}/${id}/${overview}`, 200))['successCount'],
            'number',
          )
    t.match(await tool.ask('GET', `${V1}/deviceManagement/managedDeviceOverview`, 200), {
      enrolledDeviceCount: DEVICES.length,
    })
    t.match(await tool.ask('GET', `${V1}/deviceManagement/deviceCompliancePolicyDeviceStateSummary`, 200), {
      nonCompliantDeviceCount: 1,
    })
    t.match(await tool.ask('GET', `${DM}/deviceHealthScripts/getRemediationSummary`, 200), { scriptCount: Number })
    for (const { id } of await pagesFrom(tool, `${DM}/deviceHealthScripts?$select=id`, prefer))
      await pagesFrom(tool, `${DM}/deviceHealthScripts/${id}/deviceRunStates?$expand=managedDevice`, prefer)
    const since = encodeURIComponent(
      "activityDateTime gt 2020-01-01T00:00:00.000000Z and activityOperationType ne 'Get'",
    )
    const events = `${V1}/deviceManagement/auditEvents?$filter=${since}&$orderby=activityDateTime%20desc`
    t.ok((await pagesFrom(tool, events, { Prefer: 'odata.maxpagesize=50' })).length > 0)
    const malware = await tool.send('GET', `${V1}/deviceManagement/windowsMalwareOverview`)
    t.equal(malware.status, 204, 'without malware there is no overview')
    t.match(await tool.ask('GET', `${V1}/deviceManagement/applePushNotificationCertificate`, 200), {
      appleIdentifier: String,
    })
    const baselines = `${DM}/templates?$filter=${encodeURIComponent("(isof('microsoft.graph.securityBaselineTemplate'))")}`
    const [baseline] = await pagesFrom(tool, baselines, prefer)
    const states = `${DM}/templates/${baseline?.id}/microsoft.graph.securityBaselineTemplate/deviceStateSummary`
    t.match(await tool.ask('GET', states, 200), { secureCount: Number, notSecureCount: Number })
    for (const single of ['windowsAutopilotSettings', 'androidManagedStoreAccountEnterpriseSettings'])
      await tool.ask('GET', `${DM}/${single}`, 200)

    const reports: readonly (readonly [reportName: string, select?: readonly string[], filter?: string])[] = [
      [
        'AppInstallStatusAggregate',
        ['DisplayName', 'ApplicationId', 'Platform', 'Publisher', 'InstalledDeviceCount', 'FailedDeviceCount'],
      ],
      [
        'AutopilotV2DeploymentStatus',
        ['DeviceId', 'DeviceName', 'SerialNumber', 'UPN', 'DeploymentStatus', 'ResultCode'],
      ],
      ['DefenderAgents', ['DeviceId', 'DeviceName', 'UPN', 'DeviceState', 'ProductStatus', 'TamperProtectionEnabled']],
      ['AllDeviceCertificates', ['DeviceId', 'DeviceName', 'CertificateStatus', 'Thumbprint', 'ValidTo']],
      ['TpmAttestationStatus', ['DeviceId', 'DeviceName', 'AttestationStatus', 'TpmVersion', 'OS', 'LastCheckin']],
      ['WindowsDeviceHealthAttestationReport', ['DeviceId', 'DeviceName', 'SecureBootStatus', 'AttestationError']],
      [
        'FeatureUpdatePolicyStatusSummary',
        ['PolicyId', 'PolicyName', 'FeatureUpdateVersion', 'CountDevicesErrorStatus'],
      ],
      [
        'QualityUpdatePolicyStatusSummary',
        ['PolicyId', 'PolicyName', 'ExpediteQUReleaseDate', 'CountDevicesErrorStatus'],
      ],
      [
        'DriverUpdatePolicyStatusSummary',
        ['PolicyId', 'PolicyName', 'CountDevicesCancelledStatus', 'CountOfPausedDrivers'],
      ],
      ['EpmElevationReportElevationEvent', ['Id', 'DeviceId', 'EventDateTime', 'ElevationType', 'Upn', 'Result']],
      ['EpmAggregationReportByPublisher', ['CompanyName', 'ElevationType', 'ElevationCount']],
      ['FeatureUpdateDeviceState', ['PolicyId', 'DeviceName', 'AggregateState'], `PolicyId eq '${CONFIGURATION}'`],
      ['ChromeOSDevices', ['IntuneDeviceId', 'SerialNumber', 'ChromeOSDeviceStatus']],
      ['FirewallStatus'],
      ['DevicesWithoutCompliancePolicy'],
      ['NoncompliantDevicesAndSettings'],
      ['PerSettingDeviceSummaryByConfigurationPolicy'],
      ['DeviceAssignmentStatusByConfigurationPolicy'],
      ['DeviceStatusesByConfigurationProfile'],
    ]
    for (const [reportName, select, filter] of reports) {
      const rows = await exported(fetch, tool, {
        reportName,
        format: 'csv',
        ...(select === undefined ? {} : { select }),
        ...(filter === undefined ? {} : { filter }),
      })
      if (reportName === 'DeviceStatusesByConfigurationProfile')
        t.same(rows.map(({ ReportStatus }) => ReportStatus).sort(), ['Conflict', 'Error', 'Noncompliant', 'Succeeded'])
      if (reportName === 'NoncompliantDevicesAndSettings')
        t.match(rows, [{ DeviceId: DEVICES[1], SettingStatus: '4', SettingStatus_loc: 'Not compliant' }])
    }
    const mandatory = await tool.send('POST', `${V1}/deviceManagement/reports/exportJobs`, {
      reportName: 'DeviceInstallStatusByApp',
      format: 'csv',
    })
    t.equal(mandatory.status, 400)
  })

  await t.test('cartography reads devices, compliance policies and the apps that were found', async (t) => {
    const devices = await pagesFrom(tool, `${V1}/deviceManagement/managedDevices`)
    t.same(devices.map(({ id }) => id).sort(), DEVICES)
    const policies = await pagesFrom(tool, `${V1}/deviceManagement/deviceCompliancePolicies?$expand=assignments`)
    for (const { assignments } of policies) t.ok(Array.isArray(assignments))
    const columns = ['ApplicationKey', 'ApplicationName', 'ApplicationPublisher', 'ApplicationVersion', 'Platform']
    const body = { '@odata.type': '#microsoft.graph.deviceManagementExportJob', format: 'csv' }
    const aggregate = await exported(fetch, tool, {
      ...body,
      reportName: 'AppInvAggregate',
      select: [...columns, 'ApplicationId', 'DeviceCount'],
    })
    const app = aggregate.find(({ ApplicationKey }) => ApplicationKey === DETECTED_APP)
    t.match(app, { ApplicationName: 'Contoso Notes', DeviceCount: '2' })
    const raw = await exported(fetch, tool, { ...body, reportName: 'AppInvRawData', select: [...columns, 'DeviceId'] })
    const pairs = raw.filter(({ ApplicationKey }) => ApplicationKey === DETECTED_APP).map(({ DeviceId }) => DeviceId)
    t.same(pairs.sort(), DEVICES.slice(0, 2))
    t.same(emulator.errors, [])
  })
})
