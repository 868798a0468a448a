/** A policy of the settings catalog as large as they come: what was sent comes back, settings and all, in one request. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { one } from '../../src/store/work.js'
import { forEachEmulator } from '../harness/emulator.js'

const POLICIES = '/beta/deviceManagement/configurationPolicies'
const COUNT = 300
const DEPTH = 6

type Json = Record<string, unknown>

const typed = (name: string, members: Json): Json => ({
  '@odata.type': `#microsoft.graph.deviceManagementConfiguration${name}`,
  ...members,
})

/** An instance of a setting with `depth` more levels of instances in it, of another kind for each `turn`. */
function instance(turn: number, depth: number): Json {
  const own = { settingDefinitionId: `device_vendor_msft_${turn}_${depth}`, settingInstanceTemplateReference: null }
  const reference = { settingValueTemplateReference: null }
  const children = depth === 0 ? [] : [instance(turn + 1, depth - 1)]
  const simple = (i: number): Json =>
    i % 2 === 0
      ? typed('StringSettingValue', { ...reference, value: `"tëxt" ${turn}/${i}` })
      : typed('IntegerSettingValue', { ...reference, value: turn * 10 + i })
  if (depth === 0)
    return turn % 2 === 0
      ? typed('SimpleSettingInstance', { ...own, simpleSettingValue: simple(turn) })
      : typed('SimpleSettingCollectionInstance', { ...own, simpleSettingCollectionValue: [simple(0), simple(1)] })
  switch (turn % 4) {
    case 0:
      return typed('ChoiceSettingInstance', {
        ...own,
        choiceSettingValue: { ...reference, value: `${turn}_1`, children },
      })
    case 1:
      return typed('GroupSettingCollectionInstance', {
        ...own,
        groupSettingCollectionValue: [
          { settingValueTemplateReference: { settingValueTemplateId: 'v', useTemplateDefault: false }, children },
        ],
      })
    case 2:
      return typed('ChoiceSettingCollectionInstance', {
        ...own,
        settingInstanceTemplateReference: { settingInstanceTemplateId: `t${turn}` },
        choiceSettingCollectionValue: [{ ...reference, value: 'a', children }],
      })
    default:
      return typed('GroupSettingInstance', { ...own, groupSettingValue: { ...reference, children } })
  }
}

function settings(from: number): Json[] {
  return Array.from({ length: COUNT }, (_, i) => ({ settingInstance: instance(from + i, DEPTH - 1) }))
}

/** How many levels of setting instances there are. */
function levels(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = 'settingDefinitionId' in value ? 1 : 0
  return own + Math.max(0, ...Object.values(value).map(levels))
}

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const policy = (from: number): Json => ({
    name: 'Large',
    description: null,
    platforms: 'windows10',
    technologies: 'mdm',
    roleScopeTagIds: ['0'],
    settings: settings(from),
  })
  const read = async (id: string): Promise<Json[]> => {
    const answer = await admin.get(`${POLICIES}/${id}?$expand=settings`)
    t.equal(answer.statusCode, 200)
    const { settings, settingCount } = answer.json<{ settings: (Json & { id: string })[]; settingCount: number }>()
    t.equal(settingCount, COUNT)
    t.notOk(answer.json<Json>()['settings@odata.nextLink'], 'all of them')
    t.equal(new Set(settings.map(({ id }) => id)).size, COUNT)
    return settings.map(({ settingInstance }) => ({ settingInstance }))
  }

  await t.test(`${COUNT} settings, ${DEPTH} levels deep, come back as they were sent`, async (t) => {
    const sent = policy(0)
    t.equal(levels(sent), DEPTH)
    const created = await admin.post(POLICIES, sent)
    t.equal(created.statusCode, 201, created.body.slice(0, 500))
    t.notOk('settings' in created.json<Json>())
    const { id } = created.json<{ id: string }>()
    t.same(await read(id), sent['settings'], 'in the order in which they were sent')

    const next = policy(7)
    const put = await admin.send('PUT', `${POLICIES}/${id}`, next)
    t.equal(put.statusCode, 204, put.body.slice(0, 500))
    t.same(await read(id), next['settings'])

    const whole = (await admin.get(`${POLICIES}('${id}')?$expand=settings`)).json<Json>()
    t.equal((await admin.send('PUT', `${POLICIES}('${id}')`, whole)).statusCode, 204, 'what was read can be sent')
    t.same(await read(id), next['settings'])
  })

  await t.test('what only beta has is stored once, without a text that v1.0 would show', async (t) => {
    const texts = `SELECT count(*) FROM "entity" WHERE "path" = 'deviceManagement/configurationPolicies/settings'`
    const count = (where = ''): Promise<number> =>
      emulator.store.database.read(function* () {
        return Number((yield* one(`${texts}${where}`, []))?.[0])
      })
    t.ok((await count()) >= COUNT)
    t.equal(await count(' AND "bodyV1" IS NOT NULL'), 0)
  })
  t.strictSame(emulator.errors, [])
})
