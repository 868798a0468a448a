/** Requests at the same time, over real sockets: nothing is lost, nothing is there twice, nothing is left behind. */
import { test } from 'tap'
import type { Test } from 'tap'
import { aGroupTarget, anIosConfiguration, aUserSummary, IOS, V1 } from '../factories/mobile-app-configurations.js'
import type { Body } from '../factories/mobile-app-configurations.js'
import type { Emulator } from '../harness/emulator.js'
import { forEachEmulator, WRITE_APPS } from '../harness/emulator.js'
import { countRows } from '../harness/given.js'
import { sweep } from '../harness/sweep.js'
import { NUMBERS_OF_DOCUMENTS } from '../../src/store/state/numbers.js'

const ROUNDS = Number(process.env['INTUNITE_TEST_ROUNDS'] ?? sweep(200, 60))

interface Answer {
  readonly status: number
  readonly body: Body
}

type Send = (method: string, path: string, body?: unknown) => Promise<Answer>

async function overSockets(emulator: Emulator, origin: string): Promise<Send> {
  const { token } = await (await emulator.newTenant()).as(WRITE_APPS)
  return async (method, path, body) => {
    const response = await fetch(`${origin}${V1}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Body) }
  }
}

function times<T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => make(i)))
}

/** How often each status came. */
function tally(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

async function created(send: Send): Promise<string> {
  const { status, body } = await send('POST', '', anIosConfiguration())
  if (status !== 201) throw new Error(`not created: ${status}`)
  return String(body['id'])
}

async function noOrphans(t: Test, { store }: Emulator): Promise<void> {
  for (const name of ['Assignment', 'DeviceStatus', 'UserStatus', 'DeviceSummary', 'UserSummary']) {
    const table = `managedDeviceMobileAppConfiguration${name}`
    const orphans = await countRows(
      store,
      table,
      `c WHERE NOT EXISTS (SELECT 1 FROM "managedDeviceMobileAppConfiguration" p WHERE p."tenantId" = c."tenantId" AND p."id" = c."parentId")`,
    )
    t.equal(orphans, 0, `no row of ${table} without its configuration`)
  }
}

/** What names a document by the number of its row. */
async function noOrphanDocuments(t: Test, { store }: Emulator): Promise<void> {
  for (const [table, column] of NUMBERS_OF_DOCUMENTS)
    t.equal(
      await countRows(
        store,
        table,
        `c WHERE c."${column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "entity" p WHERE p."row" = c."${column}")`,
      ),
      0,
      `no row of ${table} whose ${column} is not there`,
    )
}

test('races', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const origin = await emulator.listen()

    await t.test('of 50 that create the summary at once exactly one does', async (t) => {
      const send = await overSockets(emulator, origin)
      for (let round = 0; round < 3; round++) {
        const path = `/${await created(send)}/userStatusSummary`
        const answers = await times(50, (i) => send('POST', path, aUserSummary({ pendingCount: i })))
        t.strictSame(tally(answers), { 201: 1, 409: 49 })
        const winner = answers.find(({ status }) => status === 201)
        t.strictSame((await send('GET', path)).body, winner?.body, 'what the one stored is there')
        for (const { status, body } of answers) if (status === 409) t.match(body, { error: { code: 'Conflict' } })
      }
    })

    await t.test(
      `${ROUNDS} times a configuration goes while its summary comes: neither a row without its parent nor a 5xx`,
      async (t) => {
        const send = await overSockets(emulator, origin)
        const outcomes: Record<string, number> = {}
        const race = async (round: number): Promise<void> => {
          const id = await created(send)
          const post = (): Promise<Answer> => send('POST', `/${id}/userStatusSummary`, aUserSummary())
          const remove = (): Promise<Answer> => send('DELETE', `/${id}`)
          const [first, second] = await Promise.all(round % 2 === 0 ? [post(), remove()] : [remove(), post()])
          const [posted, removed] = round % 2 === 0 ? [first, second] : [second, first]
          const outcome = `${posted.status} ${removed.status}`
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
          if ((await send('GET', `/${id}/userStatusSummary`)).status !== 404)
            t.fail('the summary outlived its configuration')
        }
        for (let round = 0; round < ROUNDS; round += 10) await times(10, (i) => race(round + i))
        t.strictSame(
          Object.keys(outcomes).filter((outcome) => !['201 204', '404 204'].includes(outcome)),
          [],
          JSON.stringify(outcomes),
        )
        await noOrphans(t, emulator)
      },
    )

    await t.test('statuses, assignments and summaries come while the configuration goes', async (t) => {
      const send = await overSockets(emulator, origin)
      for (let round = 0; round < 20; round++) {
        const id = await created(send)
        const [removed, ...others] = await Promise.all([
          send('DELETE', `/${id}`),
          send('POST', `/${id}/deviceStatuses`, {}),
          send('POST', `/${id}/userStatuses`, {}),
          send('POST', `/${id}/assign`, { assignments: [aGroupTarget(id)] }),
          send('PATCH', `/${id}/deviceStatusSummary`, {}),
          send('PATCH', `/${id}/userStatusSummary`, {}),
          send('PATCH', `/${id}`, { '@odata.type': IOS }),
          send('DELETE', `/${id}/userStatusSummary`),
        ])
        t.equal(removed.status, 204)
        for (const { status } of others) t.ok([200, 201, 204, 404].includes(status), String(status))
      }
      await noOrphans(t, emulator)
    })

    await t.test('what documents contain and refer to comes while they go', async (t) => {
      const client = await (
        await emulator.newTenant()
      ).as('DeviceManagementConfiguration.ReadWrite.All', 'DeviceManagementApps.ReadWrite.All')
      const [management, apps] = ['/beta/deviceManagement', '/beta/deviceAppManagement/mobileApps']
      const make = async (path: string, body: Body): Promise<string> => {
        const { statusCode, ...answer } = await client.post(path, body)
        t.equal(statusCode, 201, path)
        return String(answer.json<Body>()['id'])
      }
      for (let round = 0; round < ROUNDS / 4; round++) {
        const definition = await make(`${management}/configurationSettings`, { displayName: 'a', name: 'a' })
        const setting = {
          settingInstance: {
            '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
            settingDefinitionId: definition,
          },
        }
        const policy = { name: 'a', platforms: 'windows10', technologies: 'mdm', settings: [setting] }
        const first = `${management}/configurationPolicies/${await make(`${management}/configurationPolicies`, policy)}`
        const app = await make(apps, {
          '@odata.type': '#microsoft.graph.win32LobApp',
          displayName: 'a',
          publisher: 'a',
        })
        const versions = `${apps}/${app}/microsoft.graph.win32LobApp/contentVersions`
        const version = await make(versions, {})
        const comes = times(3, (i) =>
          Promise.all([
            client.send('PUT', first, { ...policy, name: `b${i}` }),
            client.post(`${first}/assign`, { assignments: [] }),
            client.post(`${versions}/${version}/files`, { name: 'a', size: 1, sizeEncrypted: 1 }),
            client.post(`${management}/configurationPolicies`, policy),
          ]),
        )
        const goes = [first, `${versions}/${version}`, `${management}/configurationSettings/${definition}`]
        const answers = [await Promise.all(goes.map((path) => client.delete(path))), ...(await comes)].flat()
        t.same(
          answers.filter(({ statusCode }) => ![200, 201, 204, 400, 404].includes(statusCode)).map(({ body }) => body),
          [],
        )
      }
      await noOrphanDocuments(t, emulator)
    })

    await t.test('changes at the same time lose no version', async (t) => {
      const send = await overSockets(emulator, origin)
      const id = await created(send)
      const answers = await times(50, (i) =>
        send('PATCH', `/${id}`, { '@odata.type': IOS, description: `change ${i}` }),
      )
      const versions = answers.map(({ body }) => Number(body['version'])).sort((a, b) => a - b)
      t.strictSame(
        versions,
        Array.from({ length: 50 }, (_, i) => i + 2),
        'each one has a version of its own',
      )
      const last = answers.find(({ body }) => body['version'] === 51)?.body
      t.strictSame((await send('GET', `/${id}`)).body, last)
    })

    await t.test('changes to different members at the same time are all kept', async (t) => {
      const send = await overSockets(emulator, origin)
      const members = {
        pendingCount: 1,
        notApplicableCount: 2,
        successCount: 3,
        errorCount: 4,
        failedCount: 5,
        configurationVersion: 6,
      }
      for (let round = 0; round < 10; round++) {
        const path = `/${await created(send)}/userStatusSummary`
        const changes = Object.entries(members).map(([name, value]) => ({ [name]: value }))
        const answers = await Promise.all(changes.map((change) => send('PATCH', path, change)))
        t.strictSame(tally(answers), { 200: changes.length }, 'also where none is stored at first')
        t.match((await send('GET', path)).body, members)
      }
      t.equal(
        await countRows(
          emulator.store,
          'managedDeviceMobileAppConfigurationUserSummary',
          `WHERE "configurationVersion" = 6`,
        ),
        10,
        'one row each',
      )
    })

    await t.test('creation and change of a summary at the same time leave one', async (t) => {
      const send = await overSockets(emulator, origin)
      for (let round = 0; round < 10; round++) {
        const path = `/${await created(send)}/userStatusSummary`
        const [posted, patched] = await Promise.all([
          send('POST', path, { successCount: 8 }),
          send('PATCH', path, { errorCount: 9 }),
        ])
        t.ok(
          `${posted.status} ${patched.status}` === '201 200' || `${posted.status} ${patched.status}` === '409 200',
          `${posted.status} ${patched.status}`,
        )
        t.match((await send('GET', path)).body, { errorCount: 9, successCount: posted.status === 201 ? 8 : 0 })
      }
    })

    await t.test('of several assignments at the same time one is there, whole', async (t) => {
      const send = await overSockets(emulator, origin)
      const id = await created(send)
      const group = (set: number, n: number): string =>
        `${String(set).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`
      const set = (i: number): string[] => Array.from({ length: 3 + (i % 3) }, (_, n) => group(i, n))
      const answers = await times(20, (i) =>
        send('POST', `/${id}/assign`, { assignments: set(i).map((groupId) => aGroupTarget(groupId)) }),
      )
      t.strictSame(tally(answers), { 204: 20 })
      const { value } = (await send('GET', `/${id}/assignments`)).body as { value: { target: { groupId: string } }[] }
      const groups = value.map(({ target }) => target.groupId)
      t.strictSame(groups, set(Number(groups[0]?.slice(0, 8))))
    })

    await t.test('one configuration is deleted once', async (t) => {
      const send = await overSockets(emulator, origin)
      const id = await created(send)
      t.strictSame(tally(await times(20, () => send('DELETE', `/${id}`))), { 204: 1, 404: 19 })
    })

    await t.test('configurations made at the same time are all there', async (t) => {
      const send = await overSockets(emulator, origin)
      const answers = await times(100, () => send('POST', '', anIosConfiguration()))
      t.strictSame(tally(answers), { 201: 100 })
      const listed = (await send('GET', '?$select=id')).body['value'] as { id: string }[]
      t.strictSame(
        listed.map(({ id }) => id),
        answers.map(({ body }) => String(body['id'])).sort(),
      )
    })

    await t.test(
      'actions for the same devices, in whatever order those are named, come one after the other',
      async (t) => {
        const client = await (
          await emulator.newTenant()
        ).as('DeviceManagementManagedDevices.ReadWrite.All', 'DeviceManagementManagedDevices.PrivilegedOperations.All')
        const devices = '/beta/deviceManagement/managedDevices'
        const made = await times(6, (i) => client.post(devices, { deviceName: `PC-${i}`, operatingSystem: 'iOS' }))
        const ids = made.map((each) => String(each.json<Body>()['id']))
        const answers = await times(12, async (i) => {
          const deviceIds = i % 2 === 0 ? ids : ids.toReversed()
          const answer = await client.post(`${devices}/executeAction`, { actionName: 'syncDevice', deviceIds })
          const body = answer.json<Body>()
          t.strictSame(body['successfulDeviceIds'], deviceIds, 'in the order in which they are named')
          return { status: answer.statusCode, body }
        })
        t.strictSame(tally(answers), { 200: 12 })
      },
    )
    t.strictSame(emulator.errors, [], 'nothing was logged as an error')
  })
})
