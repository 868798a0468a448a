/** Documents of tenants that are made to do harm: each is refused with what is wrong, none is a failure of the server. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { CONTROL, controlOf } from '../control/control.js'
import { startEmulator, TENANT } from '../harness/emulator.js'

type Document = Record<string, any>

test('hostile documents', async (t) => {
  const emulator = await startEmulator(t, { control: CONTROL })
  const control = controlOf(emulator)
  const original = (await control.get(`/tenants/${TENANT}/export`)).json<Document>()
  const changed = (change: (document: Document) => void): string => {
    const document = structuredClone(original)
    change(document)
    return JSON.stringify(document)
  }
  const whole = changed(() => undefined)
  const cases: Readonly<Record<string, readonly [body: string, says: RegExp]>> = {
    'no document': ['['.repeat(100_000), /no exported tenant/],
    'a deep value': [`{"intunite":"tenant","tenant":${'['.repeat(5000)}${']'.repeat(5000)}}`, /more than 200 levels/],
    'cut off': [whole.slice(0, -5), /cut off, at byte \d+/],
    'more behind the end': [`${whole}x`, /no JSON/],
    'a member twice': [whole.replace('"apps":', '"apps":[],"apps":'), /"\/apps","detail":"is there more than once"/],
    '__proto__ at the top': [whole.replace('{', '{"__proto__":{"a":1},'), /"\/__proto__","detail":"is not known here"/],
    '__proto__ in an entity': [
      whole.replace('"organization":[{', '"organization":[{"__proto__":{"a":1},'),
      /organization\/0\/__proto__","detail":"is not known here"/,
    ],
    'entities that are a list': [changed((d) => (d['entities'] = [])), /"\/entities","detail":"must be an object"/],
    'a set that is an object': [
      changed((d) => (d['entities'].users = { a: 1 })),
      /"\/entities\/users","detail":"must be a list"/,
    ],
    'a set of values': [
      changed((d) => (d['entities'].users = [5, null, 'x', []])),
      /"\/entities\/users\/0","detail":"must be an object"/,
    ],
    'names of prototypes': [
      changed((d) => Object.assign(d['entities'], { constructor: [{}], toString: [{}] })),
      /"\/entities\/constructor","detail":"is no entity set/,
    ],
    'paths of prototypes': [
      changed((d) => (d['documents'] = [{ path: '__proto__', keys: [], entity: {} }])),
      /"\/documents\/0\/path"/,
    ],
    'documents that are values': [changed((d) => (d['documents'] = [1, null])), /"\/documents\/0"/],
    'references that lead nowhere': [
      changed(
        (d) => (d['references'] = [{ path: 'deviceAppManagement/mobileApps/categories', keys: ['no'], id: 'no' }]),
      ),
      /one of its references leads nowhere/,
    ],
    'half a character': [
      changed((d) => (d['tenant'].displayName = 'a\ud800')),
      /"\/tenant\/displayName","detail":"must be a text without NUL/,
    ],
    'a format that is no number of ours': [whole.replace('"format":1', '"format":1e999'), /newer version/],
    'more wrong values than are named': [
      changed((d) => (d['memberships'] = Array.from({ length: 5000 }, () => ({ groupId: 'g', userId: 5 })))),
      /5000 of its values are wrong, of which 20 are named/,
    ],
  }
  for (const [name, [body, says]] of Object.entries(cases)) {
    const response = await control.post(`/tenants/import?as=${randomUUID()}&domain=${randomUUID()}.test`, body)
    t.equal(response.statusCode, 400, `${name}: ${response.body.slice(0, 200)}`)
    t.match(response.body, says, name)
  }
  const long = changed(
    (d) =>
      (d['documents'] = [
        {
          path: 'deviceManagement/configurationPolicies',
          keys: [],
          entity: { '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicy', id: 'x'.repeat(100_000) },
        },
      ]),
  )
  t.ok((await control.post(`/tenants/import?as=${randomUUID()}&domain=long.test`, long)).statusCode < 500)
  t.equal((await control.get('/tenants')).json<{ value: unknown[] }>().value.length <= 2, true, 'nothing half imported')
  t.strictSame(emulator.errors, [])
})
