/** A tenant is made empty, what a seed is, or what it was in a snapshot, in one call. */
import { test } from 'tap'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { readStateRows } from '../harness/state-rows.js'
import { CONTROL, controlOf } from './control.js'

const RESET = `/tenants/${TENANT}/reset`
const CATEGORIES = '/v1.0/deviceManagement/deviceCategories'

/** The rows of the tenant, table by table. */
async function rowsOf({ store: { database } }: Emulator): Promise<Record<string, string[]>> {
  const tables = await database.read(() => readStateRows(database, TENANT))
  // The number of a row is no state.
  const withoutRow = (texts: readonly string[]): string[] => texts.map((text) => text.replace(/"row":\d+/, ''))
  return Object.fromEntries(
    [...tables].map(([table, texts]) => [table, (table === 'entity' ? withoutRow(texts) : texts).sort()]),
  )
}

test('reset', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin, errors } = emulator
      const control = controlOf(emulator)
      const names = async () =>
        (await admin.get(CATEGORIES)).json().value.map(({ displayName }: { displayName: string }) => displayName)
      const counts = (rows: Record<string, string[]>) =>
        Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]))

      await t.test('to empty takes part in every table: what is left is what a new tenant has', async (t) => {
        const before = await rowsOf(emulator)
        await control.post(`/tenants/${TENANT}/seed`, { size: 'small' })
        await admin.post(CATEGORIES, { displayName: 'Kiosk' })
        const filled = await rowsOf(emulator)
        t.ok(
          Object.values(filled).filter((rows, i) => rows.length > (Object.values(before)[i]?.length ?? 0)).length > 8,
        )
        t.equal((await control.post(RESET, { people: true })).statusCode, 204)
        t.strictSame(counts(await rowsOf(emulator)), counts(before))
        t.same((await control.get(`/tenants/${TENANT}/history?path=${CATEGORIES.slice(6)}`)).json().value, [])
        t.equal((await admin.get(CATEGORIES)).statusCode, 200, 'the app stays, and its token is good')
      })

      await t.test('to empty brings back what Intune has put there, and nothing hangs on what stays', async (t) => {
        await control.post(RESET, {})
        const kept = async () => {
          const { entity, reference } = await rowsOf(emulator)
          // The number of a row is no state.
          return { entity: entity?.map((text) => text.replace(/^\["?\d+"?,/, '[')).sort(), reference }
        }
        const born = await kept()
        const roles = '/beta/deviceManagement/roleDefinitions'
        const limits = '/beta/deviceManagement/deviceEnrollmentConfigurations'
        const [role, other] = (await admin.get(roles)).json().value
        const assigned = async () =>
          admin.post(`${roles}/${role.id}/roleAssignments`, {
            '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleAssignment',
            displayName: 'Desk',
            members: [],
          })
        t.equal((await assigned()).statusCode, 201)
        t.notSame(await kept(), born)
        t.equal((await control.post(RESET, {})).statusCode, 204)
        t.strictSame(await kept(), born, 'an assignment of a role is gone')

        t.equal((await assigned()).statusCode, 201)
        const [limit] = (await admin.get(limits)).json().value
        const body = { '@odata.type': limit['@odata.type'], limit: 7 }
        const changed = await admin.patch(`${limits}/${limit.id}`, body)
        t.ok(changed.statusCode < 300, changed.body)
        t.equal((await control.post(RESET, {})).statusCode, 204)
        t.strictSame(await kept(), born, 'what was changed is as it was')
        t.equal((await admin.get(`${roles}/${other.id}`)).statusCode, 200)
      })

      await t.test('to the seed, again and again, with the same rows', async (t) => {
        const body = { to: 'seed', people: true, asOf: '2026-03-02T08:00:00Z' }
        t.equal((await control.post(RESET, body)).statusCode, 204)
        const state = (await control.get(`/tenants/${TENANT}/export`)).body
        await admin.post(CATEGORIES, { displayName: 'Kiosk' })
        await control.post(RESET, body)
        t.equal((await control.get(`/tenants/${TENANT}/export`)).body, state)
        t.notOk((await names()).includes('Kiosk'))
        t.match((await control.post(`/tenants/${TENANT}/seed`, {})).json(), { outcome: 'there' })
      })

      await t.test('to a snapshot', async (t) => {
        await control.post(RESET, {})
        await admin.post(CATEGORIES, { displayName: 'Kiosk' })
        await control.post(`/tenants/${TENANT}/snapshots`, { name: 'test' })
        await admin.post(CATEGORIES, { displayName: 'Other' })
        t.equal((await control.post(RESET, { to: 'snapshot', snapshot: 'TEST' })).statusCode, 204)
        t.same(await names(), ['Kiosk'])
      })

      await t.test('to a snapshot leaves apps as they are, and users and groups unless they are wanted', async (t) => {
        const user = async (name: string) =>
          (
            await control.post(`/tenants/${TENANT}/users`, { userPrincipalName: name, password: 'Str0ng-enough!' })
          ).json()
        const users = async () =>
          (await control.get(`/tenants/${TENANT}/users`)).json().value.map((each: { mailNickname: string }) => each)
        const isThere = async (id: string) => (await admin.get(`/v1.0/users/${id}`)).statusCode === 200
        const ada = (await user('ada')).id
        const events = `/beta/users/${ada}/mobileAppTroubleshootingEvents`
        t.equal((await admin.post(events, { deviceId: 'a' })).statusCode, 201)
        await control.post(`/tenants/${TENANT}/snapshots`, { name: 'people' })
        const bob = (await user('bob')).id
        await control.post(`/tenants/${TENANT}/apps`, { displayName: 'made since' })
        t.equal((await admin.delete(`/v1.0/users/${ada}`)).statusCode, 204)
        await admin.post(CATEGORIES, { displayName: 'Other' })
        const count = (await users()).length

        t.equal((await control.post(RESET, { to: 'snapshot', snapshot: 'people' })).statusCode, 204)
        t.same(await names(), ['Kiosk'])
        t.same([await isThere(ada), await isThere(bob)], [false, true])
        t.equal((await users()).length, count)
        t.notOk(
          (await rowsOf(emulator))['entity']?.some((text) => text.includes(ada)),
          'nothing below a user who is gone',
        )

        t.equal((await control.post(RESET, { to: 'snapshot', snapshot: 'people', people: true })).statusCode, 204)
        t.same([await isThere(ada), await isThere(bob)], [true, false])
        t.equal((await admin.get(events)).json().value.length, 1)
        t.equal((await control.get(`/tenants/${TENANT}/apps/made%20since`)).statusCode, 200)
        t.equal((await control.post(`/tenants/${TENANT}/snapshots/people/restore`)).statusCode, 200)
        t.equal((await control.get(`/tenants/${TENANT}/apps/made%20since`)).statusCode, 404)
      })

      await t.test('refusals', async (t) => {
        const cases = [
          [{ to: 'nowhere' }, 400, /to must be/],
          [{ to: 'snapshot' }, 400, /snapshot/],
          [{ snapshot: 'test' }, 400, /to must be snapshot/],
          [{ size: 'small' }, 400, /size is for a reset to a seed/],
          [{ to: 'snapshot', snapshot: 'nothing' }, 404, /no snapshot 'nothing'/],
        ] as const
        for (const [body, status, detail] of cases) {
          const answer = await control.post(RESET, body)
          t.equal(answer.statusCode, status, JSON.stringify(body))
          t.match(answer.json().detail, detail)
        }
        t.same(await names(), ['Kiosk'])
      })
      t.same(errors, [])
    },
    { control: CONTROL },
  )
})
