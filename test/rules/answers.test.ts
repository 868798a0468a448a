/** What answers look like: lists of the live service (B16, B17), casts (B9, B10), full metadata (B30a to B30d). */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { forEachEmulator, ORIGIN } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'

const BETA = '/beta/deviceManagement'
const POLICIES = `${BETA}/configurationPolicies`
const COMPLIANCE = `${BETA}/deviceCompliancePolicies`

type Item = Record<string, unknown> & { id: string }
interface List {
  readonly value: Item[]
  readonly '@odata.count'?: number
  readonly '@odata.nextLink'?: string
}

async function made(client: Client, url: string, body: object): Promise<Item> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return response.json()
}

const list = async (client: Client, url: string): Promise<List> => (await client.get(url)).json()

const windows = {
  '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
  displayName: 'Windows',
  bitLockerEnabled: true,
  scheduledActionsForRule: [{ ruleName: null, scheduledActionConfigurations: [{ actionType: 'block' }] }],
}
const iOS = { '@odata.type': '#microsoft.graph.iosCompliancePolicy', displayName: 'iOS', passcodeRequired: true }

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const { id } = await made(admin, COMPLIANCE, windows)
  await made(admin, COMPLIANCE, iOS)

  await t.test('B10: casts to sibling types in $select show the members of each type', async (t) => {
    const select =
      'microsoft.graph.iosCompliancePolicy/passcodeRequired,microsoft.graph.windows10CompliancePolicy/bitLockerEnabled'
    const { value } = await list(admin, `${COMPLIANCE}?$select=displayName,${select}&$orderby=displayName`)
    t.match(value, [
      { displayName: 'iOS', passcodeRequired: true },
      { displayName: 'Windows', bitLockerEnabled: true },
    ])
    t.notOk('bitLockerEnabled' in (value[0] ?? {}))
  })

  await t.test('B9: a cast to a type that no row has is valid, and shows nothing', async (t) => {
    const path = 'microsoft.graph.unsupportedDeviceConfiguration/originalEntityTypeName'
    await made(admin, `${BETA}/deviceConfigurations`, {
      '@odata.type': '#microsoft.graph.iosCustomConfiguration',
      displayName: 'a',
      payloadName: 'a',
    })
    const response = await admin.get(`${BETA}/deviceConfigurations?$select=id,${path}`)
    t.equal(response.statusCode, 200)
    const { value, '@odata.context': context } = response.json<List & { '@odata.context': string }>()
    t.match(context, new RegExp(`deviceConfigurations\\(id,${path}\\)$`))
    t.equal(value.length, 1)
    t.notOk('originalEntityTypeName' in (value[0] ?? {}))
  })

  const full = { accept: 'application/json;odata.metadata=full' }
  const address = `deviceManagement/deviceCompliancePolicies('${id}')`
  const derived = `${address}/microsoft.graph.windows10CompliancePolicy`

  await t.test(
    'the raw value of binary data are its bytes, alone and in a batch; that of a text is the text',
    async (t) => {
      const script = { fileName: 'a.ps1', displayName: 'Script', scriptContent: Buffer.from('\xff\0é', 'latin1') }
      const base64 = script.scriptContent.toString('base64')
      const scripts = `${BETA}/deviceManagementScripts`
      const { id } = await made(admin, scripts, { ...script, scriptContent: base64 })
      const raw = await admin.get(`${scripts}/${id}/scriptContent/$value`)
      t.equal(raw.headers['content-type'], 'application/octet-stream')
      t.same(raw.rawPayload, script.scriptContent)
      const url = `/deviceManagement/deviceManagementScripts/${id}/scriptContent/$value`
      const batch = await admin.post('/beta/$batch', { requests: [{ id: '1', method: 'GET', url }] })
      t.match(batch.json(), { responses: [{ status: 200, body: base64 }] })
      const large = Buffer.alloc(4000, 0xfe)
      await admin.patch(`${scripts}/${id}`, { scriptContent: large.toString('base64') })
      t.same((await admin.get(`${scripts}/${id}/scriptContent/$value`)).rawPayload, large)
      t.match(await admin.get(`${scripts}/${id}/fileName/$value`), {
        body: 'a.ps1',
        headers: { 'content-type': /^text/ },
      })
    },
  )

  await t.test('B30a: full metadata tells where an entity is', async (t) => {
    const policy = (await admin.get(`${COMPLIANCE}/${id}`, full)).json<Item>()
    t.match(policy, {
      '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
      '@odata.id': address,
      '@odata.editLink': derived,
    })
    const rule = `${address}/scheduledActionsForRule('${id}')`
    const actions = `${COMPLIANCE}/${id}/scheduledActionsForRule/${id}/scheduledActionConfigurations`
    const [action] = (await admin.get(actions, full)).json<List>().value
    t.equal(action?.['@odata.id'], `${rule}/scheduledActionConfigurations('${action?.id ?? ''}')`, 'at any depth')
    t.equal(action?.['@odata.type'], '#microsoft.graph.deviceComplianceActionItem', 'also where no type is derived')
  })

  await t.test('B30b: full metadata tells types directly before what JSON does not tell by itself', async (t) => {
    const policy = (await admin.get(`${COMPLIANCE}/${id}`, full)).json<Item>()
    const names = Object.keys(policy)
    for (const [name, type] of [
      ['createdDateTime', '#DateTimeOffset'],
      ['passwordRequiredType', '#microsoft.graph.requiredPasswordType'],
      ['roleScopeTagIds', '#Collection(String)'],
      ['validOperatingSystemBuildRanges', '#Collection(microsoft.graph.operatingSystemVersionRange)'],
    ] as const) {
      t.equal(policy[`${name}@odata.type`], type)
      t.equal(names[names.indexOf(name) - 1], `${name}@odata.type`)
    }
    for (const name of ['displayName', 'version', 'bitLockerEnabled', 'osMinimumVersion'])
      t.notOk(`${name}@odata.type` in policy, name)
  })

  await t.test('B30c: full metadata has a link for each navigation, with the type of a derived parent', async (t) => {
    const expand = '?$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)'
    const policy = (await admin.get(`${COMPLIANCE}/${id}${expand}`, full)).json<Item>()
    t.equal(policy['assignments@odata.navigationLink'], `${ORIGIN}/beta/${derived}/assignments`)
    t.equal(policy['assignments@odata.associationLink'], `${ORIGIN}/beta/${derived}/assignments/$ref`)
    t.match(
      policy['scheduledActionsForRule@odata.context'],
      /deviceCompliancePolicies\('[^']+'\)\/microsoft.graph.windows10CompliancePolicy\/scheduledActionsForRule/,
    )
    t.match(policy['scheduledActionsForRule'], [
      {
        '@odata.id': `${address}/scheduledActionsForRule('${id}')`,
        scheduledActionConfigurations: [{ actionType: 'block' }],
      },
    ])
  })

  await t.test('B30d: an operation is called through the type that declares it', async (t) => {
    const policy = (await admin.get(`${COMPLIANCE}/${id}`, full)).json<
      Record<string, { title: string; target: string }>
    >()
    const { title, target } = policy['#microsoft.graph.assign'] ?? { title: '', target: '' }
    t.equal(title, 'microsoft.graph.assign')
    t.equal(target, `${ORIGIN}/beta/${address}/microsoft.graph.deviceCompliancePolicy/microsoft.graph.assign`)
    const called = await admin.post(target.slice(ORIGIN.length), { assignments: [] })
    t.equal(called.statusCode, 200, called.body)
    t.ok(policy['#microsoft.graph.scheduleActionsForRules'])
  })
})

await forEachEmulator(
  t,
  async (t, emulator) => {
    const admin = await (await emulator.newTenant()).as(...mappedPermissions())

    await t.test(
      'B16, B17, live: policies of the settings catalog come 25 at a time, counted page by page',
      async (t) => {
        for (let i = 0; i < 30; i++)
          await made(admin, POLICIES, { name: `p${i}`, platforms: 'windows10', technologies: 'mdm' })
        const first = await list(admin, POLICIES)
        t.equal(first.value.length, 25)
        t.equal(first['@odata.count'], 25)
        const next = await list(admin, (first['@odata.nextLink'] ?? '').slice(ORIGIN.length))
        t.equal(next.value.length, 5)
        t.equal(next['@odata.count'], 5)
        t.notOk(next['@odata.nextLink'])
        t.equal(new Set([...first.value, ...next.value].map(({ id }) => id)).size, 30)
        const many = await list(admin, `${POLICIES}?$top=100`)
        t.equal(many.value.length, 30)
        t.equal((await list(admin, `${POLICIES}?$top=7`)).value.length, 7)
      },
    )

    await t.test('B17, live: some lists tell how many there are, the others do not', async (t) => {
      const script = { displayName: 'a', detectionScriptContent: 'YQ==' }
      for (const _ of [1, 2, 3]) await admin.post(`${BETA}/deviceHealthScripts`, script)
      t.equal((await list(admin, `${BETA}/deviceHealthScripts?$top=2`))['@odata.count'], 3)
      for (const set of ['deviceConfigurations', 'deviceCompliancePolicies', 'deviceManagementScripts', 'intents'])
        t.notOk('@odata.count' in (await list(admin, `${BETA}/${set}`)), set)
    })
  },
  { profile: 'live' },
)
