/** The guide shows what is really there, and its three ways work: data, overlay, table. */
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { assemble, declarations } from '../../src/entities/index.js'
import { overlay } from '../../src/entities/overlay.js'
import { publicFacts } from '../../src/model/facts/facts.js'
import type { Facts } from '../../src/model/facts/facts.js'
import { readType } from '../../src/model/facts/grammar.js'
import { createTypes } from '../../src/model/facts/types.js'
import type { Overlay } from '../../src/model/facts/overlay.js'
import { typesOf } from '../../src/model/hierarchy.js'
import { metadataXml } from '../../src/model/metadata.js'
import type { Model } from '../../src/model/model.js'
import { startEmulator } from '../harness/emulator.js'

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

const guideOf = read('docs/adding-an-entity.md')

/** The lines of a block of the guide, by the word behind its backticks. */
async function block(language: string, n = 0): Promise<string> {
  const blocks = [...(await guideOf).matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)\`\`\``, 'gm'))]
  const [, indent = '', lines = ''] = blocks[n] ?? []
  return lines.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trim()
}

/** The public facts with these lines among them, as src/model/facts/entity-types.ts holds them. */
function factsWith(lines: string): Facts {
  const known = publicFacts()
  const added = lines.split('\n').map(readType)
  return {
    ...known,
    entityType(name) {
      const more = added.find((each) => each.name === name)
      const before = known.entityType(name)
      return more === undefined || before === undefined
        ? (more ?? before)
        : { ...before, members: [...before.members, ...more.members] }
    },
    names: () => new Set([...known.names(), ...added.map(({ name }) => name)]),
    bases: () =>
      new Map([
        ...known.bases(),
        ...added.flatMap(({ name, base }) => (base === undefined ? [] : [[name, base] as const])),
      ]),
  }
}

const modelOf = (lines: string, more: Overlay['properties'] = {}): Model =>
  assemble(
    declarations,
    createTypes(
      typesOf(declarations),
      { ...overlay, properties: { ...overlay.properties, ...more } },
      factsWith(lines),
    ),
  )

t.test('data: two lines of facts are a set, with bodies, queries, permissions and $metadata', async (t) => {
  const model = modelOf(await block('text'))
  const { admin, reader, anonymous, errors } = await startEmulator(t, { model })
  const shelves = '/beta/deviceAppManagement/shelves'
  const made = await admin.post(shelves, { displayName: 'Top', height: 3 })
  t.equal(made.statusCode, 201, made.body)
  t.match(made.json(), { id: String, displayName: 'Top', height: 3, createdDateTime: /Z$/ })
  const { id } = made.json<{ id: string }>()
  await admin.post(shelves, { displayName: 'Low', height: 1 })
  const found = `${shelves}?$filter=height gt 2 and startswith(displayName,'t')&$count=true&$orderby=displayName`
  t.match((await reader.get(found)).json(), { '@odata.count': 1, value: [{ id, displayName: 'Top' }] })
  t.match((await admin.patch(`${shelves}/${id}`, { height: 4 })).json(), { height: 4 })
  t.equal((await admin.post(shelves, { height: 'x' })).statusCode, 400)
  t.equal((await reader.post(shelves, {})).statusCode, 403)
  t.equal((await anonymous.get(shelves)).statusCode, 401)
  t.equal((await admin.get('/v1.0/deviceAppManagement/shelves')).statusCode, 400, 'beta alone has it')
  t.match(metadataXml(model, 'beta'), /<EntityType Name="shelf" BaseType="graph.entity">/)
  t.equal((await admin.delete(`${shelves}/${id}`)).statusCode, 204)
  t.strictSame(errors, [])
})

t.test('overlay: a line says what the facts do not', async (t) => {
  const line = await block('ts', 0)
  t.equal(line, "'shelf.height': { default: 3 },")
  const { admin } = await startEmulator(t, { model: modelOf(await block('text'), { 'shelf.height': { default: 3 } }) })
  t.match((await admin.post('/beta/deviceAppManagement/shelves', {})).json(), { height: 3 })
})

t.test('table: the guide shows the declaration and the table of mobileAppCategory as they are', async (t) => {
  t.equal(`${await block('ts', 1)}\n`, await read('src/entities/device-app-management/mobile-app-categories.ts'))
  t.match(await read('src/entities/index.ts'), (await block('ts', 2)).split('\n')[0])
  t.ok((await read('prisma/schema.prisma')).includes((await block('prisma')) || 'nothing'))
  const { admin } = await startEmulator(t)
  const made = await admin.post('/v1.0/deviceAppManagement/mobileAppCategories', { displayName: 'Kiosk' })
  t.equal(made.statusCode, 201, made.body)
})
