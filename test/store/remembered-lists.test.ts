/** Statements of lists are kept: what is asked again, or about another text, is answered as if it were asked first. */
import t from 'tap'
import { STAND_IN } from '../../src/odata/one-text.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'

const POLICIES = '/beta/deviceManagement/configurationPolicies'
const TIMES = 4

interface Item {
  readonly id: string
  readonly name: string
}

async function list(client: Client, url: string): Promise<string[]> {
  const response = await client.get(url)
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.body}`)
  return response
    .json<{ value: readonly Item[] }>()
    .value.map(({ name, id }) => name ?? id)
    .sort()
}

async function create(client: Client, name: string, settings: readonly string[] = []): Promise<string> {
  const response = await client.post(POLICIES, {
    name,
    description: `About ${name}`,
    platforms: 'windows10',
    technologies: 'mdm',
    settings: settings.map((value) => ({
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
        settingDefinitionId: value,
      },
    })),
  })
  if (response.statusCode !== 201) throw new Error(response.body)
  return response.json<Item>().id
}

await forEachEmulator(t, async (t, { admin, newTenant }) => {
  const names = ['Alpha', 'alpha', 'Beta 2', STAND_IN]
  const ids: string[] = []
  for (const name of names) ids.push(await create(admin, name, ['one', 'two']))

  await t.test('about one text after another', async (t) => {
    for (const asked of ['ALPHA', 'beta 2', 'nothing', STAND_IN.toLowerCase(), 'Alpha'])
      for (const member of ['name', 'description']) {
        const text = member === 'name' ? asked : `About ${asked}`
        const url = `${POLICIES}?$filter=${encodeURIComponent(`${member} eq '${text}'`)}`
        t.same(await list(admin, url), names.filter((name) => name.toLowerCase() === asked.toLowerCase()).sort(), url)
      }
  })

  await t.test('about a text in which case counts', async (t) => {
    for (const id of [...ids, ids[0]?.toUpperCase() ?? '', STAND_IN])
      t.same(
        (await list(admin, `${POLICIES}?$filter=id eq '${id}'`)).length,
        ids.includes(id.toLowerCase()) ? 1 : 0,
        id,
      )
  })

  await t.test('the same again', async (t) => {
    for (let i = 0; i < TIMES; i += 1) {
      t.same(await list(admin, `${POLICIES}?$filter=startswith(name,'a')`), ['Alpha', 'alpha'])
      t.same(await list(admin, `${POLICIES}?$top=1&$orderby=name desc`), [STAND_IN])
    }
  })

  await t.test('in one item and another, in one tenant and another', async (t) => {
    const other = await (await newTenant()).as('DeviceManagementConfiguration.ReadWrite.All')
    for (let i = 0; i < TIMES; i += 1) {
      for (const id of ids) t.equal((await list(admin, `${POLICIES}/${id}/settings?$filter=id eq '1'`)).length, 1)
      const unknown = await admin.get(`${POLICIES}/${STAND_IN}/settings?$filter=id eq '1'`)
      t.equal(unknown.statusCode, 404)
      t.same(await list(other, `${POLICIES}?$filter=name eq 'alpha'`), [])
    }
  })

  await t.test('at one time and another', async (t) => {
    for (let i = 0; i < TIMES; i += 1) {
      await create(admin, `late ${i}`)
      const found = await list(admin, `${POLICIES}?$filter=createdDateTime le now() and startswith(name,'late')`)
      t.equal(found.length, i + 1)
    }
  })
})
