/** Reports: jobs that export them (B140 to B145), cached ones (B146), and tables (B147, B148, B150). */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { reports } from '../../src/services/reports/catalog.js'
import { forEachDatabase } from '../harness/databases.js'
import { ORIGIN, startEmulator } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'
import {
  COMPLIANCE_POLICY,
  CONFIGURATION,
  DETECTED_APP,
  DEVICES,
  exported,
  giveReports,
  unzipped,
} from '../harness/report-content.js'

const REPORTS = '/beta/deviceManagement/reports'
const JOBS = `${REPORTS}/exportJobs`
const CACHED = `${REPORTS}/cachedReportConfigurations`

interface Table {
  readonly TotalRowCount: number
  readonly Schema: readonly { readonly Column: string; readonly PropertyType: string }[]
  readonly Values: readonly (readonly unknown[])[]
  readonly SessionId: string
}

const table = async (client: Client, action: string, body: object): Promise<Table> => {
  const { statusCode, body: text } = await client.post(`${REPORTS}/${action}`, body)
  if (statusCode !== 200) throw new Error(`${action}: ${statusCode} ${text}`)
  return JSON.parse(text) as Table
}

const columnsOf = ({ Schema }: Table): string[] => Schema.map(({ Column }) => Column)

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const emulator = await startEmulator(t, {
    databaseUrl,
    data: dataFolder,
    switches: { immediateReports: true },
  })
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions())
  await giveReports(emulator.store, tenant.id)

  const refuses = async (body: object, words: RegExp, target: string, path = JOBS): Promise<void> => {
    const response = await admin.post(path, body)
    const what = JSON.stringify(body)
    t.equal(response.statusCode, 400, `${what}: ${response.body}`)
    t.match(response.body, words, what)
    t.equal(response.json<{ error: { target?: string } }>().error.target, target, what)
  }

  /** The bytes behind the URL of a job; no token is sent. */
  const download = async (url: string): Promise<Buffer> => {
    const response = await emulator.anonymous.get(url.replace(ORIGIN, ''))
    if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body}`)
    return response.rawPayload
  }
  const linesOf = async (body: object): Promise<string[]> => {
    const { content } = unzipped(await download((await exported(admin, body)).url))
    return content.toString().slice(1).trimEnd().split('\r\n')
  }
  const valuesOf = async (body: object): Promise<Record<string, unknown>[]> => {
    const { content } = unzipped(await download((await exported(admin, { format: 'json', ...body })).url))
    return (JSON.parse(content.toString()) as { values: Record<string, unknown>[] }).values
  }

  await t.test('B140: a job is made as not started, with an id that names its report', async (t) => {
    const response = await admin.post(JOBS, { reportName: 'DeviceCompliance', select: ['DeviceName'] })
    t.equal(response.statusCode, 201)
    t.match(response.json(), {
      id: /^DeviceCompliance_[0-9a-f-]{36}$/,
      reportName: 'DeviceCompliance',
      select: ['DeviceName'],
      filter: null,
      format: 'csv',
      snapshotId: null,
      localizationType: 'localizedValuesAsAdditionalColumn',
      status: 'notStarted',
      url: null,
      requestDateTime: /^20\d\d-/,
      expirationDateTime: '0001-01-01T00:00:00Z',
    })
  })

  await t.test('B141: v1.0 and beta see the same job; its URL needs no token and is good for six hours', async (t) => {
    const job = await exported(admin, { reportName: 'Devices' })
    t.equal(job['status'], 'completed')
    const same = await admin.get(`/v1.0/deviceManagement/reports/exportJobs/${String(job['id'])}`)
    t.match(same.json(), { id: job['id'], url: job.url, status: 'completed' })
    const left = Date.parse(String(job['expirationDateTime'])) - Date.now()
    t.ok(left > 5.9 * 3_600_000 && left <= 6 * 3_600_000, `${left} ms`)
    t.ok(job.url.startsWith(`${ORIGIN}/_intunite/storage/${tenant.id}/${String(job['id'])}.zip?`), job.url)
    const path = job.url.replace(ORIGIN, '')
    t.equal((await emulator.anonymous.get(path.replace(/sig=[^&]*/, 'sig=AAAA'))).statusCode, 403, 'another signature')
    const written = await emulator.anonymous.send('PUT', path, 'text', { 'x-ms-blob-type': 'BlockBlob' })
    t.match(written.body, /AuthorizationPermissionMismatch/)
    t.equal(written.statusCode, 403)
    const states = (await admin.get(`${JOBS}?$select=status`)).json<{ value: { status: string }[] }>().value
    t.ok(states.length > 1)
  })

  await t.test('B141: a job whose transaction takes its time has its file made all the same', async (t) => {
    const { uploads } = emulator.store.content
    const find = uploads.find.bind(uploads)
    let looks = 0
    uploads.find = function* (upload, lock = false) {
      looks += lock ? 0 : 1
      return !lock && looks <= 3 ? undefined : yield* find(upload, lock)
    }
    t.teardown(() => Reflect.deleteProperty(uploads, 'find'))
    t.match(await exported(admin, { reportName: 'Devices' }), { status: 'completed' })
    t.ok(looks > 3, 'not there yet three times')
  })

  await t.test('B142: the archive holds one file; CSV begins with a byte order mark', async (t) => {
    const job = await exported(admin, {
      reportName: 'DeviceCompliance',
      select: ['DeviceName', 'UserName', 'OS', 'ComplianceState', 'LastContact', 'RetireAfterDatetime'],
      filter: "(DeviceType ne '9')",
    })
    const { name, content } = unzipped(await download(job.url))
    t.equal(name, `${String(job['id'])}.csv`)
    t.same([...content.subarray(0, 3)], [0xef, 0xbb, 0xbf])
    t.equal(
      content.toString().slice(1).split('\r\n')[0],
      'DeviceName,UserName,OS,OS_loc,ComplianceState,ComplianceState_loc,LastContact,RetireAfterDatetime',
    )
    t.ok(
      content.includes('DEVICE-2,"User ""2"", Contoso",Windows,Windows,2,Not compliant,2026-03-02 09:14:07.4815162,'),
    )
    t.same(
      await valuesOf({
        reportName: 'DeviceCompliance',
        select: ['DeviceName', 'ComplianceState'],
        filter: "(OwnerType eq '2')",
      }),
      [{ DeviceName: 'DEVICE-4', ComplianceState: 0, ComplianceState_loc: 'Not evaluated' }],
    )
  })

  await t.test(
    'B143: names of reports and columns count letter by letter; words are beside codes or in their place',
    async (t) => {
      await refuses({ reportName: 'devices' }, /'devices' is no report/, 'reportName')
      await refuses({}, /'' is no report/, 'reportName')
      await refuses({ reportName: 'DeviceCompliance', select: ['deviceName'] }, /no column 'deviceName'/, 'select')
      await refuses({ reportName: 'DeviceCompliance', select: ['OS_loc'] }, /no column 'OS_loc'/, 'select')
      await refuses({ reportName: 'DeviceCompliance', select: [] }, /names no column/, 'select')
      await refuses({ reportName: 'DeviceCompliance', format: 'pdf' }, /'pdf' is no format/, 'format')
      await refuses({ reportName: 'DeviceCompliance', snapshotId: 'x' }, /no snapshot 'x'/, 'snapshotId')
      const replaced = { reportName: 'DeviceNonCompliance', localizationType: 'replaceLocalizableValues' }
      t.same(
        await linesOf({ ...replaced, select: ['DeviceName', 'ComplianceState'], filter: "ComplianceState eq '254'" }),
        ['DeviceName,ComplianceState', 'DEVICE-3,In grace period'],
      )
      const legacy = {
        select: ['DeviceName', 'managementAgent', 'ownerType', 'complianceState'],
        filter: "(OwnerType eq '2')",
      }
      t.same(await linesOf({ reportName: 'Devices', ...legacy }), [
        'DeviceName,ManagementAgents,OwnerType,CompliantState',
        'DEVICE-4,2,2,0',
      ])
      t.same(await linesOf({ reportName: 'DevicesWithInventory', ...legacy }), [
        'Device name,Managed by,Ownership,Compliance',
        'DEVICE-4,Intune,Personal,Not evaluated',
      ])
      const [headings = ''] = await linesOf({ reportName: 'DevicesWithInventory' })
      t.notMatch(headings, /CertExpirationDate/)
      t.match(await linesOf({ reportName: 'DevicesWithInventory', select: ['CertExpirationDate'] }), [
        'CertExpirationDate',
      ])
    },
  )

  await t.test('B144: filters compare columns; some reports need one', async (t) => {
    const names = async (filter: string): Promise<unknown[]> =>
      (await valuesOf({ reportName: 'DeviceCompliance', select: ['DeviceName'], filter })).map(
        ({ DeviceName }) => DeviceName,
      )
    t.same(await names("(OwnerType eq '1') and ((OS eq 'windows') or (OS eq 'iOS'))"), [
      'DEVICE-1',
      'DEVICE-2',
      'DEVICE-3',
    ])
    t.same(await names('not (OwnerType eq 1)'), ['DEVICE-4'])
    t.same(await names("contains(DeviceName, 'ice-3')"), ['DEVICE-3'])
    t.same(await names("ComplianceState in ('2', '254') and LastContact lt '2026-03-02T09:14:08'"), [
      'DEVICE-2',
      'DEVICE-3',
    ])
    t.same(await names('LastContact gt 2026-03-02T09:14:08Z'), [])
    t.same(await names(`DeviceId eq '${DEVICES[0]}'`), ['DEVICE-1'])
    for (const [filter, words] of [
      ['(', /cannot be read/],
      ['Nope eq 1', /no column 'Nope'/],
      ["LastContact gt 'yesterday'", /'yesterday' in the filter is no DateTime/],
      ["ComplianceState eq 'compliant'", /'compliant' in the filter is no Int32/],
      ['DeviceName', /no comparison/],
      ['year(LastContact) eq 2026', /cannot be read/],
    ] as const)
      await refuses({ reportName: 'DeviceCompliance', filter }, words, 'filter')
    for (const [reportName, column] of [
      ['DeviceInstallStatusByApp', 'ApplicationId'],
      ['UserInstallStatusAggregateByApp', 'ApplicationId'],
      ['FeatureUpdateDeviceState', 'PolicyId'],
    ] as const) {
      await refuses({ reportName }, new RegExp(`needs a filter that compares '${column}'`), 'filter')
      t.equal((await exported(admin, { reportName, filter: `(${column} eq 'x')` }))['status'], 'completed', reportName)
    }
  })

  await t.test('B145: a job is made with the permission to write', async (t) => {
    const reader = await tenant.as('DeviceManagementManagedDevices.Read.All')
    t.equal((await reader.post(JOBS, { reportName: 'Devices' })).statusCode, 403)
    t.equal((await reader.post(`${REPORTS}/getDeviceNonComplianceReport`, {})).statusCode, 200, 'a table only reads')
    const writer = await tenant.as('DeviceManagementManagedDevices.ReadWrite.All')
    t.equal((await writer.post(JOBS, { reportName: 'Devices' })).statusCode, 201)
  })

  await t.test('B146: a cached report has the id that a client gives it, again and again', async (t) => {
    const id = 'DeviceNonCompliance_00000000-0000-0000-0000-000000000001'
    const configuration = {
      id,
      filter: "(OS eq 'Windows')",
      orderBy: ['DeviceName desc'],
      select: ['DeviceName', 'OS'],
    }
    t.equal((await admin.post(`${REPORTS}/getCachedReport`, { id })).statusCode, 404)
    for (const metadata of ['first', 'second']) {
      const response = await admin.post(CACHED, { ...configuration, metadata })
      t.equal(response.statusCode, 201, response.body)
      t.match(response.json(), { id, reportName: 'DeviceNonCompliance', status: 'notStarted', metadata })
    }
    t.match((await admin.get(`${CACHED}/${id}`)).json(), { status: 'completed', metadata: 'second' })
    t.same((await table(admin, 'getCachedReport', { id, skip: 0, top: 50, select: ['DeviceName'] })).Values, [
      ['DEVICE-2'],
    ])
    t.same(columnsOf(await table(admin, 'getCachedReport', { id })), ['DeviceName', 'OS', 'OS_loc'])
    await refuses(
      { ...configuration, id: 'Nope_00000000-0000-0000-0000-000000000001' },
      /'Nope' is no report/,
      'id',
      CACHED,
    )
    await refuses({ ...configuration, id: 'x' }, /'x' is no id of a cached report/, 'id', CACHED)
    const job = await exported(admin, { reportName: 'DeviceNonCompliance', snapshotId: id })
    t.match(job, { status: 'completed', select: ['DeviceName', 'OS'] })
    await refuses(
      { reportName: 'DeviceNonCompliance', snapshotId: id, select: ['OS'] },
      /cannot have another one/,
      'select',
    )
    await refuses({ reportName: 'Devices', snapshotId: id }, /one of the report 'DeviceNonCompliance'/, 'snapshotId')
  })

  await t.test('B147: a table tells its rows, its columns and some of the rows', async (t) => {
    const response = await admin.post(`${REPORTS}/getDeviceNonComplianceReport`, {
      select: ['OS', 'DeviceName', 'LastContact'],
      orderBy: ['DeviceName desc'],
      top: 1,
    })
    t.equal(response.headers['content-type'], 'application/octet-stream')
    t.same(response.json(), {
      TotalRowCount: 2,
      Schema: [
        { Column: 'OS', PropertyType: 'String' },
        { Column: 'DeviceName', PropertyType: 'String' },
        { Column: 'LastContact', PropertyType: 'DateTime' },
        { Column: 'OS_loc', PropertyType: 'String' },
      ],
      Values: [['iOS', 'DEVICE-3', '2026-03-02T09:14:07.4815162', 'iOS']],
      SessionId: '',
    })
    const action = 'getDeviceNonComplianceReport'
    const second = await table(admin, action, { select: ['DeviceName'], orderBy: ['DeviceName'], skip: 1, top: 1 })
    t.same(second.Values, [['DEVICE-3']])
    t.equal((await table(admin, action, { search: 'vice-3' })).TotalRowCount, 1)
    t.equal((await table(admin, action, { search: 'nothing like it' })).TotalRowCount, 0)
    const groups = await table(admin, action, { groupBy: ['OS'], orderBy: ['OS desc'] })
    t.same(groups.Schema[0], { Column: '__Count', PropertyType: 'Int32' })
    t.same(groups.Values, [
      [1, 'Windows'],
      [1, 'iOS'],
    ])
    const path = `${REPORTS}/${action}`
    await refuses({ select: ['Nope'] }, /no column 'Nope'/, 'select', path)
    await refuses({ orderBy: ['DeviceName upwards'] }, /is no order/, 'orderBy', path)
    await refuses({ groupBy: ['Nope'] }, /no column 'Nope'/, 'groupBy', path)
    await refuses({ top: -1 }, /'top' is -1/, 'top', path)
    await refuses({ name: 'Nope' }, /'Nope' is no report/, 'name', `${REPORTS}/getHistoricalReport`)
    t.equal((await table(admin, 'getHistoricalReport', { name: 'DeviceCompliance' })).TotalRowCount, 4)
    const events = await admin.get(`/beta/deviceManagement/auditEvents?$filter=contains(displayName,'Report')`)
    t.notMatch(events.body, /getDeviceNonComplianceReport/, 'reading is no event')
    t.equal(
      (await table(admin, 'getDevicesWithoutCompliancePolicyReport', { select: ['DeviceName'] })).Values[0]?.[0],
      'DEVICE-4',
    )
  })

  await t.test('B147: in the live profile columns come by name', async (t) => {
    const live = await startEmulator(t, { store: emulator.store, profile: 'live' })
    const client = live.withToken(admin.token)
    const { Schema } = await table(client, 'getDeviceNonComplianceReport', {
      select: ['OS', 'DeviceName', 'ComplianceState'],
    })
    t.same(
      Schema.map(({ Column }) => Column),
      ['ComplianceState', 'ComplianceState_loc', 'DeviceName', 'OS', 'OS_loc'],
    )
  })

  await t.test('B148: what devices report of a policy, and what that adds up to', async (t) => {
    const filter = `(PolicyBaseTypeName eq 'Microsoft.Management.Services.Api.DeviceConfiguration') and (PolicyId eq '${CONFIGURATION}')`
    const select = ['DeviceName', 'UPN', 'PolicyStatus', 'PspdpuLastModifiedTimeUtc']
    const rows = await table(admin, 'getConfigurationPolicyDevicesReport', { filter, select, skip: 0, top: 50 })
    t.equal(rows.TotalRowCount, 4)
    t.same(rows.Values.map((row) => row.slice(0, 3)).sort(), [
      ['DEVICE-1', 'user1@contoso.test', 2],
      ['DEVICE-2', 'user2@contoso.test', 4],
      ['DEVICE-3', 'user3@contoso.test', 5],
      ['DEVICE-4', 'user4@contoso.test', 6],
    ])
    const counts = [
      'PolicyName',
      'NumberOfCompliantDevices',
      'NumberOfNonCompliantOrErrorDevices',
      'NumberOfConflictDevices',
    ]
    const [summary] = (await table(admin, 'getConfigurationPolicyDeviceSummaryReport', { filter, select: counts }))
      .Values
    t.same(summary?.slice(0, 4), ['iOS restrictions', 1, 2, 1])
    const settings = await table(admin, 'getNoncompliantDevicesAndSettingsReport', {
      select: ['DeviceName', 'SettingName', 'SettingNm', 'SettingStatus', 'PolicyName'],
    })
    t.same(
      settings.Values.map((row) => row.slice(0, 5)),
      [['DEVICE-2', 'Windows10CompliancePolicy.BitLockerEnabled', 'BitLocker', 4, 'Windows compliance']],
    )
    const compliance = {
      filter: `PolicyId eq '${COMPLIANCE_POLICY}'`,
      select: ['DeviceName', 'ReportStatus', 'Manufacturer'],
    }
    const states = await table(admin, 'getCompliancePolicyDevicesReport', compliance)
    t.same([...states.Values].sort(), [
      ['DEVICE-1', 'Succeeded', 'Contoso'],
      ['DEVICE-2', 'Noncompliant', 'Contoso'],
    ])
    const agents = await table(admin, 'getUnhealthyDefenderAgentsReport', {
      select: ['DeviceName', 'RealTimeProtectionEnabled'],
    })
    t.same(agents.Values, [['DEVICE-1', false]])
  })

  await t.test('B148: overviews that nobody has written are counted, those that are written stay', async (t) => {
    const V1 = '/v1.0/deviceManagement'
    const read = async (url: string): Promise<object> => (await admin.get(url)).json<object>()
    t.match(await read(`${V1}/deviceCompliancePolicyDeviceStateSummary`), {
      compliantDeviceCount: 1,
      nonCompliantDeviceCount: 1,
      inGracePeriodCount: 1,
      unknownDeviceCount: 1,
      errorDeviceCount: 0,
    })
    t.match(await read(`${V1}/deviceConfigurationDeviceStateSummaries`), {
      compliantDeviceCount: 1,
      nonCompliantDeviceCount: 1,
      errorDeviceCount: 1,
      conflictDeviceCount: 1,
    })
    t.match(await read(`${V1}/softwareUpdateStatusSummary`), { compliantDeviceCount: 0, errorUserCount: 0 })
    const overview = `${V1}/deviceConfigurations/${CONFIGURATION}/deviceStatusOverview`
    t.match(await read(overview), {
      successCount: 1,
      failedCount: 1,
      errorCount: 1,
      pendingCount: 0,
      configurationVersion: 0,
    })
    t.match(await read(`${V1}/deviceCompliancePolicies/${COMPLIANCE_POLICY}/deviceStatusOverview`), {
      successCount: 1,
      failedCount: 1,
    })
    t.match(await read(`${V1}/deviceCompliancePolicies/${COMPLIANCE_POLICY}/userStatusOverview`), { successCount: 0 })
    t.equal((await admin.patch(overview, { pendingCount: 9 })).statusCode, 200)
    t.match(await read(overview), { pendingCount: 9, successCount: 1 })
  })

  await t.test('B150: reports of which nothing is stored are tables without rows', async (t) => {
    const empty = await table(admin, 'getWindowsUpdateAlertSummaryReport', { select: ['PolicyId'] })
    t.match(empty, { TotalRowCount: 0, Schema: [{ Column: 'PolicyId' }], Values: [] })
  })

  await t.test('B142: apps that were found on devices, one by one and in all', async (t) => {
    for (const id of DEVICES.slice(0, 2)) {
      const body = { '@odata.id': `${ORIGIN}/beta/deviceManagement/managedDevices/${id}` }
      const added = await admin.post(`/beta/deviceManagement/detectedApps/${DETECTED_APP}/managedDevices/$ref`, body)
      t.equal(added.statusCode, 204, added.body)
    }
    t.match(await valuesOf({ reportName: 'AppInvAggregate' }), [
      { ApplicationKey: DETECTED_APP, ApplicationName: 'Contoso Notes', DeviceCount: 2 },
      { ApplicationName: 'Fabrikam Paint', DeviceCount: 0 },
    ])
    const raw = await valuesOf({
      reportName: 'AppInvRawData',
      select: ['ApplicationKey', 'ApplicationVersion', 'DeviceId'],
    })
    t.same(raw.map(({ DeviceId }) => DeviceId).sort(), DEVICES.slice(0, 2))
    t.equal((await valuesOf({ reportName: 'AppInvByDevice', filter: `DeviceId eq '${DEVICES[0]}'` })).length, 1)
    t.equal(
      (await valuesOf({ reportName: 'DevicesByAppInv', filter: `ApplicationKey eq '${DETECTED_APP}'` })).length,
      2,
    )
  })

  await t.test('B142: reports of all kinds of rows can be exported, with the columns that they declare', async (t) => {
    const bySource = new Map([...reports.values()].reverse().map((report) => [report.source, report]))
    const all = [...bySource.values()].map(async ({ name, required, columns, headings }) => {
      const filter = required.map((column) => `${column} eq 'x'`).join(' and ')
      const [header = ''] = await linesOf({ reportName: name, ...(filter === '' ? {} : { filter }) })
      const own = header.split(',').filter((column) => !column.endsWith('_loc'))
      const declared = columns.filter((column) => !column.endsWith('_loc'))
      t.same(
        own,
        declared.map((column) => headings[column] ?? column),
        name,
      )
    })
    await Promise.all(all)
    t.ok(all.length > 30)
    t.same(emulator.errors, [])
  })

  await t.test('B141: the file of a job goes with the job', async (t) => {
    const job = await exported(admin, { reportName: 'Devices' })
    const folder = join(dataFolder, 'content', tenant.id)
    t.ok(readdirSync(folder).includes(String(job['id'])))
    t.equal((await admin.delete(`${JOBS}/${String(job['id'])}`)).statusCode, 204)
    for (let i = 0; i < 200 && readdirSync(folder).includes(String(job['id'])); i++)
      await new Promise((resolve) => setTimeout(resolve, 20))
    t.notOk(readdirSync(folder).includes(String(job['id'])))
    t.equal((await emulator.anonymous.get(job.url.replace(ORIGIN, ''))).statusCode, 404)
  })
})
