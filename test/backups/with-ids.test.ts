/** Backups that keep ids: IntuneManagement, IntuneBackupAndRestore, exports of the portal, saved answers of Graph. */
import { test } from 'tap'
import type { BackupFile } from '../../src/services/backups/backup.js'
import { formatOf } from '../../src/services/backups/formats.js'
import { CONTROL } from '../control/control.js'
import { forEachEmulator } from '../harness/emulator.js'
import { bundleOf, countsOf, filesOf, fixture, fullTenant, importFiles, send } from './importing.js'
import type { Json } from './importing.js'

const DECKHANDS = 'ecfcbfb8-0583-4a77-9dcd-0ca724f4e955'
const APP = 'cfd19d0a-26e0-4490-b584-904dd274d8c5'

test('backups with ids', async (t) => {
  const ps51 = await filesOf(fixture('intunemanagement/ps51'))
  const pwsh7 = await filesOf(fixture('intunemanagement/pwsh7/Brindle Ferries'))
  const restore = await filesOf(fixture('intunebackupandrestore'))
  const exported = await filesOf(fixture('portal'))

  await forEachEmulator(
    t,
    async (t, emulator) => {
      t.test(
        'backups K1 K8 K9: IntuneManagement, of PowerShell 5.1 in UTF-16 and of PowerShell 7, gives the same',
        async (t) => {
          const [first, second] = [await fullTenant(emulator), await fullTenant(emulator)]
          const one = await importFiles(emulator, first.id, ps51)
          const other = await importFiles(emulator, second.id, pwsh7)
          t.equal(one.format, 'intunemanagement')
          t.same(countsOf(one), countsOf(other))
          t.match(countsOf(one), { groups: '2 0 0', roleScopeTags: '1 0 0', mobileAppConfigurations: '2 0 0' })
          t.match(one.unresolved, [{ kind: 'app', name: APP }, { kind: 'message template' }])
          for (const set of ['deviceManagement/deviceConfigurations', 'deviceAppManagement/mobileAppConfigurations'])
            t.same(
              (await first.list(`${set}?$expand=assignments`)).map(withoutTenants),
              (await second.list(`${set}?$expand=assignments`)).map(withoutTenants),
            )
        },
      )

      t.test(
        'backups K31 K35 K38: ids, times and versions are those of the backup, and annotations are none of it',
        async (t) => {
          const tenant = await fullTenant(emulator)
          await importFiles(emulator, tenant.id, pwsh7)
          t.match(
            await tenant.list(
              "deviceAppManagement/mobileAppConfigurations?$filter=displayName eq 'Crew Roster: iOS / defaults'&$expand=assignments",
            ),
            [
              {
                createdDateTime: '2026-03-12T07:30:15.1234567Z',
                lastModifiedDateTime: '2026-03-13T11:02:44.7654321Z',
                version: 2,
                targetedMobileApps: [APP],
                roleScopeTagIds: ['0', '1'],
              },
            ],
          )
          t.match(await tenant.list("groups?$filter=displayName eq 'Deckhands'"), [
            { id: DECKHANDS, description: 'Everybody on deck' },
          ])
          const again = await importFiles(emulator, tenant.id, ps51)
          t.match(again, { made: 0 })
        },
      )

      t.test(
        'backups K30 K32 K34: templates come with their companion, and the exporting tenant is told in words',
        async (t) => {
          const tenant = await fullTenant(emulator)
          const definition = '1d6c0a0e-5c38-4f0b-9a35-6f8a3f0d0001'
          const presentation = '1d6c0a0e-5c38-4f0b-9a35-6f8a3f0d0002'
          const context = (set: string): string =>
            `https://graph.microsoft.com/beta/$metadata#deviceManagement/${set}/$entity`
          const report = await importFiles(emulator, tenant.id, [
            {
              path: 'AdministrativeTemplates/Browser.json',
              text: JSON.stringify({
                '@odata.context': context('groupPolicyConfigurations(assignments())'),
                id: '1d6c0a0e-5c38-4f0b-9a35-6f8a3f0d0003',
                displayName: 'Browser',
                'definitionValues@odata.navigationLink': 'x',
              }),
            },
            {
              path: 'AdministrativeTemplates/Browser_Settings.json',
              text: JSON.stringify([
                {
                  enabled: true,
                  'definition@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions('${definition}')`,
                  '#Definition_displayName': 'Home page',
                  '#Definition_classType': 'user',
                  '#Definition_categoryPath': '\\Browser',
                  presentationValues: [
                    {
                      '@odata.type': '#microsoft.graph.groupPolicyPresentationValueText',
                      value: 'https://brindle.example',
                      'presentation@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions('${definition}')/presentations('${presentation}')`,
                    },
                  ],
                },
              ]),
            },
            {
              path: 'EnrollmentRestrictions/All.json',
              text: JSON.stringify({
                '@odata.context': context('deviceEnrollmentConfigurations'),
                '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration',
                id: '%OrganizationId%_DefaultLimit',
                displayName: 'All users and all devices',
                limit: 7,
              }),
            },
          ])
          t.match(report, { complete: true })
          const [policy] = await tenant.list(
            'deviceManagement/groupPolicyConfigurations?$expand=definitionValues($expand=definition,presentationValues)',
          )
          t.match(policy?.['definitionValues'], [
            {
              enabled: true,
              definition: { id: definition, displayName: 'Home page' },
              presentationValues: [{ value: 'https://brindle.example' }],
            },
          ])
          const limits = await tenant.list('deviceManagement/deviceEnrollmentConfigurations')
          t.match(
            limits.find(({ id }) => id === `${tenant.id}_DefaultLimit`),
            { limit: 7 },
          )
        },
      )

      t.test(
        'backups K36: a group that nothing tells of stays an id that leads nowhere, or is made up on request',
        async (t) => {
          const tenant = await fullTenant(emulator)
          const report = await importFiles(emulator, tenant.id, restore)
          t.equal(report.format, 'intunebackupandrestore')
          t.match(report.unresolved, [{ kind: 'group', name: DECKHANDS, of: 'Crew Roster' }])
          const [app] = await tenant.list('deviceAppManagement/mobileApps?$expand=assignments')
          t.match(app, { id: APP, assignments: [{ intent: 'required', target: { groupId: DECKHANDS } }] })
          const other = await fullTenant(emulator)
          t.match(await importFiles(emulator, other.id, restore, '?placeholders=true'), {
            complete: true,
            groupsMade: 2,
          })
          t.match(await other.list(`groups?$filter=id eq '${DECKHANDS}'`), [
            { displayName: `Imported group ${DECKHANDS.slice(0, 8)}` },
          ])
        },
      )

      t.test(
        'backups K3 K41 K43: assignments are in files of their own, and a policy without actions blocks at once',
        async (t) => {
          const tenant = await fullTenant(emulator)
          await importFiles(emulator, tenant.id, restore)
          t.match(await tenant.list('deviceManagement/deviceManagementScripts?$expand=assignments'), [
            { assignments: [{ target: { groupId: DECKHANDS } }] },
          ])
          const [policy] = await tenant.list(
            'deviceManagement/deviceCompliancePolicies?$expand=assignments,scheduledActionsForRule($expand=scheduledActionConfigurations)',
          )
          t.match(policy?.['scheduledActionsForRule'], [
            { scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 0 }] },
          ])
          t.equal(policy?.['assignments'].length, 1)
        },
      )

      t.test('backups K39 K42: times of Windows PowerShell are read, and a script that differs is told', async (t) => {
        const tenant = await fullTenant(emulator)
        const folder = 'Device Management Scripts/'
        const script = restore.find(({ path }) => path.startsWith(folder) && !/Assignments|Script Content/.test(path))
        const name = script?.path.slice(folder.length).replace(/\.json$/, '') ?? ''
        const beside = `${folder}Script Content/${name}.ps1`
        const files = restore
          .filter(({ path }) => path !== beside)
          .map((file) =>
            file === script
              ? {
                  ...file,
                  text: file.text.replace(/("createdDateTime"\s*:\s*)"[^"]*"/, '$1"\\/Date(1767254400000)\\/"'),
                }
              : file,
          )
        const report = await importFiles(emulator, tenant.id, [...files, { path: beside, text: 'tzutil /g' }])
        t.match(report.remarks, [{ detail: `Script Content/${name}.ps1 differs from scriptContent, which counts` }])
        t.match(await tenant.list('deviceManagement/deviceManagementScripts'), [
          { createdDateTime: /^2026-01-01T08:00:00/ },
        ])
      })

      t.test('backups K40: a value that PowerShell has cut off is left out and told', async (t) => {
        const tenant = await fullTenant(emulator)
        const cut = restore.map((file) =>
          file.path.startsWith('Client Apps/ios') ? { ...file, text: cutOff(file.text) } : file,
        )
        const report = await importFiles(emulator, tenant.id, cut)
        t.match(report.leftOut, [{ detail: /'Crew Roster'.*applicableDeviceType: PowerShell has cut it off/ }])
        const [app] = await tenant.list('deviceAppManagement/mobileApps')
        t.equal(typeof app?.['applicableDeviceType'], 'object')
      })

      t.test('backups K4 K44: an export of the portal keeps its id and its settings as they are', async (t) => {
        const tenant = await fullTenant(emulator)
        const report = await importFiles(emulator, tenant.id, exported)
        t.match(report, { format: 'portal', complete: true, made: 1 })
        const told = JSON.parse(exported[0]?.text.replace(/^\uFEFF/, '') ?? '') as Json
        const [policy] = await tenant.list('deviceManagement/configurationPolicies?$expand=settings')
        t.match(policy, {
          id: told['id'],
          settingCount: 1,
          name: told['name'],
          createdDateTime: told['createdDateTime'],
        })
        const bare = (policy?.['settings'] as Json[]).map(({ '@odata.type': _type, ...setting }) => setting)
        t.same(bare, told['settings'])
      })

      t.test('saved answers of Graph: lists and single objects, by their context or their type', async (t) => {
        const [source, target] = [await fullTenant(emulator), await fullTenant(emulator)]
        await importFiles(emulator, source.id, pwsh7)
        const paths = [
          'deviceManagement/assignmentFilters',
          'groups',
          'deviceManagement/deviceConfigurations?$expand=assignments',
        ]
        const files = await Promise.all(
          paths.map(async (path, i) => ({
            path: `answer ${i}.json`,
            text: (await source.client.get(`/beta/${path}`)).body,
          })),
        )
        const bare = JSON.stringify([{ '@odata.type': '#microsoft.graph.deviceCategory', displayName: 'Bare' }])
        const report = await importFiles(emulator, target.id, [...files, { path: 'bare.json', text: bare }])
        t.match(report, { format: 'graph', complete: true })
        t.match(countsOf(report), {
          groups: '2 0 0',
          assignmentFilters: '1 0 0',
          deviceConfigurations: '2 0 0',
          deviceCategories: '1 0 0',
        })
      })

      t.test('backups K5 K6 K45: what is not read is named, with the better way', async (t) => {
        const tenant = await fullTenant(emulator)
        const script = "Configuration M365TenantConfig\n{\n    Import-DscResource -ModuleName 'Microsoft365DSC'\n}\n"
        for (const [path, text, detail] of [
          ['M365TenantConfig.ps1', script, /export of Microsoft365DSC, which is not read/],
          ['main.tf', 'resource "x" "y" {}', /Terraform, which is not read/],
          ['readme.json', '{"a":1}', /none of its 1 files looks like a backup/],
        ] as const)
          t.match((await send(emulator, tenant.id, [{ path, text }])).json(), { status: 400, detail })
      })

      t.test('nothing of this is a fault of the server', async (t) => t.same(emulator.errors, []))
    },
    { control: CONTROL },
  )
})

test('backups K2 K3 K8: a tool is recognised below folders, and backups that lie side by side are refused by name', async (t) => {
  const nothing = { path: 'notes.json', text: '{"value":[]}' }
  for (const [name, format] of [
    ['intunecd/json', 'intunecd'],
    ['intunebackupandrestore', 'intunebackupandrestore'],
    ['intunemanagement/pwsh7', 'intunemanagement'],
  ] as const) {
    const files = await filesOf(fixture(name))
    const recognised = (folders: readonly string[], more: readonly BackupFile[] = []): string => {
      const moved = folders.flatMap((folder) => files.map(({ path, text }) => ({ path: `${folder}/${path}`, text })))
      const texts = new Map([...moved, ...more].map(({ path, text }) => [path, text]))
      return formatOf({ paths: [...texts.keys()], read: (path) => texts.get(path) }).format.name
    }
    t.equal(recognised(['backup']), format)
    t.equal(recognised(['archive/backup']), format)
    const two =
      /^there are 2 backups in it, '.*monday.*' \(Intune\w+\), '.*tuesday.*' \(Intune\w+\): import one folder$/
    t.throws(() => recognised(['monday', 'tuesday']), { message: two })
    t.throws(() => recognised(['all/monday', 'all/tuesday']), { message: two })
    if (format === 'intunemanagement') continue
    t.throws(() => recognised(['monday'], [nothing]), {
      message: /^there is a backup beside other files in it, 'monday' \(/,
    })
  }
})

test('a backup in its bundle', async (t) => {
  t.equal(await bundleOf([]), '{"files":[]}')
})

function cutOff(text: string): string {
  return JSON.stringify({ ...(JSON.parse(text) as Json), applicableDeviceType: '@{iPad=True; iPhoneAndIPod=True}' })
}

/** References to secrets begin with the id of the tenant. */
function withoutTenants(item: Json): Json {
  return JSON.parse(
    JSON.stringify(item, (name, value: unknown) => (name === 'secretReferenceValueId' ? '' : value)),
  ) as Json
}
