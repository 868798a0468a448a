/** `$batch` (https://learn.microsoft.com/graph/json-batching) on both databases. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { startEmulator } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'

const SET = 'deviceAppManagement/mobileAppConfigurations'
const NOBODY = '99999999-1111-4222-8333-444444444444'
const JSON_TYPE = { 'Content-Type': 'application/json' }

interface Part {
  id: string
  status: number
  headers: Record<string, string>
  body?: any
}

const ios = (displayName: string) => ({ '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', displayName })
const create = (id: unknown, displayName: string, more = {}) => ({
  id,
  method: 'POST',
  url: SET,
  headers: JSON_TYPE,
  body: ios(displayName),
  ...more,
})

async function send(client: Client, requests: unknown, version = 'v1.0'): Promise<Map<string, Part>> {
  const response = await client.post(`/${version}/$batch`, { requests })
  if (response.statusCode !== 200) throw new Error(response.body)
  return new Map(response.json<{ responses: Part[] }>().responses.map((part) => [part.id, part]))
}

async function names({ admin }: Emulator): Promise<string[]> {
  const list = await admin.get(`/v1.0/${SET}?$select=displayName&$orderby=displayName`)
  return list.json<{ value: { displayName: string }[] }>().value.map(({ displayName }) => displayName)
}

t.test('$batch', (t) =>
  forEachDatabase(t, async (t, database) => {
    const { databaseUrl, dataFolder } = await database.preparedDatabase()
    const emulator = await startEmulator(t, { databaseUrl, data: dataFolder })
    const { admin, reader, anonymous } = emulator
    const made = await admin.post(`/v1.0/${SET}`, ios('given'))
    const given = made.json<{ id: string }>().id

    await t.test('answers each part with status, canonical header names and a body', async (t) => {
      const parts = await send(admin, [
        { id: '1', method: 'GET', url: `/${SET}/${given}?$select=id` },
        { id: '2', method: 'GET', url: `${SET}/${NOBODY}` },
        { id: '3', method: 'GET', url: `${SET}/$count` },
      ])
      t.match(parts.get('1'), {
        status: 200,
        headers: { 'OData-Version': '4.0', 'Content-Type': /^application\/json;odata\.metadata=minimal/ },
        body: { '@odata.context': `http://localhost:8080/v1.0/$metadata#${SET}(id)/$entity`, id: given },
      })
      t.match(parts.get('2'), {
        status: 404,
        headers: { 'Content-Type': 'application/json' },
        body: { error: { code: 'ResourceNotFound' } },
      })
      const nested = JSON.parse(parts.get('2')?.body.error.message)
      t.match(
        nested.Message,
        new RegExp(`mobileAppConfigurations%28%27${NOBODY}%27%29`),
        'the nested error names the part',
      )
      t.match(parts.get('3'), { status: 200, headers: { 'Content-Type': 'text/plain' }, body: '1' })
    })

    await t.test(
      'takes relative, rooted, versioned and absolute URLs, and numbers as ids, in both versions',
      async (t) => {
        for (const version of ['v1.0', 'beta']) {
          const parts = await send(
            admin,
            [
              { id: 1, method: 'GET', url: `${SET}/${given}` },
              { id: 2, method: 'get', url: `/${SET}('${given}')` },
              { id: 3, method: 'GET', url: `/${version}/${SET}/${given}` },
              { id: 4, method: 'GET', url: `https://graph.microsoft.com/${version}/${SET}/${given}` },
            ],
            version,
          )
          t.same(
            [...parts].map(([id, { status }]) => [id, status]),
            [
              ['1', 200],
              ['2', 200],
              ['3', 200],
              ['4', 200],
            ],
          )
          t.equal('roleScopeTagIds' in (parts.get('1')?.body ?? {}), version === 'beta')
        }
      },
    )

    await t.test('writes with JSON bodies and base64 bodies; DELETE has neither body nor content type', async (t) => {
      const body = Buffer.from(JSON.stringify(ios('from base64'))).toString('base64')
      const parts = await send(admin, [
        create('a', 'from JSON'),
        { id: 'b', method: 'POST', url: SET, headers: { 'content-type': 'application/json' }, body },
      ])
      t.same([parts.get('a')?.status, parts.get('b')?.status], [201, 201])
      t.match(parts.get('a')?.headers['Location'], new RegExp(`^http://localhost:8080/v1\\.0/${SET}\\('`))
      t.same(await names(emulator), ['from base64', 'from JSON', 'given'])
      const gone = await send(
        admin,
        ['a', 'b'].map((id) => ({ id, method: 'DELETE', url: `${SET}/${parts.get(id)?.body.id}` })),
      )
      t.match(gone.get('a'), { status: 204, body: undefined })
      t.notOk('Content-Type' in (gone.get('a')?.headers ?? {}))
      t.same(await names(emulator), ['given'])
    })

    await t.test('a body without content type is refused in its part alone', async (t) => {
      const parts = await send(admin, [
        { id: '1', method: 'POST', url: SET, body: ios('x') },
        { id: '2', method: 'GET', url: SET },
      ])
      t.match(parts.get('1'), { status: 400, body: { error: { message: /must contain the Content-Type header/ } } })
      t.equal(parts.get('2')?.status, 200)
    })

    await t.test(
      'parts that depend on a failed one answer 424, whether they wait in line or for the first',
      async (t) => {
        const read = (id: string, ...dependsOn: string[]) => ({ id, method: 'GET', url: SET, dependsOn })
        const root = { id: 'root', method: 'GET', url: `${SET}/${NOBODY}` }
        for (const [requests, statuses] of [
          [
            [root, read('child', 'ROOT'), read('grandchild', 'child')],
            [404, 424, 424],
          ],
          [
            [root, read('child', 'root'), read('grandchild', 'root', 'child')],
            [404, 424, 424],
          ],
          [
            [root, read('one', 'root'), read('two', 'root'), read('three', 'root')],
            [404, 424, 424, 424],
          ],
          [
            [read('free'), { ...root, dependsOn: ['free'] }, read('other', 'free')],
            [200, 404, 200],
          ],
        ] as const) {
          const parts = await send(admin, requests)
          t.same(
            [...parts.values()].map(({ status }) => status),
            statuses,
          )
          const failed = [...parts.values()].filter(({ status }) => status === 424)
          for (const { body } of failed) t.equal(body.error.code, 'FailedDependency')
        }
      },
    )

    await t.test('dependencies of any other shape are refused as the service refuses them', async (t) => {
      const read = (id: string, ...dependsOn: string[]) => ({ id, method: 'GET', url: SET, dependsOn })
      for (const requests of [
        [read('1'), read('2', '1'), read('3')],
        [read('1'), read('2'), read('3', '1')],
        [read('1'), read('2'), read('3', '2')],
        [read('1'), read('2', '1'), read('3', '1'), read('4', '2')],
        [read('1'), read('2', '1'), read('3', '2'), read('4', '2')],
        [read('1'), read('2', '1'), read('3'), read('4', '3')],
      ]) {
        const refused = await admin.post('/v1.0/$batch', { requests })
        t.equal(refused.statusCode, 400, JSON.stringify(requests.map(({ dependsOn }) => dependsOn)))
        t.match(refused.json(), {
          error: { code: 'BadRequest', message: /should be either fully sequential or fully parallel/ },
        })
      }
    })

    await t.test('a part sees what the part it depends on wrote', async (t) => {
      const parts = await send(admin, [
        create('1', 'first'),
        { id: '2', method: 'GET', url: `${SET}/$count`, dependsOn: ['1'] },
        { id: '3', method: 'DELETE', url: `${SET}/${given}`, dependsOn: ['2'] },
        { id: '4', method: 'GET', url: `${SET}/$count`, dependsOn: ['3'] },
      ])
      t.same([parts.get('2')?.body, parts.get('4')?.body], ['2', '1'])
      await send(admin, [{ id: '1', method: 'DELETE', url: `${SET}/${parts.get('1')?.body.id}` }, create('2', 'given')])
      t.same(await names(emulator), ['given'])
    })

    await t.test('an atomicity group is kept whole or not at all', async (t) => {
      const failed = await send(admin, [
        create('1', 'never', { atomicityGroup: 'g' }),
        { id: '2', method: 'DELETE', url: `${SET}/${NOBODY}`, atomicityGroup: 'g' },
        create('3', 'never either', { atomicityGroup: 'g' }),
        create('4', 'apart'),
        { id: '5', method: 'GET', url: SET, dependsOn: ['g'] },
      ])
      t.same(
        [...failed.values()].map(({ status }) => status),
        [424, 404, 424, 201, 424],
      )
      t.same(await names(emulator), ['apart', 'given'])
      const kept = await send(admin, [
        create('1', 'one', { atomicityGroup: 'g' }),
        create('2', 'two', { atomicityGroup: 'g' }),
        { id: '3', method: 'GET', url: `${SET}/$count`, dependsOn: ['g'] },
      ])
      t.same(
        [...kept.values()].map(({ status }) => status),
        [201, 201, 200],
      )
      t.equal(kept.get('3')?.body, '4')
    })

    await t.test('permissions and tokens are those of the envelope', async (t) => {
      t.equal(
        (await anonymous.post('/v1.0/$batch', { requests: [{ id: '1', method: 'GET', url: SET }] })).statusCode,
        401,
      )
      const parts = await send(reader, [
        create('1', 'x'),
        { id: '2', method: 'GET', url: SET, headers: { Authorization: 'Bearer nonsense' } },
      ])
      t.same([parts.get('1')?.status, parts.get('2')?.status], [403, 200])
    })

    await t.test('a batch inside a batch is refused', async (t) => {
      const parts = await send(admin, [
        { id: '1', method: 'POST', url: '$batch', headers: JSON_TYPE, body: { requests: [] } },
      ])
      t.equal(parts.get('1')?.status, 400)
    })

    await t.test('20 parts run, 21 do not', async (t) => {
      const reads = (n: number) => Array.from({ length: n }, (_, i) => ({ id: i, method: 'GET', url: SET }))
      t.equal((await send(admin, reads(20))).size, 20)
      const refused = await admin.post('/v1.0/$batch', { requests: reads(21) })
      t.match(refused.json(), { error: { message: 'Number of batch request steps exceeds the maximum value of 20.' } })
      t.equal(refused.statusCode, 400)
    })

    await t.test('a malformed envelope is refused whole', async (t) => {
      const before = await names(emulator)
      const read = { id: '1', method: 'GET', url: SET }
      const group = { atomicityGroup: 'g' }
      const cases: [title: string, body: unknown, message: RegExp][] = [
        ['no requests', {}, /Invalid batch payload format/],
        ['empty list', { requests: [] }, /Invalid batch payload format/],
        ['no object', { requests: [1] }, /Invalid batch payload format/],
        ['no id', { requests: [{ method: 'GET', url: SET }] }, /Invalid batch payload format/],
        ['no method', { requests: [{ id: '1', url: SET }] }, /Invalid batch payload format/],
        ['odd method', { requests: [{ ...read, method: 'BREW' }] }, /Invalid batch payload format/],
        ['no url', { requests: [{ id: '1', method: 'GET' }] }, /Invalid batch payload format/],
        ['odd headers', { requests: [{ ...read, headers: { a: 1 } }] }, /Invalid batch payload format/],
        [
          'same id in another case',
          { requests: [{ ...read, id: 'a' }, create('A', 'x')] },
          /Request Id A has to be unique in a batch/,
        ],
        [
          'unknown dependency',
          { requests: [create('1', 'x', { dependsOn: ['7'] })] },
          /Invalid dependency for request Id 1/,
        ],
        [
          'later dependency',
          { requests: [create('1', 'x', { dependsOn: ['2'] }), { ...read, id: '2' }] },
          /Invalid dependency for request Id 1/,
        ],
        [
          'dependency in the midst of a group',
          {
            requests: [create('1', 'x', group), { ...read, id: '2' }, create('3', 'y', { ...group, dependsOn: ['2'] })],
          },
          /Invalid dependency for request Id 3/,
        ],
      ]
      for (const [title, body, message] of cases) {
        const response = await admin.post('/v1.0/$batch', body)
        t.equal(response.statusCode, 400, title)
        t.match(response.json<any>().error.message, message, title)
      }
      t.same(await names(emulator), before, 'nothing of them was done')
    })

    await t.test('a bug in one part is a 500 of that part, is logged, and leaves the others alone', async (t) => {
      let out = false
      const newId = (): string => {
        if (out) throw new Error('out of ids')
        return randomUUID()
      }
      const broken = await startEmulator(t, { store: emulator.store, newId })
      out = true
      const before = await names(emulator)
      const read = { id: '2', method: 'GET', url: `${SET}?$top=1` }
      const parts = await send(broken.withToken(admin.token), [create('1', 'x'), read])
      t.match(parts.get('1'), { status: 500, body: { error: { code: 'InternalServerError' } } })
      t.equal(parts.get('2')?.status, 200)
      t.match(broken.errors, [new RegExp(`out of ids.*${parts.get('1')?.body.error.innerError['request-id']}`, 's')])
      t.same(await names(emulator), before)
    })
  }),
)
