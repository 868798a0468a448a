/** Operations of which more is known than their declaration: what they change, and what a GET shows afterwards. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'

const BETA = '/beta/deviceManagement'
const POLICIES = `${BETA}/configurationPolicies`
const MISSING = '99999999-9999-4999-8999-999999999999'

const simple = (definition: string, value: string): object => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId: definition,
    simpleSettingValue: { '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue', value },
  },
})

async function made(client: Client, url: string, body: object): Promise<Record<string, unknown> & { id: string }> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return response.json()
}

/** The definitions of a policy's settings, in order. */
function definitionsIn(response: Response): unknown[] {
  const { settings } = response.json<{ settings: { settingInstance: { settingDefinitionId: string } }[] }>()
  return settings.map(({ settingInstance }) => settingInstance.settingDefinitionId).sort()
}

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const policy = (name: string, ...settings: object[]): object => ({
    name,
    description: 'first',
    platforms: 'windows10',
    technologies: 'mdm',
    settings,
  })

  await t.test('B41: PUT replaces a policy of the settings catalog with its settings', async (t) => {
    const before = await made(admin, POLICIES, policy('Before', simple('a', '1'), simple('b', '2')))
    const { description: _dropped, ...body } = policy('After', simple('c', '3')) as Record<string, unknown>
    const put = await admin.send('PUT', `${POLICIES}/${before.id}`, body)
    t.equal(put.statusCode, 204, put.body)
    t.equal(put.body, '')
    const after = await admin.get(`${POLICIES}('${before.id}')?$expand=settings`)
    t.same(definitionsIn(after), ['c'])
    const { id, name, description, createdDateTime } = after.json<Record<string, unknown>>()
    t.same({ id, name, description }, { id: before.id, name: 'After', description: null })
    t.equal(createdDateTime, before['createdDateTime'])
    t.equal((await admin.send('PUT', `${POLICIES}/${MISSING}`, body)).statusCode, 404)
    t.equal((await admin.send('PUT', `${POLICIES}/${before.id}`, { ...body, platforms: 5 })).statusCode, 400)
    t.same(definitionsIn(await admin.get(`${POLICIES}/${before.id}?$expand=settings`)), ['c'], 'nothing of it is kept')
    t.equal((await admin.send('PUT', `${BETA}/deviceCategories/${MISSING}`, {})).statusCode, 405)
  })

  await t.test('createCopy copies a policy with its settings and without its assignments', async (t) => {
    const original = await made(admin, POLICIES, policy('Original', simple('a', '1'), simple('b', '2')))
    const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    await admin.post(`${POLICIES}/${original.id}/assign`, { assignments: [{ target }] })
    const copied = await admin.post(`${POLICIES}/${original.id}/createCopy`, {
      displayName: 'Copy',
      description: 'second',
    })
    t.equal(copied.statusCode, 200, copied.body)
    const { id, '@odata.context': context } = copied.json<Record<string, string>>()
    t.not(id, original.id)
    t.match(context, /#deviceManagement\/configurationPolicies\/\$entity$/)
    const copy = await admin.get(`${POLICIES}/${id}?$expand=settings,assignments`)
    t.match(copy.json(), { name: 'Copy', description: 'second', isAssigned: false, assignments: [] })
    t.same(definitionsIn(copy), ['a', 'b'])
    t.same(definitionsIn(await admin.get(`${POLICIES}/${original.id}?$expand=settings`)), ['a', 'b'])
    t.equal((await admin.post(`${POLICIES}/${MISSING}/createCopy`, { displayName: 'x' })).statusCode, 404)
  })

  await t.test('scheduleActionsForRules replaces the actions of a compliance policy', async (t) => {
    const rule = (gracePeriodHours: number): object => ({
      ruleName: 'PasswordRequired',
      scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours, notificationMessageCCList: [] }],
    })
    const { id } = await made(admin, `${BETA}/deviceCompliancePolicies`, {
      '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
      displayName: 'Compliance',
      scheduledActionsForRule: [rule(0)],
    })
    const url = `${BETA}/deviceCompliancePolicies/${id}`
    const hours = async (): Promise<unknown> => {
      const expand = '$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)'
      const { scheduledActionsForRule } = (await admin.get(`${url}?${expand}`)).json<{
        scheduledActionsForRule: { scheduledActionConfigurations: { gracePeriodHours: number }[] }[]
      }>()
      return scheduledActionsForRule.map(({ scheduledActionConfigurations: actions }) =>
        actions.map(({ gracePeriodHours }) => gracePeriodHours),
      )
    }
    t.same(await hours(), [[0]])
    const scheduled = await admin.post(`${url}/scheduleActionsForRules`, {
      deviceComplianceScheduledActionForRules: [rule(72)],
    })
    t.equal(scheduled.statusCode, 204, scheduled.body)
    t.same(await hours(), [[72]])
  })

  await t.test('updateDefinitionValues adds, changes and removes', async (t) => {
    const { id } = await made(admin, `${BETA}/groupPolicyConfigurations`, { displayName: 'ADMX' })
    const url = `${BETA}/groupPolicyConfigurations/${id}`
    const values = async (): Promise<{ id: string; enabled: boolean }[]> =>
      (await admin.get(`${url}/definitionValues?$select=id,enabled&$orderby=id`)).json<{
        value: { id: string; enabled: boolean }[]
      }>().value
    const update = (body: object): Promise<Response> => admin.post(`${url}/updateDefinitionValues`, body)
    const added = await update({ added: [{ enabled: true }, { enabled: true }], updated: [], deletedIds: [] })
    t.equal(added.statusCode, 204, added.body)
    const [first, second] = await values()
    t.ok(first && second, 'both are there')
    const changed = await update({ added: [], updated: [{ id: first?.id, enabled: false }], deletedIds: [second?.id] })
    t.equal(changed.statusCode, 204, changed.body)
    t.match(await values(), [{ id: first?.id, enabled: false }])
    t.equal((await update({ deletedIds: [MISSING], added: [{ enabled: true }] })).statusCode, 404)
    t.equal((await values()).length, 1, 'one that fails changes nothing')
    t.equal((await update({ deletedIds: [5] })).statusCode, 400)
  })

  await t.test('B91: setPriority moves the others', async (t) => {
    const url = `${BETA}/deviceEnrollmentConfigurations`
    const ids: string[] = []
    for (const displayName of ['one', 'two', 'three'])
      ids.push(
        (
          await made(admin, url, {
            '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration',
            displayName,
            limit: 5,
          })
        ).id,
      )
    const [one = '', two = '', three = ''] = ids
    for (const [i, id] of ids.entries()) {
      const moved = await admin.post(`${url}/${id}/setPriority`, { priority: i + 1 })
      t.ok(moved.statusCode === 204 || moved.statusCode === 400, moved.body)
    }
    const order = async (): Promise<string[]> => {
      const { value } = (await admin.get(`${url}?$select=id,priority`)).json<{
        value: { id: string; priority: number }[]
      }>()
      return value.sort((a, b) => a.priority - b.priority).map(({ id }) => id)
    }
    t.same(await order(), [one, two, three])
    t.equal((await admin.post(`${url}/${three}/setpriority`, { priority: 1 })).statusCode, 204)
    t.same(await order(), [three, one, two])
    t.equal((await admin.post(`${url}/${three}/setPriority`, { priority: 1 })).statusCode, 400, 'where it is already')
    t.equal((await admin.post(`${url}/${three}/setPriority`, { priority: 0 })).statusCode, 400)
    t.equal((await admin.post(`${url}/${three}/setPriority`, {})).statusCode, 400)
  })
  t.strictSame(emulator.errors, [], 'nothing is logged as an error')
})
