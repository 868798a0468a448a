/** Backups of IntuneCD: no ids, everything by name. */
import { test } from 'tap'
import { forEachEmulator } from '../harness/emulator.js'
import { CONTROL } from '../control/control.js'
import { countsOf, filesOf, fixture, fullTenant, importFiles, send } from './importing.js'
import type { Json } from './importing.js'

test('backups of IntuneCD', async (t) => {
  const json = await filesOf(fixture('intunecd/json'))
  const yaml = await filesOf(fixture('intunecd/yaml'))

  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await fullTenant(emulator)
      const { client } = tenant

      t.test('backups K2 K7: everything comes, recognised by itself', async (t) => {
        const report = await importFiles(emulator, tenant.id, json)
        t.equal(report.format, 'intunecd')
        t.same(countsOf(report), {
          roleScopeTags: '1 1 0',
          assignmentFilters: '1 0 0',
          mobileApps: '1 0 0',
          notificationMessageTemplates: '1 0 0',
          deviceManagementScripts: '1 0 0',
          mobileAppConfigurations: '2 0 0',
          deviceCompliancePolicies: '1 0 0',
          deviceConfigurations: '2 0 0',
          configurationPolicies: '1 0 0',
        })
        t.match(report, { complete: true, unresolved: [], leftOut: [], groupsMade: 2, secrets: 1 })
      })

      t.test('backups K14: groups, filters, tags, apps and templates are found by name', async (t) => {
        const [filter] = await tenant.list('deviceManagement/assignmentFilters')
        const [app] = await tenant.list('deviceAppManagement/mobileApps')
        const groups = await tenant.list('groups')
        const idOf = (name: string): string => groups.find((each) => each['displayName'] === name)?.['id']
        const [configuration] = await tenant.list(
          "deviceAppManagement/mobileAppConfigurations?$filter=displayName eq 'Crew Roster: iOS / defaults'&$expand=assignments",
        )
        t.match(configuration, { targetedMobileApps: [app?.['id']], roleScopeTagIds: ['0', '1'] })
        t.same(
          configuration?.['assignments']
            .map(({ target }: Json) => [target.groupId, target.deviceAndAppManagementAssignmentFilterId])
            .sort(),
          [
            [idOf('Deckhands'), filter?.['id']],
            [idOf('Bridge tablets'), null],
          ].sort(),
        )
        const [template] = await tenant.list('deviceManagement/notificationMessageTemplates')
        const [policy] = await tenant.list(
          'deviceManagement/deviceCompliancePolicies?$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)',
        )
        const actions: Json[] = policy?.['scheduledActionsForRule'][0].scheduledActionConfigurations
        t.same(
          actions.find(({ actionType }) => actionType === 'notification')?.['notificationTemplateId'],
          template?.['id'],
        )
      })

      t.test('backups K17: groups that are only named are security groups, dynamic with a rule', async (t) => {
        const groups = await tenant.list('groups?$orderby=displayName')
        t.match(
          groups.find((each) => each['displayName'] === 'Bridge tablets'),
          {
            securityEnabled: true,
            mailEnabled: false,
            mailNickname: 'Bridgetablets',
            groupTypes: ['DynamicMembership'],
            membershipRule: '(device.deviceOSType -eq "iPad")',
          },
        )
        t.match(
          groups.find((each) => each['displayName'] === 'Deckhands'),
          { groupTypes: [], membershipRule: null },
        )
      })

      t.test('backups K18: a value that was decrypted for the backup is encrypted again', async (t) => {
        const [policy] = await tenant.list("deviceManagement/deviceConfigurations?$filter=displayName eq 'Gangway PIN'")
        const [pin, attempts] = policy?.['omaSettings'] as Json[]
        t.match(pin, { isEncrypted: true, value: '****' })
        t.match(attempts, { value: 5 })
        const path = `deviceManagement/deviceConfigurations/${policy?.['id']}/getOmaSettingPlainTextValue(secretReferenceValueId='${pin?.['secretReferenceValueId']}')`
        t.equal((await client.get(`/beta/${path}`)).json().value, '2580')
      })

      t.test('payloads of Android are base64 again', async (t) => {
        const [policy] = await tenant.list(
          "deviceAppManagement/mobileAppConfigurations?$filter=displayName eq 'Ticket reader'",
        )
        t.match(JSON.parse(Buffer.from(policy?.['payloadJson'], 'base64').toString()), {
          productId: 'app:example.brindle.ticketreader',
        })
      })

      t.test('backups K13 K15: importing again, as JSON or YAML or in part, changes nothing', async (t) => {
        const before = await Promise.all(SETS.map((set) => tenant.list(set)))
        for (const files of [json, yaml, json.filter(({ path }) => !path.startsWith('Device Configurations/'))]) {
          const report = await importFiles(emulator, tenant.id, files)
          t.match(report, { made: 0, groupsMade: 0, complete: true })
        }
        t.same(await Promise.all(SETS.map((set) => tenant.list(set))), before)
      })

      t.test('YAML gives the tenant that JSON gives, but for ids and times', async (t) => {
        const other = await fullTenant(emulator)
        const report = await importFiles(emulator, other.id, yaml)
        t.match(report, { complete: true, groupsMade: 2 })
        for (const set of SETS) t.same(comparable(await other.list(set)), comparable(await tenant.list(set)), set)
      })

      t.test('a dry run reports the same, and stores nothing', async (t) => {
        const other = await fullTenant(emulator)
        const dry = await importFiles(emulator, other.id, json, '?dryRun=true')
        t.match(dry, { dryRun: true, complete: true, groupsMade: 2 })
        t.same(await other.list('deviceManagement/deviceConfigurations'), [])
        const real = await importFiles(emulator, other.id, json)
        t.same({ ...dry, dryRun: false }, real)
      })

      t.test('what is not found is told with file and line, and the rest comes', async (t) => {
        const other = await fullTenant(emulator)
        const files = json.filter(({ path }) => !path.startsWith('Filters/') && !path.startsWith('Applications/'))
        const report = await importFiles(emulator, other.id, files)
        t.equal(report.complete, false)
        const file = 'App Configuration/Crew Roster_ iOS _ defaults_iosMobileAppConfiguration.json'
        t.match(report.unresolved, [
          { file, line: 23, kind: 'app', name: 'Crew Roster' },
          { file, line: 30, kind: 'filter', name: 'Company iPads', of: 'Crew Roster: iOS / defaults' },
        ])
      })

      t.test(
        'backups K19 K20 K21: a script that was edited beside its object is told, and an archive is not imported',
        async (t) => {
          const other = await fullTenant(emulator)
          const files = json.map((file) => (/\.ps1$/.test(file.path) ? { ...file, text: 'tzutil /g\n' } : file))
          files.push({ path: '__archive__/2026-01-01_00-00/Filters/Gone.json', text: '{"displayName":"Gone"}' })
          const report = await importFiles(emulator, other.id, files)
          t.match(report.remarks, [
            {
              file: 'Scripts/Powershell/Set ship time.json',
              detail: /shiptime\.ps1 differs from scriptContent, which counts/,
            },
          ])
          t.match(countsOf(report), { assignmentFilters: '1 0 0' })
        },
      )

      t.test(
        'backups K11 K12 K16: the name is in the file, an appended id is the id, and objects of one name are two',
        async (t) => {
          const other = await fullTenant(emulator)
          const id = '5d8a8b52-3c3e-4f9a-8c11-6f5fd9d1a001'
          const category = (displayName: string): string => JSON.stringify({ displayName, description: '' })
          const report = await importFiles(
            emulator,
            other.id,
            [
              { path: 'Settings Catalog/none.txt', text: '' },
              { path: 'Device Categories/a_b.json', text: category('a:b') },
              { path: `Device Categories/a_b__${id}.json`, text: category('a/b') },
            ],
            '?format=intunecd',
          )
          t.match(countsOf(report), { deviceCategories: '2 0 0' })
          t.match(await other.list("deviceManagement/deviceCategories?$filter=displayName eq 'a/b'"), [{ id }])
        },
      )

      t.test('a file that cannot be read: nothing is imported, unless it may be left out', async (t) => {
        const other = await fullTenant(emulator)
        const broken = json.map((file) =>
          /Filters/.test(file.path) ? { ...file, text: file.text.slice(0, 90) } : file,
        )
        const refused = await send(emulator, other.id, broken)
        t.equal(refused.statusCode, 400)
        t.match(refused.json(), {
          detail: 'nothing is imported: a file cannot be read',
          errors: [{ pointer: /^Filters\/Company iPads\.json:\d+$/, detail: /is no JSON/ }],
        })
        t.same(await other.list('deviceManagement/deviceConfigurations'), [])
        const report = await importFiles(emulator, other.id, broken, '?lenient=true')
        t.match(report.leftOut, [{ file: 'Filters/Company iPads.json', detail: /is no JSON/ }])
      })

      t.test('an object that the service refuses is left out with the reason, and the others come', async (t) => {
        const other = await fullTenant(emulator)
        const report = await importFiles(emulator, other.id, [
          ...json,
          {
            path: 'Device Configurations/x.json',
            text: '{"@odata.type":"#microsoft.graph.iosGeneralDeviceConfiguration","displayName":"Wrong","passcodeMinimumLength":"six"}',
          },
        ])
        t.match(report, { complete: false, made: 11 })
        t.match(report.leftOut, [
          { file: 'Device Configurations/x.json', line: 1, detail: /'Wrong'.*passcodeMinimumLength/ },
        ])
      })
      t.test('nothing of this is a fault of the server', async (t) => t.same(emulator.errors, []))
    },
    { control: CONTROL },
  )
})

const SETS = [
  'groups',
  'deviceManagement/roleScopeTags?$expand=assignments',
  'deviceManagement/assignmentFilters',
  'deviceAppManagement/mobileApps?$expand=assignments',
  'deviceAppManagement/mobileAppConfigurations?$expand=assignments',
  'deviceManagement/deviceConfigurations?$expand=assignments',
  'deviceManagement/deviceCompliancePolicies?$expand=assignments',
  'deviceManagement/configurationPolicies?$expand=settings,assignments',
  'deviceManagement/deviceManagementScripts?$expand=assignments',
  'deviceManagement/notificationMessageTemplates?$expand=localizedNotificationMessages',
]

/** Ids and times are the tenant's own. */
function comparable(items: Json[]): string[] {
  const plain = JSON.stringify(items, (name, value: unknown) =>
    /DateTime$|securityIdentifier|@odata/.test(name) && !/type/.test(name)
      ? undefined
      : name === 'assignments'
        ? (value as Json[]).map((each) => JSON.stringify(each['target'])).sort()
        : value,
  ).replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, 'id')
  return (JSON.parse(plain) as Json[]).map((each) => JSON.stringify(each)).sort()
}
