/** Exports: the files that a tool would write, which come back as the same tenant. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import type { BackupFile } from '../../src/services/backups/backup.js'
import { WRITERS } from '../../src/services/backups/export/formats.js'
import type { ExportFormat } from '../../src/services/backups/export/formats.js'
import { httpGet } from '../../src/services/backups/export/http-get.js'
import { saveFiles } from '../../src/services/backups/export/save.js'
import type { Get } from '../../src/services/backups/export/source.js'
import { CONTROL, controlOf } from '../control/control.js'
import { yamlParser } from '../../src/services/backups/text.js'
import { forEachEmulator } from '../harness/emulator.js'
import { clientOf, filesOf, fixture, fullTenant, importFiles } from './importing.js'
import type { FullTenant, Json } from './importing.js'

const getOf =
  ({ client }: FullTenant): Get =>
  async (path, headers) => {
    const answer = await client.get(`/beta/${path}`, headers)
    if (answer.statusCode === 403) throw new Error(`${path}: ${answer.body}`)
    return answer.statusCode === 200
      ? JSON.parse(answer.body.replaceAll('http://localhost:8080/beta/', 'https://graph.microsoft.com/beta/'))
      : undefined
  }

async function exported(tenant: FullTenant, format: ExportFormat): Promise<BackupFile[]> {
  const files = new Map<string, BackupFile>()
  for await (const file of WRITERS[format](getOf(tenant), { id: tenant.id, name: 'Brindle: Ferries' }))
    files.set(file.path, file)
  return [...files.values()]
}

const byPath = (files: readonly BackupFile[]): Record<string, string> =>
  Object.fromEntries(files.map(({ path, text }) => [path, text]).sort())

test('exports', async (t) => {
  const intunecd = await filesOf(fixture('intunecd/json'))
  const management = await filesOf(fixture('intunemanagement/pwsh7'))
  const restore = await filesOf(fixture('intunebackupandrestore'))

  await forEachEmulator(
    t,
    async (t, emulator) => {
      for (const [format, backup] of [
        ['intunecd', intunecd],
        ['intunemanagement', management],
        ['intunebackupandrestore', restore],
        ['graph', management],
      ] as const)
        t.test(
          `backups K11 K28 K38: import, export, import elsewhere, export: ${format} gives the same files`,
          async (t) => {
            const [first, second] = [await fullTenant(emulator), await fullTenant(emulator)]
            await importFiles(emulator, first.id, backup)
            const once = await exported(first, format)
            t.ok(once.length > 5)
            const report = await importFiles(emulator, second.id, once)
            t.equal(report.format, format)
            const twice = await exported(second, format)
            t.same(masked(byPath(twice), second), masked(byPath(once), first))
          },
        )

      t.test('backups K7 K11 K20: files, names and layout are those of IntuneCD', async (t) => {
        const tenant = await fullTenant(emulator)
        await importFiles(emulator, tenant.id, intunecd)
        const files = byPath(await exported(tenant, 'intunecd'))
        const inYaml = byPath(await exported(tenant, 'intunecd-yaml'))
        const yaml = await yamlParser()
        for (const [path, text] of Object.entries(files))
          if (!path.endsWith('.json')) t.equal(inYaml[path], text, path)
          else t.same(yaml(inYaml[path.replace(/json$/, 'yaml')] ?? '', path), JSON.parse(text), path)
        t.equal(Object.keys(inYaml).length, Object.keys(files).length)
        const paths = Object.keys(files)
        const told = intunecd.map(({ path }) => path)
        t.same(
          told.filter((path) => !paths.includes(path)),
          [],
        )
        for (const path of told.filter((each) => /Script Data|mobileconfig/.test(each)))
          t.equal(files[path], intunecd.find((each) => each.path === path)?.text, path)
        const tag = 'Scope Tags/On board.json'
        t.equal(files[tag], intunecd.find(({ path }) => path === tag)?.text)
        t.match(
          files['App Configuration/Crew Roster_ iOS _ defaults_iosMobileAppConfiguration.json'],
          /^\{\n {5}"@odata.type"/,
        )
        t.match(
          JSON.parse(files['Assignment Report/report.json'] ?? '[]')
            .map(({ groupName }: Json) => groupName)
            .sort(),
          ['Bridge tablets', 'Deckhands'],
        )
      })

      t.test(
        'backups K28: an import shows what its files have, in their order, its export is those files, and so is that of a clone',
        async (t) => {
          const tenant = await fullTenant(emulator)
          await importFiles(emulator, tenant.id, intunecd)
          const files = byPath(await exported(tenant, 'intunecd'))
          // The service tells where the messages come from, and each tenant names its own scope tag and templates.
          const plain = (text = ''): string =>
            text
              .replace(/\n *"localizedNotificationMessages@odata.context": .*/, '')
              .replace(/(?<="notificationTemplateId": ")(?!0{8})[^"]*/, '{template}')
          const told = intunecd.filter(({ path }) => !/report\.json$|Default\.json$/.test(path))
          t.ok(told.length > 10)
          for (const { path, text } of told)
            t.equal(inOrder(path, plain(files[path])), inOrder(path, plain(text)), path)
          const cloned = await controlOf(emulator).post(`/tenants/${tenant.id}/clone`, {})
          t.equal(cloned.statusCode, 201, cloned.body)
          const clone = await clientOf(emulator, cloned.json<{ id: string }>().id)
          t.strictSame(byPath(await exported(clone, 'intunecd')), files)
        },
      )

      t.test('backups K28 K29 K33 K37 K38: what IntuneManagement saved comes back byte by byte', async (t) => {
        const tenant = await fullTenant(emulator)
        const app = {
          '@odata.type': '#microsoft.graph.iosStoreApp',
          id: 'cfd19d0a-26e0-4490-b584-904dd274d8c5',
          displayName: 'Crew Roster',
          publisher: 'Brindle',
          appStoreUrl: 'https://apps.example/roster',
        }
        await importFiles(emulator, tenant.id, [{ path: 'app.json', text: JSON.stringify([app]) }])
        await importFiles(emulator, tenant.id, management)
        const files = byPath(await exported(tenant, 'intunemanagement'))
        const told = management.filter(({ path }) => !/MigrationTable|Groups\//.test(path))
        t.equal(told.length, 10)
        for (const { path, text } of told) t.equal(asInSamples(path, files[path]), asInSamples(path, text), path)
        const table = Object.keys(files).find((path) => path.endsWith('MigrationTable.json')) ?? ''
        t.match(JSON.parse(files[table] ?? '{}'), { TenantId: tenant.id })
      })

      t.test('backups K33: what an app depends on and supersedes comes, and is saved again', async (t) => {
        const [tenant, other] = [await fullTenant(emulator), await fullTenant(emulator)]
        const id = (n: number): string => `5d0c5b56-4cfa-4d2c-9b62-0f6d5f5b000${n}`
        const context = 'https://graph.microsoft.com/beta/$metadata#deviceAppManagement/mobileApps/$entity'
        const app = (n: number, more = {}) => ({
          path: `Brindle Ferries/Applications/${n}.json`,
          text: JSON.stringify({
            '@odata.context': context,
            '@odata.type': '#microsoft.graph.iosStoreApp',
            id: id(n),
            displayName: `App ${n}`,
            publisher: 'Brindle',
            appStoreUrl: 'https://apps.example/roster',
            'x@odata.navigationLink': '',
            ...more,
          }),
        })
        const related = {
          '#CustomRefDependency': `App 2|!||!|${id(2)}|!|autoInstall|*|App 3|!||!|${id(3)}|!|detect`,
          '#CustomRefSupersedence': `App 4|!||!|${id(4)}|!|replace|*|Gone|!||!|${id(9)}|!|update`,
        }
        const backup = [app(1, related), app(2), app(3), app(4)]
        const report = await importFiles(emulator, tenant.id, backup)
        t.match(report, { made: 4, unresolved: [{ kind: 'app', name: id(9), of: 'App 1' }], leftOut: [] })
        const shown = await tenant.list(`deviceAppManagement/mobileApps/${id(1)}/relationships`)
        t.same(
          shown.map((each) => [each['targetDisplayName'], each['dependencyType'] ?? each['supersedenceType']]).sort(),
          [
            ['App 2', 'autoInstall'],
            ['App 3', 'detect'],
            ['App 4', 'replace'],
          ],
        )
        t.match(await importFiles(emulator, tenant.id, backup), { made: 0 })
        const once = byPath(await exported(tenant, 'intunemanagement'))
        const [path, text] = Object.entries(once).find(([each]) => each.endsWith('App 1.json')) ?? ['', '{}']
        t.match(JSON.parse(text), { ...related, '#CustomRefSupersedence': /^App 4\|!\|\|!\|[^|]*\|!\|replace$/ })
        await importFiles(emulator, other.id, await exported(tenant, 'intunemanagement'))
        t.equal(byPath(await exported(other, 'intunemanagement'))[path], text)
      })

      t.test('backups K33: the certificates of a profile come by name, and are saved again', async (t) => {
        const [tenant, other] = [await fullTenant(emulator), await fullTenant(emulator)]
        const id = (n: number): string => `8a1f4be0-3d27-4b9e-8f54-9b3e7c1d000${n}`
        const context = 'https://graph.microsoft.com/beta/$metadata#deviceManagement/deviceConfigurations/$entity'
        const root = '#microsoft.graph.androidDeviceOwnerTrustedRootCertificate'
        const profile = (n: number, type: string, more: object) => ({
          path: `Brindle Ferries/DeviceConfiguration/Profile ${n}.json`,
          text: JSON.stringify({
            '@odata.context': context,
            '@odata.type': `#microsoft.graph.${type}`,
            id: id(n),
            displayName: `Profile ${n}`,
            'x@odata.navigationLink': '',
            ...more,
          }),
        })
        const certificate = { certFileName: 'root.cer', trustedRootCertificate: 'AAAA' }
        const told = { '#CustomRef_rootCertificatesForServerValidation': `Profile 2,Profile 3|:|${root}` }
        const gone = { '#CustomRef_identityCertificateForClientAuthentication': 'Gone|:|#microsoft.graph.other' }
        // Only apps have relationships.
        const noApp = { '#CustomRefDependency': `App|!||!|${id(9)}|!|detect`, '#CustomRef_version': 'Profile 2|:|' }
        const wifi = { ssid: 'ferry', networkName: 'Ferry', wiFiSecurityType: 'wpaEnterprise', eapType: 'eapTls' }
        const backup = [
          profile(1, 'androidDeviceOwnerEnterpriseWiFiConfiguration', { ...wifi, ...told, ...gone, ...noApp }),
          profile(2, root.slice(17), certificate),
          profile(3, root.slice(17), certificate),
        ]
        const report = await importFiles(emulator, tenant.id, backup)
        t.match(report, { made: 3, unresolved: [{ kind: 'profile', name: 'Gone', of: 'Profile 1' }] })
        t.match(report.leftOut, [{ detail: /'version' refers to nothing/ }])
        const at = `deviceManagement/deviceConfigurations/${id(1)}/microsoft.graph.androidDeviceOwnerEnterpriseWiFiConfiguration`
        const shown = await tenant.list(`${at}/rootCertificatesForServerValidation`)
        t.same(shown.map((each) => each['id']).sort(), [id(2), id(3)])
        const once = byPath(await exported(tenant, 'intunemanagement'))
        const [path, text] = Object.entries(once).find(([each]) => each.endsWith('Profile 1.json')) ?? ['', '{}']
        t.match(JSON.parse(text), told)
        await importFiles(emulator, other.id, await exported(tenant, 'intunemanagement'))
        t.equal(byPath(await exported(other, 'intunemanagement'))[path], text)
      })

      t.test('backups K34: a template is saved with what it configures beside it', async (t) => {
        const [tenant, other] = [await fullTenant(emulator), await fullTenant(emulator)]
        const id = (n: number): string => `1d6c0a0e-5c38-4f0b-9a35-6f8a3f0d000${n}`
        const definition = `https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions('${id(1)}')`
        const settings = [
          {
            enabled: true,
            'definition@odata.bind': definition,
            '#Definition_Id': id(1),
            '#Definition_displayName': 'Home page',
            '#Definition_classType': 'user',
            '#Definition_categoryPath': '\\Browser',
            presentationValues: [
              {
                '@odata.type': '#microsoft.graph.groupPolicyPresentationValueText',
                value: 'https://brindle.example',
                'presentation@odata.bind': `${definition}/presentations('${id(2)}')`,
                '#Presentation_Id': id(2),
                '#Presentation_Label': 'Address',
              },
              {
                '@odata.type': '#microsoft.graph.groupPolicyPresentationValueText',
                value: 'of no presentation',
                'presentation@odata.bind': `${definition}/presentations('')`,
              },
            ],
          },
        ]
        const text = `${JSON.stringify(settings, undefined, 2).replaceAll('\n', '\r\n')}\r\n`
        const context = 'https://graph.microsoft.com/beta/$metadata#deviceManagement/groupPolicyConfigurations/$entity'
        await importFiles(emulator, tenant.id, [
          {
            path: 'AdministrativeTemplates/Browser.json',
            text: JSON.stringify({
              '@odata.context': context,
              id: id(3),
              displayName: 'Browser',
              'x@odata.navigationLink': '',
            }),
          },
          { path: 'AdministrativeTemplates/Browser_Settings.json', text },
        ])
        const files = await exported(tenant, 'intunemanagement')
        const path = 'Brindle Ferries/AdministrativeTemplates/Browser_Settings.json'
        t.equal(byPath(files)[path], text)
        await importFiles(emulator, other.id, files)
        t.equal(byPath(await exported(other, 'intunemanagement'))[path], text)
      })

      t.test(
        'backups K28: members that the model lacks are stored and returned, until the object is changed',
        async (t) => {
          const tenant = await fullTenant(emulator)
          const set = 'deviceManagement/deviceConfigurations'
          const body = {
            '@odata.type': '#microsoft.graph.iosCustomConfiguration',
            newer: { since: [2027] },
            displayName: 'Berth',
            DISPLAYNAME: 'x',
            'no name': 1,
            nothing: '\u0000',
            half: '\ud800',
            payloadName: 'Berth',
            payload: 'YQ==',
          }
          const bare = {
            '@odata.type': '#microsoft.graph.iosStoreApp',
            newer: 1,
            displayName: 'Log',
            publisher: 'Brindle',
            appStoreUrl: 'https://apps.example/log',
          }
          const report = await importFiles(emulator, tenant.id, [
            { path: 'a.json', text: JSON.stringify([body]) },
            { path: 'b.json', text: JSON.stringify([{ ...bare, applicableDeviceType: { newer: 2, iPad: true } }]) },
          ])
          t.match(report, { made: 2 })
          t.match(
            report.leftOut.map(({ detail }: { detail: string }) => detail),
            [
              /'Log'.*newer: .* \(2 times\)/,
              ...['DISPLAYNAME', 'no name', 'nothing', 'half'].map((name) => new RegExp(`'Berth'.*: ${name}: `)),
            ],
            'what no service could call so or say is left out; a table has no place for others, nor has a value in a value',
          )
          const [item] = await tenant.list(set)
          t.match(item, { newer: { since: [2027] }, displayName: 'Berth' })
          const names = Object.keys(item ?? {})
          t.same(
            names.filter((name) => Object.hasOwn(body, name)),
            Object.keys(body).filter((name) => names.includes(name)),
          )
          t.notOk(names.includes('payloadFileName'), 'no member is added that the file lacks')
          const url = `${set}/${item?.['id']}`
          t.notMatch((await tenant.client.get(`/v1.0/${url}`)).body, /newer/)
          t.match((await tenant.client.get(`/v1.0/${url}`)).json(), { payloadFileName: null })
          t.match((await tenant.client.get(`/beta/${url}?$select=newer,payloadFileName`)).statusCode, 400)
          const control = controlOf(emulator)
          const document = (await control.get(`/tenants/${tenant.id}/export`)).body
          t.notMatch(document, /newer/)
          const copy = await control.post(`/tenants/${tenant.id}/clone`, {})
          t.equal(copy.statusCode, 201, copy.body)
          const again = await control.post(`/tenants/import?replace=true`, document)
          t.equal(again.statusCode, 201, again.body)

          const other = await fullTenant(emulator)
          await importFiles(emulator, other.id, [{ path: 'a.json', text: JSON.stringify([body]) }])
          const [{ id } = {}] = await other.list(set)
          const changed = await other.client.patch(`/beta/${set}/${id}`, {
            '@odata.type': body['@odata.type'],
            description: 'Pier 4',
          })
          t.ok(changed.statusCode < 300, changed.body)
          const after = (await other.client.get(`/beta/${set}/${id}`)).json()
          t.match(after, { description: 'Pier 4', payloadFileName: null, roleScopeTagIds: ['0'] })
          t.notOk('newer' in after)
        },
      )

      t.test(
        'backups K4 K44: the portal exports policies of the settings catalog, with a byte order mark',
        async (t) => {
          const tenant = await fullTenant(emulator)
          const told = await filesOf(fixture('portal'))
          await importFiles(emulator, tenant.id, told)
          const [file] = await exported(tenant, 'portal')
          t.equal(file?.path, 'Win - Camera covered.json')
          t.match(file?.text, /^\uFEFF\{\r\n/)
          t.equal(file?.text.replace(/^\uFEFF/, ''), told[0]?.text.replace(/^\uFEFF/, ''))
          const plain = (text = ''): Json => JSON.parse(text.replace(/^\uFEFF/, '')) as Json
          t.match(plain(file?.text), { ...plain(told[0]?.text), settings: [{ id: '0' }] })
        },
      )

      t.test('backups K46: blocks of Terraform name what the provider has a resource for, and what not', async (t) => {
        const tenant = await fullTenant(emulator)
        await importFiles(emulator, tenant.id, management)
        const [{ path, text } = { path: '', text: '' }] = await exported(tenant, 'terraform')
        t.equal(path, 'imports.tf')
        t.match(
          text,
          /import \{\n {2}to = microsoft365_graph_beta_device_and_app_management_ios_managed_device_app_configuration_policy\.crew_roster_ios_defaults\n {2}id = "[0-9a-f-]{36}"\n\}/,
        )
        t.match(text, /# iosCustomConfiguration: the provider has no resource for it/)
      })

      // What is written and read is the same on either database, and a seed takes its time.
      if (emulator.store.database.provider === 'sqlite')
        t.test('a seeded tenant is saved in every form, and comes back whole', async (t) => {
          const [real, copy] = [await fullTenant(emulator), await fullTenant(emulator)]
          t.match(await controlOf(emulator).post(`/tenants/${real.id}/seed`, { size: 'small' }), { statusCode: 200 })
          t.ok((await exported(real, 'intunecd')).length > 200)
          const report = await importFiles(emulator, copy.id, await exported(real, 'graph'))
          t.match(report, { complete: true, leftOut: [] })
        })

      t.test('from Graph: everything comes by GETs alone, slower where the service asks for it', async (t) => {
        const [real, copy] = [await fullTenant(emulator), await fullTenant(emulator)]
        await importFiles(emulator, real.id, management)
        const url = await emulator.listen()
        const seen: string[] = []
        const waits: number[] = []
        let throttled = 0
        const own = globalThis.fetch
        globalThis.fetch = (async (address: string, init: RequestInit) => {
          seen.push(init.method ?? 'GET')
          if (/assignmentFilters/.test(address) && (throttled += 1) < 3)
            return new Response('{}', {
              status: throttled === 1 ? 429 : 503,
              headers: throttled === 1 ? { 'retry-after': '7' } : {},
            })
          return own(address, init)
        }) as typeof fetch
        t.teardown(() => (globalThis.fetch = own))
        const get = httpGet({ url, token: real.client.token, wait: async (time) => void waits.push(time) })
        const files: BackupFile[] = []
        for await (const file of WRITERS.graph(get, { id: real.id, name: '' })) files.push(file)
        globalThis.fetch = own
        t.same(new Set(seen), new Set(['GET']))
        t.same(waits, [7000, 2000])
        const report = await importFiles(emulator, copy.id, files)
        t.equal(report.format, 'graph')
        for (const set of [
          'groups',
          'deviceManagement/deviceConfigurations?$expand=assignments',
          'deviceManagement/assignmentFilters',
        ])
          t.same(
            masked({ set: JSON.stringify(await copy.list(set)) }, copy),
            masked({ set: JSON.stringify(await real.list(set)) }, real),
          )
        const refused = httpGet({ url, token: 'none' })
        await t.rejects(refused('groups'), { message: /the token is not accepted/ })
      })

      t.test('nothing of this is a fault of the server', async (t) => t.same(emulator.errors, []))
    },
    { control: CONTROL },
  )
})

test('where an export goes', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  async function* files(...paths: string[]): AsyncGenerator<BackupFile> {
    for (const path of paths) yield { path, text: `{"name":"${path} ü"}` }
  }
  t.equal(await saveFiles(files('a/b.json', 'c.json', 'c.json'), join(folder, 'out')), 2)
  t.same((await readdir(join(folder, 'out'))).sort(), ['a', 'c.json'])
  await t.rejects(saveFiles(files('d.json'), join(folder, 'out')), { message: /is not empty/ })
  await t.rejects(saveFiles(files('../d.json'), join(folder, 'other')), { message: /leads out of the backup/ })
  t.equal(await saveFiles(files('a/b.json', 'c.json'), join(folder, 'out.zip')), 2)
  t.same(await filesOf(join(folder, 'out.zip')), await filesOf(join(folder, 'out')))
  await t.rejects(saveFiles(files('d.json'), join(folder, 'out.zip')), { message: /is there already/ })
  t.match(await readFile(join(folder, 'out', 'c.json'), 'utf8'), /c\.json ü/)
})

/**
 * The samples tell a part of what an object can be asked to do, the type of the source of an assignment before its id, and where the
 * states of scripts are at the end; the service does not.
 */
function asInSamples(path: string, text = ''): string {
  const own = text.replace(/,\r\n\s+"#microsoft\.graph\.[^"]*": \{[^}]*\}|\s+"source@odata\.type": "[^"]*",/g, '')
  return inOrder(path, own)
}

/** Ids of the tenant itself are in some objects; references to secrets, and what the directory says of a group, are made anew. */
function masked(files: Record<string, string>, { id }: FullTenant): Record<string, string> {
  const plain = Object.entries(files).map(([path, text]) => [
    path,
    inOrder(path, text.replaceAll(id, '{tenant}').replace(TEMPLATE, '{template}'))
      .replace(/"(?:secretReferenceValueId|renewedDateTime)": ?"[^"]*"/g, '')
      .replace(/0001-01-01T00:00:00Z/g, ''),
  ])
  return Object.fromEntries(plain) as Record<string, string>
}

/** IntuneCD keeps the id of a message template beside its name. */
const TEMPLATE =
  /(?<="notificationTemplateId": "|notificationMessageTemplates\(')(?!0{8})[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

/** Assignments of app configurations, and what is reported of them, are in the order of ids; the samples have another one. */
function inOrder(path: string, text: string): string {
  if (!/^(?:App Configuration|Assignment Report|[^/]+\/(?:AppConfiguration|PowerShell)\w+)\//.test(path)) return text
  return text
    .split(/\n|(?<=[{}[\]]),/)
    .map((line) => line.replace(/,$/, ''))
    .sort()
    .join('\n')
}
