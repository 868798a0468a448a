/** Members that follow from what an item contains, and the order of items that the service ranks. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'

const BETA = '/beta/deviceManagement'
const POLICIES = `${BETA}/configurationPolicies`
const ENROLMENT = `${BETA}/deviceEnrollmentConfigurations`

type Item = Record<string, unknown> & { id: string }

const setting = (definition: string): object => ({
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId: definition,
    simpleSettingValue: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
      value: '1',
    },
  },
})
const policy = (name: string, ...settings: object[]): object => ({
  name,
  platforms: 'windows10',
  technologies: 'mdm',
  settings,
})
const everyDevice = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
const everyUser = { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } }

async function made(client: Client, url: string, body: object): Promise<Item> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return response.json()
}

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const read = async (url: string): Promise<Item> => (await admin.get(url)).json()

  await t.test('settingCount is the number of settings, whatever a body says (B43)', async (t) => {
    const { id, settingCount } = await made(admin, POLICIES, {
      ...policy('Counted', setting('a'), setting('b')),
      settingCount: 17,
      isAssigned: true,
    })
    t.equal(settingCount, 2)
    const url = `${POLICIES}/${id}`
    t.match(await read(url), { settingCount: 2, isAssigned: false })
    await admin.patch(url, { settingCount: 9 })
    t.equal((await read(url))['settingCount'], 2)
    const { id: third } = await made(admin, `${url}/settings`, setting('c'))
    t.equal((await read(url))['settingCount'], 3)
    t.equal((await admin.delete(`${url}/settings/${third}`)).statusCode, 204)
    t.equal((await read(url))['settingCount'], 2)
    t.equal((await admin.send('PUT', url, policy('Counted', setting('d')))).statusCode, 204)
    t.equal((await read(url))['settingCount'], 1)
    const copy = (await admin.post(`${url}/createCopy`, { displayName: 'Copy' })).json<Item>()
    t.match(await read(`${POLICIES}/${copy.id}`), { settingCount: 1, isAssigned: false })
    t.equal((await made(admin, POLICIES, { ...policy('None'), settings: undefined }))['settingCount'], 0)
  })

  await t.test('isAssigned follows assign, and single assignments that come and go (B24)', async (t) => {
    const sets: readonly [set: string, body: object, key: string][] = [
      [POLICIES, policy('p', setting('a')), 'assignments'],
      [
        '/beta/deviceAppManagement/mobileApps',
        { '@odata.type': '#microsoft.graph.webApp', displayName: 'a', publisher: 'p', appUrl: 'https://a.test' },
        'mobileAppAssignments',
      ],
      ['/beta/deviceAppManagement/targetedManagedAppConfigurations', { displayName: 'c' }, 'assignments'],
    ]
    for (const [set, body, key] of sets) {
      const { id } = await made(admin, set, body)
      const url = `${set}/${id}`
      const isAssigned = async (): Promise<unknown> => (await read(`${url}?$select=isAssigned`))['isAssigned']
      const before = await read(`${url}?$select=lastModifiedDateTime`)
      t.equal(await isAssigned(), false, set)
      const more = key === 'mobileAppAssignments' ? { intent: 'required' } : {}
      t.ok((await admin.post(`${url}/assign`, { [key]: [{ ...everyUser, ...more }] })).statusCode < 300)
      t.equal(await isAssigned(), true)
      t.ok((await admin.post(`${url}/assign`, { [key]: [] })).statusCode < 300)
      t.equal(await isAssigned(), false)
      const one = await made(admin, `${url}/assignments`, { ...everyUser, ...more })
      t.equal(await isAssigned(), true)
      const other = await made(admin, `${url}/assignments`, { ...everyDevice, ...more })
      t.equal((await admin.delete(`${url}/assignments/${one.id}`)).statusCode, 204)
      t.equal(await isAssigned(), true, 'one is left')
      t.equal((await admin.delete(`${url}/assignments/${other.id}`)).statusCode, 204)
      t.equal(await isAssigned(), false)
      t.same(await read(`${url}?$select=lastModifiedDateTime`), before, 'it was not changed itself')
    }
  })

  await t.test('a new item that is ranked comes after all others of its type (B90)', async (t) => {
    const limit = (displayName: string, more = {}): object => ({
      '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration',
      displayName,
      limit: 5,
      ...more,
    })
    const page = {
      '@odata.type': '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration',
      displayName: 'esp',
    }
    const one = await made(admin, ENROLMENT, limit('one'))
    const two = await made(admin, ENROLMENT, limit('two', { priority: 40 }))
    t.same([one['priority'], two['priority']], [1, 2], 'whatever a body says')
    t.equal((await made(admin, ENROLMENT, page))['priority'], 1, 'each type is ranked for itself')
    await admin.patch(`${ENROLMENT}/${two.id}`, limit('two', { priority: 7 }))
    t.equal((await read(`${ENROLMENT}/${two.id}`))['priority'], 2, 'only setPriority changes it')
    t.equal((await admin.post(`${ENROLMENT}/${two.id}/setPriority`, { priority: 1 })).statusCode, 204)
    t.equal((await read(`${ENROLMENT}/${one.id}`))['priority'], 2)
    const more = await Promise.all(['x', 'y', 'z', 'w'].map((name) => made(admin, ENROLMENT, limit(name))))
    t.same(more.map(({ priority }) => priority).sort(), [3, 4, 5, 6], 'also of several at once')
    t.equal((await made(admin, `/v1.0/deviceManagement/deviceEnrollmentConfigurations`, limit('old')))['priority'], 7)
    const all = [one, two, ...more]
    for (let round = 1; round <= 4; round += 1) {
      const moves = all.map(({ id }, i) =>
        admin.post(`${ENROLMENT}/${id}/setPriority`, { priority: ((i * round) % 6) + 1 }),
      )
      for (const { statusCode, body } of await Promise.all(moves)) t.ok(statusCode === 204 || statusCode === 400, body)
      const places = await Promise.all(
        all.map(async ({ id }) => (await read(`${ENROLMENT}/${id}`))['priority'] as number),
      )
      t.equal(new Set(places).size, all.length, `moved at once, each has a place of its own: ${places.join()}`)
    }
  })

  await t.test('reorder gives policies of one family of templates their places (B51)', async (t) => {
    const ids: string[] = []
    for (const name of ['r1', 'r2', 'r3']) ids.push((await made(admin, POLICIES, policy(name))).id)
    const other = await made(admin, POLICIES, {
      ...policy('other'),
      templateReference: { templateId: 'x_1', templateFamily: 'enrollmentConfiguration' },
    })
    const places = (): Promise<unknown[]> =>
      Promise.all(
        ids.map(async (id) => {
          const { priorityMetaData } = await read(`${POLICIES}/${id}`)
          return (priorityMetaData as { priority: number } | null)?.priority
        }),
      )
    const reorder = async (id: string, priority: number): Promise<number> =>
      (await admin.post(`${POLICIES}/${id}/reorder`, { priority })).statusCode
    t.same(await places(), [undefined, undefined, undefined])
    t.equal(await reorder(other.id, 1), 204)
    for (const id of ids) t.equal(await reorder(id, 1), 204)
    t.same(await places(), [3, 2, 1])
    t.equal(await reorder(ids[0] ?? '', 2), 204)
    t.same(await places(), [2, 3, 1])
    t.same((await read(`${POLICIES}/${other.id}`))['priorityMetaData'], { priority: 1 })
    t.equal(await reorder(ids[0] ?? '', 0), 400)
    t.equal(await reorder('99999999-9999-4999-8999-999999999999', 1), 404)
  })
  t.strictSame(emulator.errors, [], 'nothing is logged as an error')
})
