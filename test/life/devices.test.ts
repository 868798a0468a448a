/** Devices that act: enrolment, check-ins, notifications, spans offline, what is stated of them. */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { readMemories, writeMemories } from '../../src/services/life/memory.js'
import { addNotes } from '../../src/services/life/notes.js'
import type { Note } from '../../src/services/life/notes.js'
import { insertValues, putValues } from '../../src/store/query/bulk.js'
import { dialectOf } from '../../src/store/sql/dialect.js'
import { all } from '../../src/store/work.js'
import type { SqlValue } from '../../src/store/work.js'
import { ALL_DEVICES, CONFIGURATIONS, LIVING, livingTenant, toGroup } from './living.js'
import type { Json, LivingTenant } from './living.js'

const DEVICES = 'deviceManagement/managedDevices'

const at = (time: string): string => `2026-03-02T${time}Z`

async function statusOf(tenant: LivingTenant, id: string, device: string): Promise<unknown> {
  const rows = await tenant.list(`${CONFIGURATIONS}/${id}/deviceStatuses`)
  return rows.find((row) => String(row['id']).endsWith(device))?.['status']
}

test('a device of a tenant that lives', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, { preset: 'live', delays: { checkInJitter: 'PT0S' } })
      const enroll = async (body: Json): Promise<Json> => tenant.ask('POST', '/devices/enroll', body)
      const one = async (body: Json): Promise<string> => String((await enroll(body))['enrolled'][0]['id'])
      const ada = await tenant.user('ada')
      const device = await one({ platform: 'windows', user: 'ada@living.test', name: 'LF-1', ownership: 'company' })
      const id = await tenant.configuration('Mail settings')
      const seen = async (): Promise<unknown> => (await tenant.get(`${DEVICES}/${device}`))['lastSyncDateTime']
      const checkIns = async (): Promise<number> =>
        ((await tenant.ask('GET', '/devices'))['value'] as Json[]).find((each) => each['id'] === device)?.['checkIns']

      await t.test('L10: enrolment writes the device, its object and its links', async (t) => {
        const managed = await tenant.get(`${DEVICES}/${device}`)
        t.match(managed, {
          enrolledDateTime: at('08:00:00'),
          lastSyncDateTime: at('08:00:00'),
          managementAgent: 'mdm',
          deviceRegistrationState: 'registered',
          managedDeviceOwnerType: 'company',
          userId: ada,
          userPrincipalName: 'ada@living.test',
        })
        const [object] = await tenant.list(`devices?$filter=deviceId eq '${managed['azureADDeviceId']}'`)
        t.match(object, { isManaged: true, trustType: 'AzureAd', displayName: 'LF-1' })
        t.match(await tenant.list(`devices/${object?.['id']}/registeredOwners`), [{ id: ada }])
      })

      await t.test('L18: Windows checks in 13 times in the first 2 h 15 min, then every 8 h', async (t) => {
        await tenant.advance('PT15M')
        t.equal(await checkIns(), 5)
        await tenant.advance('PT2H')
        t.equal(await checkIns(), 13)
        t.equal(await seen(), at('10:15:00'))
        await tenant.advance('PT7H59M')
        t.equal(await checkIns(), 13)
        await tenant.advance('PT1M')
        t.equal(await checkIns(), 14)
        t.equal(await seen(), at('18:15:00'))
      })

      await t.test('L31 and L19: an assignment is effective after 15 min; the device comes 2 min later', async (t) => {
        await tenant.assign(CONFIGURATIONS, id, [ALL_DEVICES])
        await tenant.advance('PT14M')
        t.equal(await statusOf(tenant, id, device), undefined)
        await tenant.advance('PT1M')
        t.equal(await statusOf(tenant, id, device), 'unknown')
        await tenant.advance('PT1M59S')
        t.equal(await statusOf(tenant, id, device), 'unknown')
        await tenant.advance('PT1S')
        t.equal(await statusOf(tenant, id, device), 'notApplicable')
        t.equal(await seen(), at('18:32:00'))
      })

      await t.test('L8: what is stated of a device comes with its next check-in', async (t) => {
        const phone = await one({ platform: 'ios', user: ada, name: 'LF-2' })
        await tenant.ask('PATCH', '/devices/LF-2/truth', {
          policy: 'Mail settings',
          outcome: 'error',
          code: -2016281112,
        })
        await tenant.ask('POST', '/devices/LF-2/check-in')
        t.equal(await statusOf(tenant, id, phone), 'error')
        const stated = { policy: id, code: -2016281112 }
        const described = await tenant.ask('GET', '/devices/LF-2')
        t.match(described, {
          id: phone,
          online: true,
          stated: 1,
          nextCheckIn: /^2026-03-02T/,
          statements: [{ ...stated, outcome: 'error' }],
          states: [{ ...stated, state: 'error' }],
          policies: [{ id, name: 'Mail settings', set: CONFIGURATIONS }],
        })
        const listed = (await tenant.ask('GET', '/devices'))['value'] as Json[]
        t.equal(listed.find((each) => each['id'] === phone)?.['nextCheckIn'], described['nextCheckIn'])
        await tenant.ask('PATCH', '/devices/LF-2/truth', { policy: 'Mail settings' })
        await tenant.ask('POST', '/devices/LF-2/check-in')
        t.equal(await statusOf(tenant, id, phone), 'compliant')
        const { value, policies } = await tenant.ask('GET', '/devices/LF-2/timeline')
        t.same(policies, described['policies'])
        const notes = value as Json[]
        t.match(
          notes.map(({ kind, facts }) => [kind, facts.status]),
          [
            ['checkIn', undefined],
            ['enrolled', undefined],
            ['policy', 'compliant'],
          ],
        )
      })

      await t.test(
        'L23 and L19: a device that is offline ignores a check-in, and is tried three more times',
        async (t) => {
          await tenant.ask('PATCH', '/devices/LF-1/reachability', { online: false })
          const before = await seen()
          t.same(await tenant.ask('POST', '/devices/LF-1/check-in'), { device, online: false })
          t.equal(await seen(), before)
          await expecting(204, tenant.admin.post(`/beta/${DEVICES}/${device}/syncDevice`, {}))
          const tries = async (): Promise<Json[]> =>
            ((await tenant.ask('GET', '/life/queue?top=1000'))['value'] as Json[]).filter(
              (event) => event['kind'] === 'notification' && event['device'] === device,
            )
          t.match(await tries(), [{ at: '2026-03-02T18:34:00.000Z', cause: 'syncDevice' }])
          for (const [by, next] of [
            ['PT2M', '18:44'],
            ['PT10M', '19:04'],
            ['PT20M', '19:34'],
          ] as const) {
            await tenant.advance(by)
            t.match(await tries(), [{ at: `2026-03-02T${next}:00.000Z` }])
          }
          await tenant.advance('PT30M')
          t.same(await tries(), [])
          const results = await tenant.get(`${DEVICES}/${device}?$select=deviceActionResults`)
          t.match(results['deviceActionResults'], [{ actionName: 'syncDevice', actionState: 'pending' }], 'L82')
          await tenant.ask('PATCH', '/devices/LF-1/reachability', { online: true })
          await tenant.ask('POST', '/devices/LF-1/check-in')
          t.equal(await seen(), at('19:34:00'))
          const done = await tenant.get(`${DEVICES}/${device}?$select=deviceActionResults`)
          t.match(done['deviceActionResults'], [{ actionName: 'syncDevice', actionState: 'done' }])
        },
      )

      await t.test(
        'L24: of a group nobody is notified; the next check-in by schedule brings what it targets',
        async (t) => {
          const group = await tenant.group('Sales')
          const other = await tenant.configuration('Sales mail')
          await tenant.assign(CONFIGURATIONS, other, [toGroup(group)])
          await tenant.advance('PT15M')
          await tenant.add(group, 'users', ada)
          await tenant.advance('PT5M')
          t.equal(await statusOf(tenant, other, device), 'unknown')
          await tenant.advance('PT2H')
          t.equal(await statusOf(tenant, other, device), 'unknown')
          await tenant.advance('PT6H')
          t.equal(await statusOf(tenant, other, device), 'notApplicable')
          await expecting(204, tenant.admin.delete(`/v1.0/groups/${group}/members/${ada}/$ref`))
          await tenant.advance('PT1H')
          t.equal(await statusOf(tenant, other, device), 'notApplicable')
          await tenant.advance('PT8H')
          t.equal(await statusOf(tenant, other, device), undefined)
        },
      )

      await t.test(
        'L33: the rows of a deleted policy go with it, and a deleted device takes its rows along',
        async (t) => {
          await expecting(204, tenant.admin.delete(`/beta/${DEVICES}/${device}`))
          await tenant.advance('PT1S')
          t.equal(await statusOf(tenant, id, device), undefined)
          const all = (await tenant.ask('GET', '/devices'))['value'] as Json[]
          t.same(
            all.map(({ name }) => name as string),
            ['LF-2'],
          )
          await expecting(204, tenant.admin.delete(`/beta/${CONFIGURATIONS}/${id}`))
          await tenant.advance('PT1H')
        },
      )

      await t.test(
        'L13, L14, L15, L16: a restriction refuses an enrolment, which leaves a failure and no device',
        async (t) => {
          const ben = await tenant.user('ben')
          const group = await tenant.group('Restricted', [['users', ben]])
          const restriction = await tenant.create('deviceManagement/deviceEnrollmentConfigurations', {
            '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration',
            displayName: 'One device',
            limit: 1,
          })
          const assigned = await tenant.admin.post(
            `/beta/deviceManagement/deviceEnrollmentConfigurations/${restriction}/assign`,
            { enrollmentConfigurationAssignments: [{ target: toGroup(group) }] },
          )
          t.ok(assigned.statusCode < 300, assigned.body)
          t.match(await enroll({ platform: 'ios', user: ben }), { refused: [] })
          t.match(await enroll({ platform: 'ios', user: ben, name: 'LF-9' }), {
            enrolled: [],
            refused: [{ name: 'LF-9', reason: 'the user has 1 devices, and the limit is 1' }],
          })
          t.match(
            await enroll({ platform: 'windows', user: ben, enrollmentType: 'windowsAzureADJoin' }),
            { refused: [] },
            'L15',
          )
          t.match(await tenant.list('deviceManagement/troubleshootingEvents'), [
            {
              '@odata.type': '#microsoft.graph.enrollmentTroubleshootingEvent',
              failureCategory: 'enrollmentRestrictionsEnforced',
              userId: ben,
            },
          ])
        },
      )

      await t.test('a timeline tells of each policy, whichever transaction and build has noted it', async (t) => {
        const { database } = emulator.store
        const moment = Date.UTC(2027, 0, 1)
        const deviceOfNotes = await one({ platform: 'ios', user: 'ada@living.test', name: 'LF-NOTES' })
        const noted = (
          policyId: string,
          facts: Json,
          kind = 'policy',
          deviceId = deviceOfNotes,
          at = moment,
        ): Note => ({
          deviceId,
          at,
          policyId,
          kind,
          facts,
        })
        const row = ({ deviceId, at, policyId, kind, facts }: Note): SqlValue[] => [
          TENANT,
          deviceId,
          at,
          policyId,
          kind,
          JSON.stringify(facts),
        ]
        const [fine, bad] = [{ status: 'compliant' }, { status: 'error', code: 1 }]
        const old = [noted('p0', fine), noted('p2', bad), noted('', {}, 'checkIn')]
        const key = ['tenantId', 'deviceId', 'at', 'policyId', 'kind']
        const store = { dialect: dialectOf(database.provider) }
        await database.write(() => insertValues(store, 'lifeNote', [...key, 'facts'], key, old.map(row)))
        for (const notes of [
          [
            noted('p3', fine),
            noted('p1', bad),
            noted('p4', fine),
            noted('p5', fine, 'policy', deviceOfNotes, moment + 1),
          ],
          [noted('p2', fine), noted('p1', fine), noted('r2', {}, 'run'), noted('', { cause: 'x' }, 'checkIn')],
          [noted('p3', fine, 'policy', 'another'), noted('p4', bad)],
        ])
          await database.write(() => addNotes(database, TENANT, notes))
        const expected = [
          ['checkIn', undefined, { cause: 'x' }],
          ['policy', 'p0', fine],
          ['policy', 'p1', fine],
          ['policy', 'p2', fine],
          ['policy', 'p3', fine],
          ['policy', 'p4', bad],
          ['run', 'r2', {}],
          ['policy', 'p5', fine],
        ]
        for (const top of [1, 2, 3, 5, 8]) {
          const { value } = await tenant.ask('GET', `/devices/LF-NOTES/timeline?top=${top}`)
          const notes = value as Json[]
          t.same(
            notes.map(({ kind, policy, facts }) => [kind, policy, facts]),
            expected.slice(-top),
            `top=${top}`,
          )
        }
        const rows = await database.read(() =>
          all(`SELECT count(*) FROM "lifeNote" WHERE "deviceId" = 'another' OR "at" > ${moment}`, []),
        )
        t.equal(Number(rows[0]?.[0]), 2, 'a row for each device and moment')
      })

      await t.test('what builds of before remembered of policies is remembered', async (t) => {
        const { database } = emulator.store
        const dialect = dialectOf(database.provider)
        const [fine, bad] = [
          { s: 'compliant', v: 1 },
          { s: 'error', v: 2, code: 5 },
        ] as const
        const memory = { checkIns: 2, state: { policies: { p1: fine, p2: fine, p3: bad, p4: fine } } }
        const key = ['tenantId', 'id']
        const former = [[TENANT, 'of before', JSON.stringify(memory)]]
        await database.write(function* () {
          yield* putValues({ dialect }, 'lifeDevice', [...key, 'facts'], key, former)
          yield* writeMemories(database, TENANT, [['of today', memory]])
        })
        const read = await database.read(() => readMemories(database, TENANT, ['of before', 'of today']))
        for (const each of read.values()) t.equal(JSON.stringify(each), JSON.stringify(memory))
        t.equal(read.size, 2)
      })

      await t.test('what cannot be done is refused by name', async (t) => {
        const refused = async (method: string, path: string, body: Json): Promise<string> => {
          const response = await tenant.control.send(
            method,
            `/tenants/00000000-0000-4000-a000-000000000001${path}`,
            body,
          )
          return `${response.statusCode} ${String(response.json<Json>()['detail'])}`
        }
        t.match(await refused('POST', '/devices/enroll', { platform: 'ios', user: 'nobody' }), /^404 .*'nobody'/)
        t.match(await refused('PATCH', '/devices/LF-7/truth', { policy: 'x' }), /^404 /)
        t.match(await refused('PATCH', '/devices/LF-2/truth', {}), /^400 .*policy/)
        t.match(
          await refused('PATCH', '/devices/LF-2/truth', { policy: 'Sales mail', outcome: 'fine' }),
          /^400 .*'fine'/,
        )
        t.match(await refused('PATCH', '/devices/LF-2/reachability', { online: false, until: at('01:00:00') }), /^400 /)
        t.match(await refused('PATCH', '/life', { delays: { processing: '5 minutes' } }), /^400 .*'5 minutes'/)
        t.match(await refused('PATCH', '/life', { delays: { procesing: 'PT5M' } }), /^400 /)
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
