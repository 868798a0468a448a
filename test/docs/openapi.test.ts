/** The OpenAPI documents: valid to others, complete, and readable on a page that loads nothing from elsewhere. */
import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import { controlDocument } from '../../src/control/openapi.js'
import { ROUTES } from '../../src/control/routes.js'
import { model } from '../../src/entities/index.js'
import type { Version } from '../../src/model/types.js'
import { existsIn, VERSIONS } from '../../src/model/types.js'
import { areasOf, openApiDocument } from '../../src/routes/openapi-document.js'
import { defaultSwitches, profiles } from '../../src/services/profiles.js'
import type { ProfileName } from '../../src/services/profiles.js'
import { startEmulator } from '../harness/emulator.js'

const CONFIGURATIONS = '/deviceAppManagement/mobileAppConfigurations'
const ITEM = `${CONFIGURATIONS}/{managedDeviceMobileAppConfiguration-id}`

type Paths = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const DEPS = {
  documented: { model, profile: profiles.documented, switches: defaultSwitches },
  live: { model, profile: profiles.live, switches: defaultSwitches },
}

const whole = new Map<string, ReturnType<typeof openApiDocument>>()

const documentOf = (version: Version, profile: ProfileName = 'documented') => {
  const name = `${version} ${profile}`
  const document = whole.get(name) ?? openApiDocument(DEPS[profile], version)
  whole.set(name, document)
  return document
}

/** Some of all kinds; the whole document is made of the same parts. */
const SAMPLES = [
  'service',
  'deviceManagement',
  'deviceManagement/deviceCategories',
  'deviceManagement/deviceCompliancePolicies',
  'deviceAppManagement/mobileAppConfigurations',
  'users',
]

const methodsOf = (paths: Paths, path: string): string[] =>
  Object.keys(paths[path] ?? {}).filter((name) => name !== 'parameters')

t.test('the documents of both versions and profiles pass a public validator', async (t) => {
  for (const version of VERSIONS)
    for (const profile of ['documented', 'live'] as const)
      for (const area of SAMPLES) {
        const document = openApiDocument(DEPS[profile], version, area)
        const { valid, errors } = await new Validator().validate(structuredClone(document))
        t.ok(valid, `${version} ${profile} ${area} ${JSON.stringify(errors)}`)
      }
})

t.test('an area has the paths of the whole document that are tagged with it, and no path is without an area', (t) => {
  for (const version of VERSIONS) {
    const paths = documentOf(version)['paths'] as Paths
    const tags = new Map<string, string[]>()
    for (const [path, { parameters: _, ...methods }] of Object.entries(paths))
      for (const tag of new Set(
        Object.values(methods as Record<string, { tags: string[] }>).flatMap((each) => each.tags),
      ))
        tags.set(tag, [...(tags.get(tag) ?? []), path])
    t.strictSame([...tags.keys()].sort(), areasOf(model, version).sort())
    for (const area of SAMPLES)
      t.strictSame(Object.keys(openApiDocument(DEPS.documented, version, area)['paths'] as Paths), tags.get(area), area)
  }
  t.end()
})

t.test('the page asks for a few rows of a list, unless its reader wants more', (t) => {
  const { parameters } = documentOf('v1.0')['components'] as {
    parameters: Readonly<Record<string, { example?: number }>>
  }
  t.equal(parameters['top']?.example, 20)
  t.end()
})

t.test('so does the document of the control face, which has every route and says what each takes', async (t) => {
  const document = await controlDocument('1.2.3')
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  t.ok(valid, JSON.stringify(errors))
  const paths = document['paths'] as Paths
  for (const { method, path } of ROUTES) t.ok(paths[`/_intunite${path}`]?.[method.toLowerCase()], `${method} ${path}`)
  t.match(paths['/_intunite/tenants'], {
    post: { requestBody: { content: { 'application/json': { schema: { properties: { domain: {} } } } } } },
  })
  t.match(document, { security: [{ key: [] }] })
  const ids = [...JSON.stringify(document).matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id)
  t.equal(new Set(ids).size, ROUTES.length)
  const { anonymous } = await startEmulator(t)
  t.equal((await anonymous.get('/_intunite/openapi/control.json')).json().openapi, '3.1.0')
})

t.test('every reference in a document leads somewhere, and every operation has an id of its own', async (t) => {
  const documents = VERSIONS.flatMap((version) => [
    documentOf(version),
    ...SAMPLES.map((area) => openApiDocument(DEPS.documented, version, area)),
  ])
  for (const document of documents) {
    const text = JSON.stringify(document)
    const references = new Set([...text.matchAll(/"(#\/components\/[^"]+)"/g)].map(([, reference]) => reference ?? ''))
    t.ok(references.size > 1)
    const dangling = [...references].filter((reference) => {
      let at: unknown = document
      for (const step of reference.slice(2).split('/')) at = (at as Record<string, unknown> | undefined)?.[step]
      return at === undefined
    })
    t.strictSame(dangling, [])
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id)
    t.equal(new Set(ids).size, ids.length)
  }
})

t.test(
  'a document has every resource of its version, with its methods, counts, casts and forms of actions',
  async (t) => {
    for (const version of VERSIONS) {
      const paths = documentOf(version)['paths'] as Paths
      const bare = new Set(Object.keys(paths).map((path) => path.replace(/\/(\{[^}]*\}|microsoft\.graph\.[^/]*)/g, '')))
      for (const resource of model.resources.filter(({ since }) => existsIn(since, version)))
        t.ok(bare.has(`/${resource.path}`), resource.path)
      t.strictSame(methodsOf(paths, CONFIGURATIONS), ['get', 'post'])
      t.strictSame(methodsOf(paths, ITEM), ['get', 'patch', 'delete'])
      t.strictSame(methodsOf(paths, `${ITEM}/userStatusSummary`), ['get', 'post', 'patch', 'delete'])
      t.strictSame(methodsOf(paths, `${ITEM}/deviceStatusSummary`), ['get', 'patch', 'delete'])
      for (const action of [
        'assign',
        'microsoft.graph.assign',
        'microsoft.graph.managedDeviceMobileAppConfiguration/assign',
      ])
        t.strictSame(methodsOf(paths, `${ITEM}/${action}`), ['post'], action)
      for (const path of [`${CONFIGURATIONS}/$count`, `${ITEM}/assignments/$count`, `${ITEM}/{property}/$value`])
        t.strictSame(methodsOf(paths, path), ['get'], path)
      t.strictSame(methodsOf(paths, '/$metadata'), ['get'])
    }
    t.ok(
      `${CONFIGURATIONS}/microsoft.graph.androidManagedStoreAppConfiguration` in (documentOf('beta')['paths'] as Paths),
    )
    t.notOk(
      `${CONFIGURATIONS}/microsoft.graph.androidManagedStoreAppConfiguration` in (documentOf('v1.0')['paths'] as Paths),
    )
  },
)

t.test('a document says what the profile of the server does', async (t) => {
  const live = documentOf('v1.0', 'live')['paths'] as Paths
  t.notOk(`${CONFIGURATIONS}/$count` in live)
  t.strictSame(methodsOf(live, `${ITEM}/assignments`), ['get'])
  t.match(live[ITEM], { patch: { responses: { 204: {} } }, delete: { responses: { 200: {} } } })
  t.match((documentOf('v1.0')['paths'] as Paths)[ITEM], {
    patch: { responses: { 200: {} } },
    delete: { responses: { 204: {} } },
  })
})

t.test('bodies that the document allows are accepted, operation by operation', async (t) => {
  const { admin } = await startEmulator(t)
  const { components } = documentOf('beta') as { components: { schemas: Record<string, { required?: string[] }> } }
  const schema = components.schemas['microsoft.graph.androidManagedStoreAppConfiguration.create']
  t.strictSame(schema?.required, ['displayName'])
  const body = { '@odata.type': '#microsoft.graph.androidManagedStoreAppConfiguration', displayName: 'a' }
  t.equal((await admin.post(`/beta${CONFIGURATIONS}`, body)).statusCode, 201)
})

t.test(
  'the documents and their page are served without a token, and the page loads nothing from elsewhere',
  async (t) => {
    const { anonymous } = await startEmulator(t)
    for (const version of VERSIONS) {
      const response = await anonymous.get(`/_intunite/openapi/${version}.json`)
      t.equal(response.statusCode, 200)
      t.match(response.headers['content-type'], /^application\/json/)
      t.ok(response.body === JSON.stringify(documentOf(version)), version)
      const area = `/_intunite/openapi/${version}/deviceAppManagement.mobileAppConfigurations.json`
      t.strictSame(Object.keys((await anonymous.get(area)).json().paths as Paths).includes(ITEM), true)
      t.equal((await anonymous.get(`/_intunite/openapi/${version}/nothing.json`)).statusCode, 404)
    }
    for (const url of ['/_intunite/openapi', '/_intunite/openapi/']) {
      const page = await anonymous.get(url)
      t.equal(page.statusCode, 200)
      t.match(page.headers['content-type'], /^text\/html/)
      const policy = String(page.headers['content-security-policy'])
      t.match(policy, /default-src 'none'/)
      t.notMatch(policy, /https?:|\*/)
      const links = [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link ?? '')
      t.equal(links.length, 8)
      for (const link of links) {
        t.match(link, /^\/_intunite\/openapi\//)
        t.equal((await anonymous.get(link)).statusCode, 200, link)
      }
    }
    const start = await anonymous.get('/_intunite/openapi/start.js')
    t.match(start.body, /validatorUrl: null/)
    t.match(start.body, /'urls.primaryName': "v1.0 deviceManagement\/deviceConfigurations"/)
    const urls = [...start.body.matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url ?? '')
    t.equal(
      urls.length,
      VERSIONS.reduce((sum, version) => sum + areasOf(model, version).length, 1),
    )
    for (const url of [...urls.slice(0, 3), ...urls.slice(-3)]) t.equal((await anonymous.get(url)).statusCode, 200, url)
    t.notMatch(start.body, /https?:/)
    t.equal((await anonymous.get('/_intunite/openapi/ui/index.html')).statusCode, 404)
  },
)
