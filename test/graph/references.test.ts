/** Entities of one set that refer to those of another, over HTTP. */
import { test } from 'tap'
import type { Test } from 'tap'
import type { Client, Response } from '../harness/emulator.js'
import { forEachEmulator } from '../harness/emulator.js'

const APPS = '/beta/deviceAppManagement'
const MANAGEMENT = '/beta/deviceManagement'
const ROLES = [
  'DeviceManagementApps.ReadWrite.All',
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementManagedDevices.ReadWrite.All',
  'DeviceManagementRBAC.ReadWrite.All',
  'User.ReadWrite.All',
]
const NOBODY = 'b3a1d2c4-0000-4000-8000-00000000dead'
const MANY_ACTIONS = { rolePermissions: [], isBuiltIn: false }

async function make(t: Test, admin: Client, url: string, body: object): Promise<string> {
  const made = await admin.post(url, body)
  t.equal(made.statusCode, 201, made.body)
  return made.json<{ id: string }>().id
}

const anApp = (displayName: string) => ({
  '@odata.type': '#microsoft.graph.webApp',
  displayName,
  publisher: 'Contoso',
  appUrl: 'https://contoso.test',
})

const category = (t: Test, admin: Client, displayName: string) =>
  make(t, admin, `${APPS}/mobileAppCategories`, { displayName })

const names = (response: Response): unknown[] =>
  response.json<{ value: { displayName: string }[] }>().value.map(({ displayName }) => displayName)

const to = (path: string) => ({ '@odata.id': `https://graph.microsoft.com/beta/${path}` })

test('references to entities of another set', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, errors }) => {
    const admin = await (await newTenant()).as(...ROLES)

    await t.test('in a collection: added, read, and taken back', async (t) => {
      const app = `${APPS}/mobileApps/${await make(t, admin, `${APPS}/mobileApps`, anApp('One'))}`
      const other = `${APPS}/mobileApps/${await make(t, admin, `${APPS}/mobileApps`, anApp('Two'))}`
      const ids = new Map<string, string>()
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) ids.set(name, await category(t, admin, name))
      const id = (name: string): string => ids.get(name) ?? ''
      const refused = { unknown: 'https://x/beta/deviceAppManagement/mobileAppCategories/' }
      const forms = [
        `https://graph.microsoft.com/beta/deviceAppManagement/mobileAppCategories('${id('a')}')`,
        `http://localhost:8080/v1.0/deviceAppManagement/mobileAppCategories/${id('b')}`,
        `/v1.0/deviceAppManagement/mobileAppCategories('${id('c')}')`,
        `deviceAppManagement/mobileAppCategories/${id('d')}`,
        `beta/DEVICEAPPMANAGEMENT/mobileappcategories(id='${id('e').toUpperCase()}')`,
      ]
      for (const url of forms)
        t.equal((await admin.post(`${app}/categories/$ref`, { '@odata.id': url })).statusCode, 204, url)
      t.equal((await admin.post(`${app}/categories/$ref`, { '@odata.id': forms[0] })).statusCode, 204, 'again')
      t.same(names(await admin.get(`${app}/categories?$orderby=displayName`)), ['a', 'b', 'c', 'd', 'e'])
      t.same(names(await admin.get(`${other}/categories`)), [])
      t.equal((await admin.get(`${app}/categories/$count`)).body, '5')
      t.same(names(await admin.get(`${app}/categories?$filter=displayName eq 'C'&$select=displayName`)), ['c'])
      t.match((await admin.get(`${app}/categories?$count=true&$top=2`)).json(), { '@odata.count': 5 })
      const page = (await admin.get(`${app}/categories?$top=2`)).json<{ '@odata.nextLink': string; value: unknown[] }>()
      const next = await admin.get(new URL(page['@odata.nextLink']).pathname + new URL(page['@odata.nextLink']).search)
      t.same([page.value.length, next.json<{ value: unknown[] }>().value.length], [2, 2])
      t.match((await admin.get(`${app}/categories/${id('b')}`)).json(), { id: id('b'), displayName: 'b' })
      t.equal((await admin.get(`${app}/categories/${id('f')}`)).statusCode, 404)
      t.match((await admin.get(`${app}/categories/${id('b')}/displayName`)).json(), { value: 'b' })

      const expanded = (
        await admin.get(`${APPS}/mobileApps?$orderby=displayName&$expand=categories($orderby=displayName;$top=3)`)
      ).json<{
        value: { displayName: string; categories: { displayName: string }[] }[]
      }>()
      t.same(
        expanded.value.map(({ displayName, categories }) => [displayName, categories.map((each) => each.displayName)]),
        [
          ['One', ['a', 'b', 'c']],
          ['Two', []],
        ],
      )
      t.match((await admin.get(`${app}?$expand=categories`)).json(), { categories: { length: 5 } })
      const having = `${APPS}/mobileApps?$filter=categories/any(c:c/displayName eq 'd')`
      t.same(names(await admin.get(having)), ['One'])
      t.same(names(await admin.get(`${APPS}/mobileApps?$filter=categories/$count eq 0`)), ['Two'])

      t.equal((await admin.delete(`${app}/categories/${id('a')}/$ref`)).statusCode, 204)
      t.equal((await admin.delete(`${app}/categories/${id('a')}/$ref`)).statusCode, 404)
      const inQuery = encodeURIComponent(`https://graph.microsoft.com${APPS}/mobileAppCategories('${id('b')}')`)
      t.equal((await admin.delete(`${app}/categories/$ref?$id=${inQuery}`)).statusCode, 204)
      t.equal((await admin.delete(`${app}/categories/$ref?$id=${inQuery}`)).statusCode, 404)
      t.equal((await admin.delete(`${app}/categories/$ref`)).statusCode, 400)
      t.same(names(await admin.get(`${app}/categories?$orderby=displayName`)), ['c', 'd', 'e'])
      t.equal(
        (await admin.get(`${APPS}/mobileAppCategories/${id('a')}`)).statusCode,
        200,
        'the category is still there',
      )

      await t.test('deleting either end ends it', async (t) => {
        t.equal((await admin.delete(`${APPS}/mobileAppCategories/${id('c')}`)).statusCode < 300, true)
        t.same(names(await admin.get(`${app}/categories?$orderby=displayName`)), ['d', 'e'])
        t.equal((await admin.delete(app)).statusCode < 300, true)
        t.equal((await admin.get(`${app}/categories`)).statusCode, 404)
        t.equal((await admin.get(`${APPS}/mobileAppCategories/${id('d')}`)).statusCode, 200)
      })

      await t.test('what cannot be referred to is refused, by name', async (t) => {
        const unknown = await admin.post(`${other}/categories/$ref`, { '@odata.id': refused.unknown + NOBODY })
        t.equal(unknown.statusCode, 404)
        t.match(unknown.json(), { error: { code: 'ResourceNotFound', message: new RegExp(NOBODY) } })
        for (const bad of [
          undefined,
          null,
          7,
          ['x'],
          '',
          'x',
          id('d'),
          `https://graph.microsoft.com${APPS}/mobileApps/${NOBODY}`,
          `https://graph.microsoft.com${APPS}/mobileAppCategories`,
          `https://graph.microsoft.com${APPS}/mobileAppCategories/${NOBODY}/displayName`,
          `https://graph.microsoft.com${APPS}/mobileAppCategories/%00`,
          `https://graph.microsoft.com${APPS}/mobileAppCategories/%ff`,
          `https://graph.microsoft.com${APPS}/mobileAppCategories/${id('d')}?x=1`,
        ]) {
          const answer = await admin.post(`${other}/categories/$ref`, { '@odata.id': bad })
          t.equal(answer.statusCode, 400, JSON.stringify(bad))
          t.match(answer.body, /@odata\.id/)
        }
        t.equal(
          (
            await admin.post(
              `${APPS}/mobileApps/${NOBODY}/categories/$ref`,
              to(`deviceAppManagement/mobileAppCategories/${id('d')}`),
            )
          ).statusCode,
          404,
        )
        const stranger = await category(t, await (await newTenant()).as(...ROLES), 'stranger')
        const elsewhere = await admin.post(
          `${other}/categories/$ref`,
          to(`deviceAppManagement/mobileAppCategories/${stranger}`),
        )
        t.equal(elsewhere.statusCode, 404, 'of another tenant')
      })

      // https://learn.microsoft.com/graph/api/intune-apps-mobileappcategory-create
      await t.test('what is made there lives in its set, and is referred to', async (t) => {
        const made = await admin.post(`${other}/categories`, { displayName: 'new' })
        t.equal(made.statusCode, 201)
        const { id } = made.json<{ id: string }>()
        t.same(names(await admin.get(`${other}/categories`)), ['new'])
        t.equal((await admin.delete(`${APPS}/mobileAppCategories/${id}`)).statusCode < 300, true)
        t.same(names(await admin.get(`${other}/categories`)), [])
      })

      await t.test('a reader may not', async (t) => {
        const reader = await (await newTenant()).as('DeviceManagementApps.Read.All')
        const body = to(`deviceAppManagement/mobileAppCategories/${id('d')}`)
        t.equal((await reader.post(`${other}/categories/$ref`, body)).statusCode, 403)
        t.equal((await reader.delete(`${other}/categories/${id('d')}/$ref`)).statusCode, 403)
      })
    })

    await t.test('a single one: set, replaced, and taken back', async (t) => {
      const role = (displayName: string) =>
        make(t, admin, `${MANAGEMENT}/roleDefinitions`, { displayName, ...MANY_ACTIONS })
      const [first, second] = [await role('First'), await role('Second')]
      const path = (id: string): string => `deviceManagement/roleDefinitions('${id}')`
      const id = await make(t, admin, `${MANAGEMENT}/roleAssignments`, {
        displayName: 'Assignment',
        'roleDefinition@odata.bind': `https://graph.microsoft.com/beta/${path(first)}`,
      })
      const item = `${MANAGEMENT}/roleAssignments/${id}`
      t.match((await admin.get(`${item}/roleDefinition`)).json(), { id: first, displayName: 'First' })
      t.match((await admin.get(`${item}/roleDefinition/displayName`)).json(), { value: 'First' })
      t.equal((await admin.send('PUT', `${item}/roleDefinition/$ref`, to(path(second)))).statusCode, 204)
      t.match((await admin.get(`${item}?$expand=roleDefinition`)).json(), { roleDefinition: { displayName: 'Second' } })
      t.equal((await admin.post(`${item}/roleDefinition/$ref`, to(path(first)))).statusCode, 204)
      const having = `${MANAGEMENT}/roleAssignments?$filter=roleDefinition/displayName eq 'First'`
      t.same(names(await admin.get(having)), ['Assignment'])
      const patched = await admin.patch(item, { description: 'x', 'roleDefinition@odata.bind': path(second) })
      t.equal(patched.statusCode < 300, true, patched.body)
      t.match((await admin.get(`${item}/roleDefinition`)).json(), { displayName: 'Second' })
      const missing = await admin.patch(item, { description: 'y', 'roleDefinition@odata.bind': path(NOBODY) })
      t.equal(missing.statusCode, 404)
      t.match(missing.body, /roleDefinition@odata\.bind.*b3a1d2c4/)
      t.match((await admin.get(item)).json(), { description: 'x' }, 'nothing of the request is kept')
      for (const bad of [[path(first)], null, 7, 'x'])
        t.equal((await admin.patch(item, { 'roleDefinition@odata.bind': bad })).statusCode, 400, JSON.stringify(bad))
      t.equal((await admin.delete(`${item}/roleDefinition/$ref`)).statusCode, 204)
      t.equal((await admin.delete(`${item}/roleDefinition/$ref`)).statusCode, 404)
      t.equal((await admin.get(`${item}/roleDefinition`)).statusCode, 204, 'no content')
      t.equal((await admin.get(`${item}/roleDefinition?$select=id`)).statusCode, 204)
      t.equal((await admin.get(`${MANAGEMENT}/roleAssignments/${NOBODY}/roleDefinition`)).statusCode, 404)
      t.match((await admin.get(`${item}?$expand=roleDefinition`)).json(), { roleDefinition: null })
      await admin.post(`${item}/roleDefinition/$ref`, to(path(second)))
      t.equal((await admin.delete(`${MANAGEMENT}/roleDefinitions/${second}`)).statusCode < 300, true)
      t.match((await admin.get(`${item}?$expand=roleDefinition`)).json(), { roleDefinition: null })
    })

    await t.test('through a cast, to entities of the right type', async (t) => {
      const configurations = `${MANAGEMENT}/deviceConfigurations`
      const root = await make(t, admin, configurations, {
        '@odata.type': '#microsoft.graph.iosTrustedRootCertificate',
        displayName: 'Root',
        trustedRootCertificate: 'AAAA',
        certFileName: 'root.cer',
      })
      const general = await make(t, admin, configurations, {
        '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
        displayName: 'General',
      })
      const path = (id: string): string => `deviceManagement/deviceConfigurations('${id}')`
      const scep = { '@odata.type': '#microsoft.graph.iosScepCertificateProfile', displayName: 'Scep' }
      const url = `https://graph.microsoft.com/beta/${path(root)}`
      const id = await make(t, admin, configurations, { ...scep, 'rootCertificate@odata.bind': url })
      const at = `${configurations}/${id}/microsoft.graph.iosScepCertificateProfile/rootCertificate`
      t.match((await admin.get(at)).json(), { id: root, displayName: 'Root', certFileName: 'root.cer' })
      t.equal((await admin.send('PUT', `${at}/$ref`, to(path(NOBODY)))).statusCode, 404)
      const wrong = await admin.send('PUT', `${at}/$ref`, to(path(general)))
      t.equal(wrong.statusCode, 400)
      t.match(wrong.body, /iosGeneralDeviceConfiguration.*rootCertificate/)
      const other = await admin.patch(`${configurations}/${general}`, {
        '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
        'rootCertificate@odata.bind': url,
      })
      t.equal(other.statusCode, 400, 'a type that has no such property')
      t.match(other.body, /rootCertificate@odata\.bind.*iosGeneralDeviceConfiguration/)
      t.match((await admin.get(at)).json(), { id: root })
      const expand = '?$expand=microsoft.graph.iosScepCertificateProfile/rootCertificate($select=displayName)'
      const expanded = await admin.get(`${configurations}/${id}${expand}`)
      t.match(expanded.json(), { rootCertificate: { displayName: 'Root' } })
      t.notMatch(expanded.json(), { rootCertificate: { certFileName: 'root.cer' } })
    })

    await t.test('from what an item contains', async (t) => {
      const definitions = `${MANAGEMENT}/groupPolicyDefinitions`
      const lock = await make(t, admin, definitions, { displayName: 'Lock' })
      const bound = `https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions('${lock}')`
      const id = await make(t, admin, `${MANAGEMENT}/groupPolicyConfigurations`, {
        displayName: 'Configuration',
        definitionValues: [{ enabled: true, 'definition@odata.bind': bound }],
      })
      const values = `${MANAGEMENT}/groupPolicyConfigurations/${id}/definitionValues`
      await make(t, admin, values, { enabled: false, 'definition@odata.bind': bound })
      const refused = { enabled: false, 'definition@odata.bind': bound.replace(lock, NOBODY) }
      t.equal((await admin.post(values, refused)).statusCode, 404)
      t.equal((await admin.get(`${values}/$count`)).body, '2')
      const read = (await admin.get(`${values}?$expand=definition`)).json<{
        value: { id: string; definition: { displayName: string } }[]
      }>()
      t.match(read.value, [{ definition: { displayName: 'Lock' } }, { definition: { displayName: 'Lock' } }])
      const [first] = read.value
      t.match((await admin.get(`${values}/${first?.id}/definition`)).json(), { id: lock })
      t.match(
        (await admin.get(`${values}/${first?.id}/definition/presentations`)).json<Record<string, string>>()[
          '@odata.context'
        ],
        `#deviceManagement/groupPolicyDefinitions('${lock}')/presentations`,
        'the context names what was referred to',
      )
      t.equal((await admin.delete(`${values}/${first?.id}/definition/$ref`)).statusCode, 204)
      t.equal((await admin.get(`${values}?$filter=definition/displayName eq 'lock'&$count=true`)).statusCode, 200)
      t.match((await admin.get(`${values}?$filter=definition/displayName eq 'lock'`)).json(), { value: { length: 1 } })
    })

    await t.test('from a single value that an item contains', async (t) => {
      const definitions = `${MANAGEMENT}/groupPolicyDefinitions`
      const kiosk = await make(t, admin, `${MANAGEMENT}/groupPolicyCategories`, { displayName: 'Kiosk' })
      const item = `${definitions}/${await make(t, admin, definitions, { displayName: 'Old' })}`
      const next = `${item}/nextVersionDefinition`
      t.equal((await admin.patch(next, { displayName: 'New' })).statusCode < 300, true)
      const reference = to(`deviceManagement/groupPolicyCategories('${kiosk}')`)
      t.equal((await admin.send('PUT', `${next}/category/$ref`, reference)).statusCode, 204)
      t.match((await admin.get(`${next}/category`)).json(), { displayName: 'Kiosk' })
      t.equal((await admin.get(`${item}/category`)).statusCode, 204)
      t.match((await admin.get(`${item}?$expand=nextVersionDefinition($expand=category)`)).json(), {
        nextVersionDefinition: { displayName: 'New', category: { displayName: 'Kiosk' } },
      })
    })

    await t.test('a detected app is on devices, and a device belongs to its user', async (t) => {
      const user = await make(t, admin, '/v1.0/users', {
        accountEnabled: true,
        displayName: 'Ada',
        mailNickname: 'ada',
        userPrincipalName: 'ada@intunite.test',
        passwordProfile: { password: 'Tr0ub4dor&3x' },
      })
      const devices = `${MANAGEMENT}/managedDevices`
      const device = await make(t, admin, devices, { deviceName: 'Phone', userId: user })
      await make(t, admin, devices, { deviceName: 'Kiosk' })
      const detected = await make(t, admin, `${MANAGEMENT}/detectedApps`, { displayName: 'Notes' })
      const app = `${MANAGEMENT}/detectedApps/${detected}`
      const reference = to(`deviceManagement/managedDevices('${device}')`)
      t.equal((await admin.post(`${app}/managedDevices/$ref`, reference)).statusCode, 204)
      t.match((await admin.get(`${app}/managedDevices`)).json(), { value: [{ deviceName: 'Phone' }] })
      t.match((await admin.get(`${app}?$expand=managedDevices($select=deviceName)`)).json(), {
        managedDevices: [{ deviceName: 'Phone' }],
      })

      const own = (await admin.get(`/v1.0/users/${user}/managedDevices`)).json<{ value: { deviceName: string }[] }>()
      t.same(
        own.value.map(({ deviceName }) => deviceName),
        ['Phone'],
      )
      t.match((await admin.get('/v1.0/users/ada@intunite.test/managedDevices/$count')).body, '1')
      t.match((await admin.get(`/v1.0/users/${user}/managedDevices/${device}`)).json(), { deviceName: 'Phone' })
      const users = (await admin.get(`/v1.0/deviceManagement/managedDevices/${device}/users`)).json<{
        value: unknown[]
      }>()
      t.match(users.value, [{ displayName: 'Ada' }])
      t.equal(users.value.length, 1)
      t.match((await admin.get(`${devices}?$expand=users($select=displayName)&$filter=deviceName eq 'Kiosk'`)).json(), {
        value: [{ users: { length: 0 } }],
      })
      const reader = await (await newTenant()).as('User.Read.All')
      t.equal((await reader.get(`/v1.0/users/${user}/managedDevices`)).statusCode, 403)

      t.equal((await admin.delete(`${devices}/${device}`)).statusCode < 300, true)
      t.match((await admin.get(`${app}/managedDevices/$count`)).body, '0')
      t.match((await admin.get(`/v1.0/users/${user}/managedDevices/$count`)).body, '0')
    })
    t.same(errors, [])
  })
})
