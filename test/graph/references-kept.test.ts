/** References as such: where they lead, and that copies, exports and imports carry them. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { wholeTenants } from '../harness/whole-tenants.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'

const APPS = '/beta/deviceAppManagement'
const MANAGEMENT = '/beta/deviceManagement'

async function make(client: Client, url: string, body: object): Promise<string> {
  const made = await client.post(url, body)
  if (made.statusCode !== 201) throw new Error(`POST ${url}: ${made.statusCode} ${made.body}`)
  return made.json<{ id: string }>().id
}

const to = (path: string) => ({ '@odata.id': `https://graph.microsoft.com/beta/${path}` })

test('references', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { admin } = emulator

    const app = await make(admin, `${APPS}/mobileApps`, {
      '@odata.type': '#microsoft.graph.webApp',
      displayName: 'app',
      publisher: 'p',
      appUrl: 'https://a.test',
    })
    const categories: string[] = []
    for (const displayName of ['a', 'b', 'c'])
      categories.push(await make(admin, `${APPS}/mobileAppCategories`, { displayName }))
    const of = `${APPS}/mobileApps/${app}/categories`
    for (const id of categories) await admin.post(`${of}/$ref`, to(`deviceAppManagement/mobileAppCategories('${id}')`))

    await t.test('GET of $ref says where entities live', async (t) => {
      const address = (id: string | undefined): RegExp =>
        new RegExp(`^http://[^/]+/beta/deviceAppManagement/mobileAppCategories\\('${id}'\\)$`)
      const all = (await admin.get(`${of}/$ref?$orderby=displayName`)).json<{ value: object[] }>()
      t.match(all, {
        '@odata.context': /\/beta\/\$metadata#Collection\(\$ref\)$/,
        value: categories.map((id) => ({ '@odata.id': address(id) })),
      })
      t.same(Object.keys(all.value[0] ?? {}), ['@odata.id'], 'and nothing else')
      const page = (await admin.get(`${of}/$ref?$orderby=displayName&$top=2&$count=true`)).json<{
        '@odata.nextLink': string
        value: unknown[]
      }>()
      t.match(page, { '@odata.count': 3, value: { length: 2 }, '@odata.nextLink': /categories\/\$ref\?/ })
      const next = new URL(page['@odata.nextLink'])
      t.match((await admin.get(next.pathname + next.search)).json(), {
        value: [{ '@odata.id': address(categories[2]) }],
      })
      t.match((await admin.get(`${of}/$ref?$filter=displayName eq 'B'`)).json(), { value: { length: 1 } })
      t.match((await admin.get(`${of}/${categories[0]}/$ref`)).json(), {
        '@odata.context': /#\$ref$/,
        '@odata.id': address(categories[0]),
      })
      t.equal((await admin.get(`${of}/${randomUUID()}/$ref`)).statusCode, 404)
      t.equal((await admin.get(`${APPS}/mobileApps/${randomUUID()}/categories/$ref`)).statusCode, 404)
      t.equal((await admin.get(`${of}/$ref?$expand=x`)).statusCode, 400)
      t.equal((await admin.get(`${APPS}/mobileApps/${app}/assignments/$ref`)).statusCode, 400, 'contained')
      t.equal((await admin.get(`${of}/$ref`, { accept: 'application/json;odata.metadata=none' })).statusCode, 200)
      const group = await make(admin, '/v1.0/groups', {
        displayName: 'g',
        mailEnabled: false,
        mailNickname: 'g',
        securityEnabled: true,
      })
      const user = await make(admin, '/v1.0/users', {
        accountEnabled: true,
        displayName: 'Ada',
        mailNickname: 'ada',
        userPrincipalName: 'ada@intunite.test',
        passwordProfile: { password: 'Tr0ub4dor&3x' },
      })
      const members = `/v1.0/groups/${group}/members`
      await admin.post(`${members}/$ref`, { '@odata.id': `https://graph.microsoft.com/v1.0/users/${user}` })
      t.match((await admin.get(`${members}/$ref`)).json(), {
        value: [{ '@odata.id': new RegExp(`/v1.0/directoryObjects\\('${user}'\\)$`) }],
      })
    })

    await t.test('GET of $ref of a single reference', async (t) => {
      const definition = await make(admin, `${MANAGEMENT}/roleDefinitions`, { displayName: 'role' })
      const assignment = await make(admin, `${MANAGEMENT}/roleAssignments`, { displayName: 'assigned' })
      const single = `${MANAGEMENT}/roleAssignments/${assignment}/roleDefinition/$ref`
      t.equal((await admin.get(single)).statusCode, 404, 'none yet')
      t.equal((await admin.send('PUT', single, to(`deviceManagement/roleDefinitions/${definition}`))).statusCode, 204)
      t.match((await admin.get(single)).json(), { '@odata.id': new RegExp(`roleDefinitions\\('${definition}'\\)$`) })
      t.equal((await admin.delete(single)).statusCode, 204)
      t.equal((await admin.get(single)).statusCode, 404)
    })

    await t.test('DELETE of $ref takes the URL under each of its names', async (t) => {
      for (const [i, name] of ['$id', '@id', '@odata.id'].entries()) {
        const category = await make(admin, `${APPS}/mobileAppCategories`, { displayName: `d${i}` })
        const url = `https://graph.microsoft.com${APPS}/mobileAppCategories('${category}')`
        t.equal((await admin.post(`${of}/$ref`, { '@odata.id': url })).statusCode, 204)
        const gone = `${of}/$ref?${encodeURIComponent(name)}=${encodeURIComponent(url)}`
        t.equal((await admin.delete(gone)).statusCode, 204, name)
        t.equal((await admin.delete(gone)).statusCode, 404)
      }
    })

    await t.test('the settings of a copy show the definitions that those of the original show', async (t) => {
      const definition = await make(admin, `${MANAGEMENT}/configurationSettings`, { displayName: 'Lock', name: 'lock' })
      const policy = await make(admin, `${MANAGEMENT}/configurationPolicies`, {
        name: 'original',
        platforms: 'windows10',
        technologies: 'mdm',
        settings: [
          {
            settingInstance: {
              '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
              settingDefinitionId: definition,
            },
          },
        ],
      })
      const copied = await admin.post(`${MANAGEMENT}/configurationPolicies/${policy}/createCopy`, {
        displayName: 'copy',
      })
      const { id } = copied.json<{ id: string }>()
      const settings = await admin.get(
        `${MANAGEMENT}/configurationPolicies/${id}/settings?$expand=settingDefinitions($select=displayName)`,
      )
      t.match(settings.json(), { value: [{ settingDefinitions: [{ displayName: 'Lock' }] }] }, copied.body)
    })

    await t.test('an export has them, and an import brings them back', async (t) => {
      const transfer = wholeTenants(emulator.store)
      const document = await transfer.export(TENANT)
      const ofCategories = document.references?.filter(
        ({ path }) => path === 'deviceAppManagement/mobileApps/categories',
      )
      t.equal(ofCategories?.length, 3)
      const copy = randomUUID()
      await transfer.clone(TENANT, { id: copy })
      t.same((await transfer.export(copy)).references, document.references)
      await admin.delete(`${of}/${categories[0]}/$ref`)
      await transfer.import(document, { replace: true })
      t.match((await admin.get(`${of}?$orderby=displayName&$select=displayName`)).json(), {
        value: [{ displayName: 'a' }, { displayName: 'b' }, { displayName: 'c' }],
      })
      t.same(await transfer.export(TENANT), document)
      const [first] = document.references ?? []
      for (const wrong of [
        { ...first, path: 'deviceAppManagement/mobileApps/assignments' },
        { ...first, path: 'nowhere' },
        { ...first, keys: [] },
        { ...first, id: randomUUID() },
        { ...first, keys: [randomUUID()] },
      ])
        await t.rejects(
          transfer.import({ ...document, references: [wrong] }, { replace: true }),
          /cannot be imported/,
          JSON.stringify(wrong),
        )
      t.same(await transfer.export(TENANT), document, 'nothing of it is kept')
    })

    await t.test('what contains an item is what it refers to, and so it is for a copy', async (t) => {
      const lock = await make(admin, `${MANAGEMENT}/groupPolicyDefinitions`, { displayName: 'Lock' })
      const other = await make(admin, `${MANAGEMENT}/groupPolicyDefinitions`, { displayName: 'Other' })
      const presentations = `${MANAGEMENT}/groupPolicyDefinitions/${lock}/presentations`
      const box = await make(admin, presentations, {
        '@odata.type': '#microsoft.graph.groupPolicyPresentationTextBox',
        label: 'Text',
      })
      t.match((await admin.get(`${presentations}/${box}/definition`)).json(), { id: lock, displayName: 'Lock' })
      t.match((await admin.get(`${presentations}/${box}/definition/$ref`)).json(), {
        '@odata.id': new RegExp(`/groupPolicyDefinitions\\('${lock}'\\)$`),
      })
      t.match((await admin.get(`${presentations}?$expand=definition($select=displayName)`)).json(), {
        value: [{ id: box, definition: { displayName: 'Lock' } }],
      })
      t.equal(
        (await admin.get(`${presentations}?$filter=definition/displayName eq 'other'&$count=true`)).statusCode,
        200,
      )
      t.equal((await admin.get(`${presentations}/${randomUUID()}/definition`)).statusCode, 404)
      const elsewhere = `${MANAGEMENT}/groupPolicyDefinitions/${other}/presentations/${box}/definition`
      t.equal((await admin.get(elsewhere)).statusCode, 404)
      const away = to(`deviceManagement/groupPolicyDefinitions('${other}')`)
      const moved = await admin.send('PUT', `${presentations}/${box}/definition/$ref`, away)
      t.ok(moved.statusCode >= 400 && moved.statusCode < 500, `${moved.statusCode}`)

      const host = 'https://graph.microsoft.com/beta/deviceManagement'
      const configuration = await make(admin, `${MANAGEMENT}/groupPolicyConfigurations`, { displayName: 'Policy' })
      const values = `${MANAGEMENT}/groupPolicyConfigurations/${configuration}/definitionValues`
      const value = await make(admin, values, {
        enabled: true,
        'definition@odata.bind': `${host}/groupPolicyDefinitions('${lock}')`,
        presentationValues: [
          {
            '@odata.type': '#microsoft.graph.groupPolicyPresentationValueText',
            value: 'v',
            'presentation@odata.bind': `${host}/groupPolicyDefinitions('${lock}')/presentations('${box}')`,
          },
        ],
      })
      const shown = `${values}/${value}/presentationValues?$expand=presentation($expand=definition($select=displayName))`
      const [first] = (await admin.get(shown)).json<{ value: { id: string }[] }>().value
      t.match(first, { presentation: { label: 'Text', definition: { displayName: 'Lock' } } })
      const through = `${values}/${value}/presentationValues/${first?.id}/presentation/definition/presentations`
      t.match((await admin.get(through)).json(), { value: [{ id: box }] })
      await make(admin, through, { '@odata.type': '#microsoft.graph.groupPolicyPresentationText', label: 'More' })
      t.equal((await admin.get(`${presentations}/$count`)).body, '2')
      t.equal((await admin.delete(`${MANAGEMENT}/groupPolicyConfigurations/${configuration}`)).statusCode, 204)
      t.equal((await admin.get(`${presentations}/$count`)).body, '2')
    })
    t.same(emulator.errors, [])
  })
})
