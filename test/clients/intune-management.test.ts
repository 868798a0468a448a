/**
 * IntuneManagement, request by request in its manner, over TLS under Microsoft's names: it exports a tenant with one of
 * everything, compares the export with the tenant, removes what it exported, imports it again, and finds what it had.
 * @see docs/clients/intune-management.md
 */
import t from 'tap'
import { fillTenant } from '../../scripts/clients/content.js'
import { forEachDatabase } from '../harness/databases.js'
import { emptyMenu, menu } from './intune-management/menu.js'
import { comparable, exportAll, importAll, isDefault, nameOf, removeAll } from './intune-management/tool.js'
import type { Export } from './intune-management/tool.js'
import { startAsMicrosoft } from './microsoft.js'
import { signIn } from './tool.js'
import type { Json } from './tool.js'

/** Defaults are never made again: they keep their ids, and share names. */
const keyOf = (item: Json): string => (isDefault(item) ? item.id : nameOf(item))

const countOf = (exported: Export): number => [...exported.values()].flat().length

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { emulator, fetch } = await startAsMicrosoft(t, { databaseUrl, data: dataFolder })
  const tool = await signIn(fetch, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-ms-client-request-id': '6f9b2b1e-0000-4000-8000-000000000000',
    },
  })
  await fillTenant(async (method, path, body) => {
    const { status, body: answer } = await tool.send(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`)
    return answer
  })

  let exported: Export = new Map()
  await t.test('IntuneManagement exports everything', async (t) => {
    await tool.ask('GET', 'organization', 200)
    exported = await exportAll(tool)
    for (const path of emptyMenu) t.same(await tool.list(`https://graph.microsoft.com/beta${path}`), [], path)
    t.ok(countOf(exported) >= 35, `${countOf(exported)} objects`)
    for (const [id, items] of exported)
      for (const item of items)
        t.type(item['@odata.type'] ?? '', 'string', `${id} ${nameOf(item)} has a name and a type`)
  })

  await t.test('IntuneManagement finds no difference between its export and the tenant', async (t) => {
    const again = await exportAll(tool)
    for (const { id } of menu)
      t.same(
        again.get(id)?.map((each) => comparable(each)),
        exported.get(id)?.map((each) => comparable(each)),
        id,
      )
  })

  await t.test('IntuneManagement saves the document of each language of terms of use', async (t) => {
    for (const { id, files } of exported.get('TermsOfUse') ?? [])
      for (const file of files as Json[]) {
        const data = await tool.ask('GET', `agreements/${id}/file/localizations('${file.id}')/fileData/data`, 200)
        t.match(data['value'], /^[A-Za-z0-9+/]+=*$/)
      }
  })

  await t.test('IntuneManagement documents an intent by the category of its template', async (t) => {
    const [template] = (await tool.list('deviceManagement/templates')).filter(
      (each) => each['displayName'] === 'BitLocker',
    )
    const at = `deviceManagement/templates/${template?.id}`
    const { id } = await tool.ask('POST', `${at}/createInstance`, 200, { displayName: 'Documented', settings: [] })
    const [category, ...others] = await tool.list(`${at}/categories?$expand=settingDefinitions`)
    t.same(others, [])
    const ids = (list: readonly Json[], name: string) => list.map((each) => each[name]).sort()
    const known = ids(category?.['settingDefinitions'] as Json[], 'id')
    const inside = `deviceManagement/intents/${id}/categories/${category?.id}/settings`
    const expanded = '?$expand=Microsoft.Graph.DeviceManagementComplexSettingInstance/Value'
    t.same(ids(await tool.list(`${inside}${expanded}`), 'definitionId'), known)
    t.same(ids(await tool.list(`${at}/categories/${category?.id}/RecommendedSettings?`), 'definitionId'), known)
    await tool.ask('DELETE', `deviceManagement/intents/${id}`, 204)
  })

  await t.test('IntuneManagement binds values and certificates by addresses of Microsoft', async (t) => {
    const at = 'https://graph.microsoft.com/beta/deviceManagement'
    const definitions = await tool.list('deviceManagement/groupPolicyDefinitions?$expand=presentations&$top=50')
    const definition = definitions.find(({ presentations }) => (presentations as Json[]).length > 0)
    const [presentation] = (definition?.['presentations'] ?? []) as Json[]
    const bound = `${at}/groupPolicyDefinitions('${definition?.id}')`
    const policy = await tool.ask('POST', 'deviceManagement/groupPolicyConfigurations', 201, { displayName: 'ADMX' })
    const values = `deviceManagement/groupPolicyConfigurations/${policy.id}/definitionValues`
    const value = await tool.ask('POST', values, 201, {
      enabled: true,
      'definition@odata.bind': bound,
      presentationValues: [
        {
          '@odata.type': '#microsoft.graph.groupPolicyPresentationValueText',
          value: '1',
          'presentation@odata.bind': `${bound}/presentations('${presentation?.id}')`,
        },
      ],
    })
    t.match(await tool.list(`${values}/${value.id}/presentationValues?$expand=presentation`), [
      { value: '1', presentation: { id: presentation?.id } },
    ])

    const configurations = 'deviceManagement/deviceConfigurations'
    const typed = (type: string, more: object) => ({
      '@odata.type': `#microsoft.graph.${type}`,
      displayName: 'Certificates',
      ...more,
    })
    const root = await tool.ask(
      'POST',
      configurations,
      201,
      typed('windows81TrustedRootCertificate', { certFileName: 'a.cer', trustedRootCertificate: 'AAEC' }),
    )
    const scep = await tool.ask(
      'POST',
      configurations,
      201,
      typed('windows81SCEPCertificateProfile', { scepServerUrls: [] }),
    )
    const certificate = `${configurations}/${scep.id}/microsoft.graph.windows81SCEPCertificateProfile/rootCertificate`
    await tool.ask('PUT', `${certificate}/$ref`, 204, { '@odata.id': `${at}/deviceConfigurations('${root.id}')` })
    t.match(await tool.ask('GET', certificate, 200), { id: root.id })
    for (const url of [
      `deviceManagement/groupPolicyConfigurations/${policy.id}`,
      ...[scep, root].map(({ id }) => `${configurations}/${id}`),
    ])
      await tool.ask('DELETE', url, 204)
  })

  await t.test('IntuneManagement imports what it exported, and finds what it had', async (t) => {
    await removeAll(tool, exported)
    const empty = await exportAll(tool)
    t.ok(countOf(empty) < 8, `defaults are left: ${[...empty.values()].flat().map(nameOf).join(', ')}`)
    const ids = await importAll(tool, exported)
    const imported = await exportAll(tool)
    for (const [id, items] of exported) {
      const found = new Map(imported.get(id)?.map((item) => [keyOf(item), item]))
      for (const item of items) {
        const twin = found.get(keyOf(item))
        t.same(twin && comparable(twin), comparable(item, ids), `${id}: ${nameOf(item)}`)
      }
    }
  })
  t.same(emulator.errors, [])
})
