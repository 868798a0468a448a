/** Rows that earlier versions wrote in another way: those of tenants beside the catalog, and policies for apps. */
import t from 'tap'
import { mappedPermissions } from '../../../src/model/facts/permission-map.js'
import { readMigrations } from '../../../src/store/migrate/migration-files.js'
import { all, run } from '../../../src/store/work.js'
import type { Work } from '../../../src/store/work.js'
import { expecting } from '../../harness/app-content.js'
import { forEachEmulator } from '../../harness/emulator.js'

const TEMPLATES = 'deviceManagement/configurationPolicyTemplates'
const TEMPLATE = '804339ad-1553-4478-a742-138fb5807418_1'

await forEachEmulator(t, async (t, emulator) => {
  const { database } = emulator.store
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions())
  const values = async (url: string): Promise<Record<string, unknown>[]> =>
    (await expecting(200, admin.get(url)))['value'] as Record<string, unknown>[]

  await t.test(
    'B52: a template that a tenant has of an earlier version gives way to that of the catalog',
    async (t) => {
      const row = ['tenantId', 'path', 'above', 'id', 'odataType', 'body', 'folded'].map((name) => `"${name}"`).join()
      const body = `{"@odata.type":"#microsoft.graph.deviceManagementConfigurationPolicyTemplate","id":"${TEMPLATE}","displayName":"old"}`
      const given = [tenant.id, TEMPLATES, '', TEMPLATE, 'deviceManagementConfigurationPolicyTemplate', body, '{}']
      const list = given.map((value) => `'${value}'`).join()
      await database.write(() => run(`INSERT INTO "entity" (${row}) VALUES (${list})`, []))
      const found = (await values(`/beta/${TEMPLATES}`)).filter(({ id }) => id === TEMPLATE)
      t.match(found, [{ displayName: 'Microsoft Defender Antivirus' }])
      t.equal(found.length, 1)
    },
  )

  await t.test('policies for apps are found in the set of all kinds after the migration', async (t) => {
    const set = '/beta/deviceAppManagement/iosManagedAppProtections'
    const body = { '@odata.type': '#microsoft.graph.iosManagedAppProtection', displayName: 'p' }
    const { id } = await expecting(201, admin.post(set, body))
    const target = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' }
    await expecting(204, admin.post(`${set}/${id}/assign`, { assignments: [{ target }] }))
    const before = await expecting(200, admin.get(`${set}/${id}?$expand=assignments`))
    const [stored, old] = ['managedAppPolicies', 'iosManagedAppProtections'].map(
      (name) => `deviceAppManagement/${name}`,
    )
    const back = function* (): Work<number> {
      yield* run(
        `UPDATE "entity" SET "path" = replace("path", '${stored}', '${old}') WHERE "tenantId" = '${tenant.id}'`,
        [],
      )
      return (yield* all(`SELECT 1 FROM "entity" WHERE "path" LIKE '${old}%'`, [])).length
    }
    t.equal(await database.write(back), 2, 'the policy and its assignment lie as they did')
    t.equal((await admin.get(`${set}/${id}`)).statusCode, 404)
    const { sql = '' } =
      (await readMigrations(database.provider)).find(({ name }) => name.endsWith('_policies_for_apps')) ?? {}
    for (const statement of sql.split(';').filter((each) => each.includes('UPDATE')))
      await database.write(() => run(statement, []))
    t.same(await expecting(200, admin.get(`${set}/${id}?$expand=assignments`)), before)
    t.match(await values('/beta/deviceAppManagement/managedAppPolicies'), [{ id }])
  })

  t.same(emulator.errors, [])
})
