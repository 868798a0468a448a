/** The documents about the model are written beside the thread that serves, and once. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import type { Test } from 'tap'
import { model } from '../../src/entities/index.js'
import { metadataXml } from '../../src/model/metadata.js'
import { VERSIONS } from '../../src/model/types.js'
import { loadModel } from '../../src/server/model-files.js'
import { startEmulator } from '../harness/emulator.js'
import { declaredModel } from '../harness/declared-model.js'
import { limitHere } from '../harness/machine.js'
import { threadTime } from '../harness/work-time.js'

const GZIP = { 'accept-encoding': 'gzip' }

const DOCUMENTS = [
  '/beta/$metadata',
  '/_intunite/openapi/beta.json',
  '/_intunite/openapi/start.js',
  '/_intunite/openapi/beta/deviceManagement.deviceConfigurations.json',
]

/** The longest work without a pause while all documents are first asked for. */
async function longestWork(t: Test): Promise<number> {
  const { app } = await startEmulator(t)
  let longest = 0
  let last = threadTime()
  const ticking = setInterval(() => {
    const now = threadTime()
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  const answers = await Promise.all(
    DOCUMENTS.map(async (url) => app.inject({ method: 'GET', url, headers: { ...GZIP, host: 'localhost' } })),
  )
  clearInterval(ticking)
  for (const { statusCode } of answers) t.equal(statusCode, 200)
  return longest
}

t.test('the thread that serves is not held up by the first requests for them', async (t) => {
  // Modules are compiled at the first of them; a document that is written here would take as long at each.
  const works: number[] = []
  for (let i = 0; i < 3 && Math.min(...works, Infinity) >= limitHere(50); i += 1) works.push(await longestWork(t))
  t.comment(`${works.map(Math.round).join(', ')} ms`)
  t.ok(Math.min(...works) < limitHere(50), `${works.join(', ')} ms`)
})

t.test('a document is the same text for all, compressed for those who take that', async (t) => {
  const { anonymous } = await startEmulator(t)
  for (const version of VERSIONS) {
    const expected = metadataXml(model, version)
    const both = await Promise.all([1, 2].map(() => anonymous.get(`/${version}/$metadata`)))
    for (const { body } of both) t.ok(body === expected, version)
  }
  const url = '/_intunite/openapi/v1.0/deviceManagement.deviceCategories.json'
  const packed = await anonymous.get(url, GZIP)
  t.match(packed.headers, { 'content-encoding': 'gzip', vary: 'accept-encoding' })
  const plain = await anonymous.get(url)
  t.equal(plain.headers['content-encoding'], undefined)
  t.equal(gunzipSync(packed.rawPayload).toString(), plain.body)
})

t.test('what model files add is in the documents, and so is a model that only a test has', async (t) => {
  const file = join(t.testdir(), 'model.xml')
  await writeFile(
    file,
    `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="widget"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
<EntityContainer Name="all"><EntitySet Name="widgets" EntityType="contoso.widget"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`,
  )
  const extended = await loadModel([file])
  const { anonymous } = await startEmulator(t, { model: extended })
  t.ok((await anonymous.get('/v1.0/$metadata')).body === metadataXml(extended, 'v1.0'))
  t.ok('/widgets' in (await anonymous.get('/_intunite/openapi/v1.0/widgets.json')).json().paths)
  const own = await startEmulator(t, { model: declaredModel })
  t.ok((await own.anonymous.get('/v1.0/$metadata')).body === metadataXml(declaredModel, 'v1.0'))
})
