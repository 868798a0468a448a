/** The rules for what a configuration contains: assignments, statuses, summaries. */
import { test } from 'tap'
import type { Test } from 'tap'
import { aGroupTarget, aUserSummary, anIosConfiguration, BETA, V1 } from '../factories/mobile-app-configurations.js'
import type { Body } from '../factories/mobile-app-configurations.js'
import type { Client, Emulator, EmulatorOptions } from '../harness/emulator.js'
import { forEachEmulator, ORIGIN, startEmulator, WRITE_APPS } from '../harness/emulator.js'
import { give, snapshot } from '../harness/given.js'

const STAFF = '0e5b8d27-64f1-4c9a-a3d8-95c7e2b1f046'
const YARD = 'c81f3a60-2d7e-45b9-8e04-7a6d9c5b3f12'
const OTHER = '99f0c3d1-5b4a-4e68-b72c-1d8e0a6f9b35'
const FILTER = '7c2e9f48-d03b-4a15-96e7-5f8b1c0d3a62'

interface Policy {
  readonly admin: Client
  readonly tenantId: string
  readonly id: string
  readonly v1: string
  readonly beta: string
  state(): Promise<string>
}

async function newPolicy(t: Test, emulator: Emulator, options?: EmulatorOptions): Promise<Policy> {
  const tenant = await emulator.newTenant()
  const { token } = await tenant.as(WRITE_APPS)
  const served = options === undefined ? emulator : await startEmulator(t, { store: emulator.store, ...options })
  const admin = served.withToken(token)
  const { id } = (await admin.post(V1, anIosConfiguration())).json<{ id: string }>()
  const state = (): Promise<string> => snapshot(emulator.store, tenant.id)
  return { admin, tenantId: tenant.id, id, v1: `${V1}/${id}`, beta: `${BETA}/${id}`, state }
}

async function assignmentIds({ admin, v1 }: Policy): Promise<string[]> {
  const { value } = (await admin.get(`${v1}/assignments`)).json<{ value: { id: string }[] }>()
  return value.map(({ id }) => id)
}

test('rules for what a configuration contains', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    await t.test(
      'R6: assign works with and without a cast, with long and short namespace, with both forms of keys',
      async (t) => {
        const policy = await newPolicy(t, emulator)
        const casts = [
          '',
          'microsoft.graph.managedDeviceMobileAppConfiguration/',
          'graph.managedDeviceMobileAppConfiguration/',
          'microsoft.graph.iosMobileAppConfiguration/',
          'graph.iosMobileAppConfiguration/',
        ]
        let group = 0
        for (const base of [policy.v1, `${BETA}('${policy.id}')`])
          for (const cast of casts)
            for (const action of ['assign', 'microsoft.graph.assign', 'graph.assign', 'ASSIGN']) {
              const groupId = `00000000-1111-4222-8333-${String((group += 1)).padStart(12, '0')}`
              const response = await policy.admin.post(`${base}/${cast}${action}`, {
                assignments: [aGroupTarget(groupId)],
              })
              t.equal(response.statusCode, 204, `${cast}${action}`)
              t.strictSame(await assignmentIds(policy), [`${policy.id}_${groupId}`])
            }
      },
    )

    await t.test('R6: assign below a cast to another type finds nothing, and changes nothing', async (t) => {
      const policy = await newPolicy(t, emulator)
      const body = { assignments: [aGroupTarget(STAFF)] }
      const response = await policy.admin.post(`${policy.beta}/graph.androidManagedStoreAppConfiguration/assign`, body)
      t.match([response.statusCode, response.json()], [404, { error: { code: 'ResourceNotFound' } }])
      t.equal(
        (await policy.admin.post(`${policy.v1}/graph.androidManagedStoreAppConfiguration/assign`, body)).statusCode,
        400,
        'v1.0 does not know it',
      )
      t.equal((await policy.admin.delete(`${policy.beta}/graph.androidManagedStoreAppConfiguration`)).statusCode, 404)
      t.equal(
        (await policy.admin.get(`${policy.beta}/graph.androidManagedStoreAppConfiguration/assignments`)).statusCode,
        404,
      )
      t.strictSame(await assignmentIds(policy), [])
    })

    await t.test('R6: with strictAssignCast assign needs a cast', async (t) => {
      const policy = await newPolicy(t, emulator, { switches: { strictAssignCast: true } })
      const body = { assignments: [] }
      const plain = await policy.admin.post(`${policy.v1}/assign`, body)
      t.match(
        [plain.statusCode, plain.json()],
        [
          400,
          {
            error: {
              code: 'No method match route template',
              message: /~\/singleton\/navigation\/key\/action with http verb POST/,
            },
          },
        ],
      )
      t.equal(
        (await policy.admin.post(`${policy.v1}/microsoft.graph.managedDeviceMobileAppConfiguration/assign`, body))
          .statusCode,
        204,
      )
      t.equal((await policy.admin.post(`${policy.v1}/graph.iosMobileAppConfiguration/assign`, body)).statusCode, 204)
    })

    await t.test('R7: assign replaces all assignments or none', async (t) => {
      const policy = await newPolicy(t, emulator)
      const assign = async (body: unknown): Promise<number> =>
        (await policy.admin.post(`${policy.v1}/assign`, body)).statusCode
      t.equal(await assign({ assignments: [aGroupTarget(STAFF), aGroupTarget(YARD)] }), 204)
      t.strictSame(await assignmentIds(policy), [`${policy.id}_${STAFF}`, `${policy.id}_${YARD}`])
      const before = await policy.state()
      const refused = [
        {},
        { assignments: null },
        { assignments: {} },
        { assignments: 'all' },
        { assignments: [null] },
        { assignments: [aGroupTarget(OTHER), aGroupTarget('no GUID')] },
        { assignments: [aGroupTarget(OTHER), {}] },
        { assignments: [aGroupTarget(OTHER), { target: null }] },
        { assignments: [aGroupTarget(OTHER), { target: { groupId: OTHER } }] },
        { assignments: [aGroupTarget(OTHER), { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' } }] },
        { assignments: [{ target: { '@odata.type': '#microsoft.graph.iosMobileAppConfiguration' } }] },
        { assignments: [{ ...aGroupTarget(OTHER), intent: 'apply' }] },
        { assignments: [], more: 1 },
      ]
      for (const body of refused) t.equal(await assign(body), 400, JSON.stringify(body))
      t.equal(await policy.state(), before)
      t.equal(await assign({ assignments: [aGroupTarget(OTHER.toUpperCase())] }), 204, 'no group needs to exist')
      t.strictSame(await assignmentIds(policy), [`${policy.id}_${OTHER}`])
      t.equal(await assign({ assignments: [] }), 204)
      t.strictSame(await assignmentIds(policy), [])
    })

    await t.test('R7: of several assignments to one target the last one wins; version and times stay', async (t) => {
      const policy = await newPolicy(t, emulator)
      const before = (await policy.admin.get(policy.beta)).body
      const assignments = [
        aGroupTarget(STAFF, { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget' }),
        aGroupTarget(YARD),
        aGroupTarget(STAFF, {
          deviceAndAppManagementAssignmentFilterId: FILTER,
          deviceAndAppManagementAssignmentFilterType: 'include',
        }),
      ]
      t.equal((await policy.admin.post(`${policy.beta}/assign`, { assignments })).statusCode, 204)
      t.match((await policy.admin.get(`${policy.beta}/assignments/${policy.id}_${STAFF}`)).json(), {
        target: {
          '@odata.type': '#microsoft.graph.groupAssignmentTarget',
          deviceAndAppManagementAssignmentFilterId: FILTER,
        },
      })
      t.equal((await assignmentIds(policy)).length, 2)
      t.equal((await policy.admin.get(policy.beta)).body, before)
    })

    await t.test('R8: ids of assignments are made of the policy and what it is assigned to', async (t) => {
      const policy = await newPolicy(t, emulator)
      const to = (type: string, members: Body = {}): Body => ({
        target: { '@odata.type': `#microsoft.graph.${type}AssignmentTarget`, ...members },
      })
      const expected: [Body, string][] = [
        [to('group', { groupId: STAFF }), STAFF],
        [to('exclusionGroup', { groupId: YARD.toUpperCase() }), YARD],
        [to('allLicensedUsers'), 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'],
        [to('allDevices'), 'adadadad-808e-44e2-905a-0b7873a8a531'],
        [to('configurationManagerCollection', { collectionId: 'YRD0001A' }), 'YRD0001A'],
      ]
      for (const [body, subject] of expected) {
        const made = await policy.admin.post(`${policy.v1}/assignments`, body)
        t.match([made.statusCode, made.json()], [201, { id: `${policy.id}_${subject}` }])
        const twice = await policy.admin.post(`${policy.v1}/assignments`, body)
        t.match([twice.statusCode, twice.json()], [409, { error: { code: 'Conflict' } }])
      }
    })

    await t.test('R8: whatever a collection is called, its assignment is found where Location says', async (t) => {
      const policy = await newPolicy(t, emulator)
      for (const collectionId of ['Ä 1/2', "it's", '100%', '漢字', '../..', 'a\r\nb: c', '?x=1#y', '()']) {
        const target = {
          '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget',
          collectionId,
        }
        const made = await policy.admin.post(`${policy.v1}/assignments`, { target })
        t.match(
          [made.statusCode, made.json()],
          [201, { id: `${policy.id}_${collectionId}`, target }],
          encodeURI(collectionId),
        )
        const read = await policy.admin.get(String(made.headers['location']).replace(ORIGIN, ''))
        t.match([read.statusCode, read.body], [200, made.body])
      }
    })

    await t.test(
      'R22: an assignment is changed and deleted by its id, which stays when the target changes',
      async (t) => {
        const policy = await newPolicy(t, emulator)
        await policy.admin.post(`${policy.v1}/assignments`, aGroupTarget(STAFF))
        const url = `${policy.v1}/assignments/${policy.id}_${STAFF}`
        const changed = await policy.admin.patch(url, aGroupTarget(YARD))
        t.match([changed.statusCode, changed.json()], [200, { id: `${policy.id}_${STAFF}`, target: { groupId: YARD } }])
        t.match((await policy.admin.get(url)).json(), { id: `${policy.id}_${STAFF}`, target: { groupId: YARD } })
        const before = await policy.state()
        t.equal(
          (
            await policy.admin.patch(url, {
              target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 7 },
            })
          ).statusCode,
          400,
        )
        t.equal(await policy.state(), before)
        t.equal((await policy.admin.delete(url)).statusCode, 204)
        t.equal((await policy.admin.delete(url)).statusCode, 404)
        t.equal((await policy.admin.patch(url, aGroupTarget(STAFF))).statusCode, 404, 'a PATCH does not create')
      },
    )

    await t.test('R9: statuses and summaries are written and read, and the policy stays as it is', async (t) => {
      const policy = await newPolicy(t, emulator)
      const before = (await policy.admin.get(policy.beta)).body
      const status = {
        deviceDisplayName: 'YARD-1',
        status: 'Error',
        platform: 3,
        lastReportedDateTime: '2026-01-01T00:00:00+05:30',
      }
      const made = await policy.admin.post(`${policy.beta}/deviceStatuses`, status)
      t.match(
        [made.statusCode, made.json()],
        [201, { status: 'error', platform: 3, lastReportedDateTime: '2025-12-31T18:30:00Z' }],
      )
      const url = `${policy.v1}/deviceStatuses/${made.json<{ id: string }>().id}`
      t.equal((await policy.admin.patch(url, { status: 'compliant' })).json<Body>()['status'], 'compliant')
      t.equal((await policy.admin.delete(url)).statusCode, 204)
      t.equal((await policy.admin.post(`${policy.v1}/userStatusSummary`, aUserSummary())).statusCode, 201)
      t.equal((await policy.admin.patch(`${policy.v1}/deviceStatusSummary`, { pendingCount: 5 })).statusCode, 200)
      t.equal((await policy.admin.get(policy.beta)).body, before)
    })

    await t.test('R9: a summary that is not stored reads as zeros, whatever the statuses say', async (t) => {
      const policy = await newPolicy(t, emulator)
      await policy.admin.post(`${policy.v1}/userStatuses`, { status: 'error' })
      const zeros = {
        pendingCount: 0,
        notApplicableCount: 0,
        successCount: 0,
        errorCount: 0,
        failedCount: 0,
        conflictCount: 0,
        configurationVersion: 0,
      }
      for (const [name, more] of [
        ['userStatusSummary', {}],
        ['deviceStatusSummary', { notApplicablePlatformCount: 0 }],
      ] as const) {
        const read = (await policy.admin.get(`${policy.beta}/${name}`)).json<Body>()
        t.match(read, { id: `${policy.tenantId}_${policy.id}`, ...zeros, ...more })
        t.ok(Math.abs(Date.parse(String(read['lastUpdateDateTime'])) - Date.now()) < 60_000, 'of now')
      }
    })

    await t.test(
      'R9: with computeSummaries a summary that is not stored is counted, and a stored one wins',
      async (t) => {
        const policy = await newPolicy(t, emulator, { switches: { computeSummaries: true } })
        const statuses = [
          'compliant',
          'remediated',
          'nonCompliant',
          'error',
          'conflict',
          'conflict',
          'notApplicable',
          'unknown',
          'notAssigned',
        ]
        for (const status of statuses) {
          t.equal((await policy.admin.post(`${policy.v1}/userStatuses`, { status })).statusCode, 201)
          t.equal((await policy.admin.post(`${policy.v1}/deviceStatuses`, { status })).statusCode, 201)
        }
        const counted = {
          successCount: 2,
          failedCount: 1,
          errorCount: 1,
          conflictCount: 2,
          notApplicableCount: 1,
          pendingCount: 2,
        }
        t.match((await policy.admin.get(`${policy.beta}/userStatusSummary`)).json(), counted)
        t.match((await policy.admin.get(`${policy.beta}/deviceStatusSummary`)).json(), {
          ...counted,
          notApplicablePlatformCount: 0,
        })
        t.equal((await policy.admin.post(`${policy.v1}/userStatusSummary`, { successCount: 40 })).statusCode, 201)
        t.match((await policy.admin.get(`${policy.beta}/userStatusSummary`)).json(), {
          successCount: 40,
          failedCount: 0,
          conflictCount: 0,
        })
      },
    )

    await t.test(
      'R21: a status is named after the device or user it is about, whom it names itself by name',
      async (t) => {
        const policy = await newPolicy(t, emulator)
        const { admin, tenantId, id } = policy
        await give(emulator.store, tenantId, [
          { at: 'deviceManagement/managedDevices', entity: { id: FILTER, deviceName: 'Yard-Ä1' } },
          {
            at: 'users',
            entity: {
              id: STAFF,
              accountEnabled: true,
              userType: 'Member',
              displayName: 'x',
              userPrincipalName: 'Gate@Yard.test',
              createdDateTime: '2026-01-01T00:00:00Z',
            },
          },
        ])
        const cases = [
          ['deviceStatuses', { deviceDisplayName: 'YARD-ä1' }, FILTER],
          ['userStatuses', { userPrincipalName: 'gate@yard.TEST' }, STAFF],
        ] as const
        for (const [name, body, subject] of cases) {
          const made = await admin.post(`${policy.v1}/${name}`, body)
          t.match([made.statusCode, made.json()], [201, { ...body, id: `${tenantId}_${id}_${subject}` }])
          const twice = await admin.post(`${policy.v1}/${name}`, body)
          t.match([twice.statusCode, twice.json()], [409, { error: { code: 'Conflict' } }])
        }
      },
    )

    await t.test(
      'R21: ids of statuses are made of tenant, policy and a subject that is new where it is not known',
      async (t) => {
        const policy = await newPolicy(t, emulator)
        for (const [name, body] of [
          ['deviceStatuses', { deviceDisplayName: 'NOWHERE' }],
          ['userStatuses', { userPrincipalName: 'no@one.test' }],
          ['userStatuses', {}],
        ] as const) {
          const first = (await policy.admin.post(`${policy.v1}/${name}`, { ...body, id: 'mine' })).json<{
            id: string
          }>()
          const second = (await policy.admin.post(`${policy.v1}/${name}`, body)).json<{ id: string }>()
          const form = new RegExp(
            `^${policy.tenantId}_${policy.id}_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
          )
          t.match(first.id, form)
          t.match(second.id, form)
          t.not(first.id, second.id)
        }
      },
    )
    t.strictSame(emulator.errors, [])
  })
})
