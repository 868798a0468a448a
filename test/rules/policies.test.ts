/** Policies and scripts beyond what their declaration says: the rules B6 to B86, each in a test that names it. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Emulator, Response } from '../harness/emulator.js'

const BETA = '/beta/deviceManagement'
const COMPLIANCE = `${BETA}/deviceCompliancePolicies`
const ZEROS = '00000000-0000-0000-0000-000000000000'

async function administrator(emulator: Emulator): Promise<Client> {
  return (await emulator.newTenant()).as(...mappedPermissions())
}

async function made(client: Client, url: string, body: object): Promise<Record<string, unknown> & { id: string }> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return response.json()
}

function valueOf(response: Response): Record<string, unknown>[] {
  return response.json<{ value: Record<string, unknown>[] }>().value
}

const windows = (...rules: object[]): object => ({
  '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
  displayName: 'Windows',
  ...(rules.length > 0 && { scheduledActionsForRule: rules }),
})
const rule = (...actions: object[]): object => ({
  ruleName: 'PasswordRequired',
  scheduledActionConfigurations: actions,
})
const block = { actionType: 'block', gracePeriodHours: 0, notificationTemplateId: '', notificationMessageCCList: [] }

await forEachEmulator(t, async (t, emulator) => {
  const admin = await administrator(emulator)

  await t.test('B6: what has no scope tag has the default one, what has none stays without', async (t) => {
    const sets: readonly (readonly [set: string, body: object, tags?: string])[] = [
      ['deviceCompliancePolicies', windows()],
      ['configurationPolicies', { name: 'a', platforms: 'windows10', technologies: 'mdm' }],
      ['deviceManagementScripts', { displayName: 'a', fileName: 'a.ps1', scriptContent: 'YQ==' }],
      ['groupPolicyConfigurations', { displayName: 'a' }],
    ]
    for (const [set, body] of sets) {
      t.same((await made(admin, `${BETA}/${set}`, body))['roleScopeTagIds'], ['0'], set)
      t.same((await made(admin, `${BETA}/${set}`, { ...body, roleScopeTagIds: [] }))['roleScopeTagIds'], [], set)
    }
  })

  await t.test('B44: a policy without a template says so', async (t) => {
    const policy = await made(admin, `${BETA}/configurationPolicies`, {
      name: 'a',
      platforms: 'windows10',
      technologies: 'mdm',
    })
    t.same(policy['templateReference'], {
      templateDisplayName: null,
      templateDisplayVersion: null,
      templateFamily: 'none',
      templateId: '',
    })
  })

  await t.test('B70: of the actions of a compliance policy exactly one is block', async (t) => {
    for (const actions of [[], [{ actionType: 'retire' }], [block, block]]) {
      const refused = await admin.post(COMPLIANCE, windows(rule(...actions)))
      t.equal(refused.statusCode, 400)
      t.match(refused.body, /Compliance policy must have one and only one block scheduled action/)
    }
    t.equal((await admin.post(COMPLIANCE, windows(rule({ actionType: 'block' })))).statusCode, 201)
    t.equal((await admin.post(COMPLIANCE, windows())).statusCode, 201, 'as the reference shows it')
  })

  await t.test('B71: a compliance policy has one rule, with the id of the policy', async (t) => {
    const retire = { actionType: 'retire', gracePeriodHours: 24 }
    const { id, ...created } = await made(admin, COMPLIANCE, windows(rule(block), rule(retire)))
    t.notOk('scheduledActionsForRule' in created)
    const expand = '$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)'
    const read = (await admin.get(`${COMPLIANCE}/${id}?${expand}`)).json<{
      scheduledActionsForRule: { id: string; scheduledActionConfigurations: Record<string, unknown>[] }[]
    }>()
    t.same(
      read.scheduledActionsForRule.map((each) => each.id),
      [id],
    )
    const actions = read.scheduledActionsForRule[0]?.scheduledActionConfigurations ?? []
    t.same(actions.map(({ actionType }) => actionType).sort(), ['block', 'retire'])
    t.ok(actions.every((action) => action['notificationTemplateId'] === ZEROS))
    t.ok(actions.every((action) => JSON.stringify(action['notificationMessageCCList']) === '[]'))
  })

  await t.test(
    'B72: scheduleActionsForRules asks for one block as well, and PATCH leaves the actions alone',
    async (t) => {
      const { id } = await made(admin, COMPLIANCE, windows(rule(block)))
      const schedule = (...actions: object[]): Promise<Response> =>
        admin.post(`${COMPLIANCE}/${id}/scheduleActionsForRules`, {
          deviceComplianceScheduledActionForRules: [rule(...actions)],
        })
      t.equal((await schedule({ actionType: 'wipe' })).statusCode, 400)
      t.equal((await schedule({ ...block, gracePeriodHours: 12 })).statusCode, 204)
      t.equal((await admin.patch(`${COMPLIANCE}/${id}`, windows(rule(block, block)))).statusCode, 200)
      const actions = `${COMPLIANCE}/${id}/scheduledActionsForRule/${id}/scheduledActionConfigurations`
      t.same(
        valueOf(await admin.get(actions)).map(({ gracePeriodHours }) => gracePeriodHours),
        [12],
      )
      t.equal((await admin.post(`${COMPLIANCE}/${id}/assign`, { assignments: [] })).statusCode, 200)
    },
  )

  await t.test('B80: lists leave the text of scripts out, also with $select and $expand', async (t) => {
    const script = { displayName: 'a', fileName: 'a.ps1', scriptContent: 'YQ==' }
    const sets: readonly (readonly [set: string, member: string, body: object])[] = [
      ['deviceManagementScripts', 'scriptContent', script],
      ['deviceShellScripts', 'scriptContent', script],
      ['deviceCustomAttributeShellScripts', 'scriptContent', { ...script, customAttributeName: 'a' }],
      ['deviceHealthScripts', 'detectionScriptContent', { displayName: 'a', detectionScriptContent: 'YQ==' }],
      ['deviceHealthScripts', 'remediationScriptContent', { displayName: 'a', remediationScriptContent: 'YQ==' }],
      ['deviceComplianceScripts', 'detectionScriptContent', { displayName: 'a', detectionScriptContent: 'YQ==' }],
    ]
    for (const [set, member, body] of sets) {
      const { id, [member]: sent } = await made(admin, `${BETA}/${set}`, body)
      t.equal(sent, 'YQ==', `${set}: the answer to the creation has it`)
      for (const options of ['', `?$select=id,${member}`, '?$expand=assignments', '?$top=5&$orderby=displayName']) {
        const rows = valueOf(await admin.get(`${BETA}/${set}${options}`))
        t.ok(rows.length > 0)
        t.ok(
          rows.every((row) => row[member] === null),
          `${set}${options}`,
        )
      }
      for (const options of ['', `?$select=${member}`, '?$expand=assignments'])
        t.equal((await admin.get(`${BETA}/${set}/${id}${options}`)).json<Record<string, unknown>>()[member], 'YQ==')
    }
  })

  await t.test('B81: scripts of the service are not deleted', async (t) => {
    const global = { displayName: 'a', isGlobalScript: true }
    const { id } = await made(admin, `${BETA}/deviceHealthScripts`, { ...global, publisher: 'Microsoft' })
    t.equal((await admin.delete(`${BETA}/deviceHealthScripts/${id}`)).statusCode, 400)
    const own = await made(admin, `${BETA}/deviceHealthScripts`, { ...global, publisher: 'Contoso' })
    t.equal((await admin.delete(`${BETA}/deviceHealthScripts/${own.id}`)).statusCode, 204, 'what a client makes goes')
  })
})

await forEachEmulator(
  t,
  async (t, emulator) => {
    const admin = await administrator(emulator)

    await t.test('B70, live: a compliance policy without actions is refused', async (t) => {
      const refused = await admin.post(COMPLIANCE, windows())
      t.equal(refused.statusCode, 400)
      t.match(refused.body, /Compliance policy must have one and only one block scheduled action/)
    })

    await t.test('B72, live: a message needs a template that exists', async (t) => {
      const message = (notificationTemplateId: string): object => ({
        actionType: 'notification',
        notificationTemplateId,
      })
      const missing = await admin.post(COMPLIANCE, windows(rule(block, message('nothing'))))
      t.equal(missing.statusCode, 400)
      t.match(missing.body, /notificationTemplateId/)
      const template = await admin.post(`${BETA}/notificationMessageTemplates`, { displayName: 'a' })
      const { id } = template.json<{ id: string }>()
      t.equal((await admin.post(COMPLIANCE, windows(rule(block, message(id))))).statusCode, 201)
    })

    await t.test('B81, live: a remediation needs its detection script', async (t) => {
      const refused = await admin.post(`${BETA}/deviceHealthScripts`, { displayName: 'a' })
      t.equal(refused.statusCode, 400)
      t.match(refused.json(), { error: { code: 'UnknownError' } })
      t.match(refused.body, /DetectionScriptContent must not be null or empty/)
    })
  },
  { profile: 'live' },
)
