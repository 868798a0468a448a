/**
 * `docs/parity.md`: every route that the declared model opens, method by method and version by version, with the tests
 * that prove it, and what is not there and why.
 *
 * A contract (test/contract) proves the routes that it calls with success. That there is every route at all is proven by
 * test/docs/every-route.test.ts, which walks the same list.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { declaredModel as model } from '../test/harness/declared-model.js'
import { model as everything } from '../src/entities/index.js'
import type { Resource } from '../src/model/model.js'
import { existsIn, VERSIONS } from '../src/model/types.js'
import { allNavigation, allOperations } from '../src/model/inheritance.js'
import type { Operation, Version } from '../src/model/types.js'
import type { ResourcePath } from '../src/odata/ast.js'
import { readResourcePath } from '../src/odata/resource-path.js'
import { areaOf } from '../src/routes/openapi-document.js'
import { methodsOf } from '../src/routes/operations.js'
import { effectOf, isImitated } from '../src/services/operations/registry.js'
import { notImitated, recorded } from '../src/services/operations/unknown.js'
import { listRoutes } from '../src/routes/openapi-routes.js'
import type { ListedRoute } from '../src/routes/openapi-routes.js'
import { defaultSwitches, profiles } from '../src/services/profiles.js'
import type { ProfileName } from '../src/services/profiles.js'
import type { Contract } from '../test/contract/contract.js'
import { exceptions } from '../test/types/exceptions.js'

const root = fileURLToPath(new URL('..', import.meta.url))

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const

type Method = (typeof METHODS)[number]

/** Why a method is not there, by the letter that stands in its cell. */
const REASONS = {
  a: 'Graph changes and deletes items, not collections.',
  b: 'Graph has PUT for policies of the settings catalog alone; PATCH changes what is there.',
  c: 'POST makes items in a collection; this is one already.',
  d: 'This is for reading only.',
  e: 'An action is called by POST, a function by GET.',
  f: 'A singleton is there from the beginning and stays.',
  g: 'The service makes these itself.',
} as const

type Reason = keyof typeof REASONS

function reasonAgainst(method: Method, { target, resource }: ResourcePath): Reason {
  if (target === 'operation' || target === 'operationCount') return 'e'
  if (resource === undefined || (target !== 'collection' && target !== 'entity')) return 'd'
  if (method === 'PUT') return 'b'
  if (target === 'collection') return method === 'POST' ? 'g' : 'a'
  if (method === 'POST') return 'c'
  return resource.kind === 'singleton' ? 'f' : 'g'
}

type Served = ReadonlyMap<string, ReadonlySet<string>>

/** Methods of each template in one version under one profile. */
function servedIn(version: Version, profile: ProfileName): Served {
  const served = new Map<string, Set<string>>()
  for (const { template, method } of listRoutes(model, version, profiles[profile], defaultSwitches))
    served.set(template, (served.get(template) ?? new Set()).add(method))
  return served
}

const served = {
  'v1.0': { documented: servedIn('v1.0', 'documented'), live: servedIn('v1.0', 'live') },
  beta: { documented: servedIn('beta', 'documented'), live: servedIn('beta', 'live') },
}

function cell(method: Method, route: ListedRoute): string {
  const { template, path } = route
  const versions = VERSIONS.filter((version) => served[version].documented.get(template)?.has(method))
  if (versions.length === 0) return reasonAgainst(method, path)
  const live = VERSIONS.some((version) => served[version].live.get(template)?.has(method))
  return (versions.length === 2 ? '✓' : versions.join()) + (live ? '' : ' †')
}

/** What a path names, whatever its keys and property: equal for a request and for the route that serves it. */
function routeOf({ version, target, resource, type, casts, operation, qualifiedOperation }: ResourcePath): string {
  const cast = [...casts.map(({ types }) => types.map(({ name }) => name).join('|')), type?.name].join()
  return [version, target, resource?.path, cast, operation?.name, operation === undefined || qualifiedOperation].join(
    ' ',
  )
}

/** Titles of the contracts that call a route with success, by method and route. */
async function contractTitles(): Promise<Map<string, Set<string>>> {
  const titles = new Map<string, Set<string>>()
  const folder = join(root, 'test', 'contract', 'exchanges')
  for (const file of (await readdir(folder)).sort()) {
    const contracts = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, Contract>
    for (const contract of Object.values(contracts))
      for (const { request, response } of contract.exchanges ?? []) {
        const [, method, path] = /^(\w+) (?:<origin>)?(\/[^?]*)/.exec(request) ?? []
        if (method === undefined || path === undefined || response.status >= 400) continue
        const key = `${method} ${routeOf(readResourcePath(model, encodeURI(path)))}`
        titles.set(key, (titles.get(key) ?? new Set()).add(contract.title))
      }
  }
  return titles
}

function provenBy(routes: readonly ListedRoute[], titles: ReadonlyMap<string, ReadonlySet<string>>): string {
  const names = new Set(
    routes.flatMap(({ method, path }) =>
      VERSIONS.flatMap((version) => [...(titles.get(`${method} ${routeOf({ ...path, version })}`) ?? [])]),
    ),
  )
  return [...names].join('; ')
}

/** Keys of contained entities are told apart by their resource alone. */
function shortened(template: string, head: string): string {
  return template.slice(head.length).replace(/\{[^}]*-id\}/g, '{id}') || '/'
}

async function sectionOf(resource: Resource, titles: ReadonlyMap<string, ReadonlySet<string>>): Promise<string> {
  const head = `/${resource.path}`
  const routes = VERSIONS.toReversed().flatMap((version) =>
    listRoutes(model, version, profiles.documented, defaultSwitches).filter(
      ({ path }) => headOf(path.resource) === resource,
    ),
  )
  const templates = new Map<string, ListedRoute[]>()
  for (const route of routes) templates.set(route.template, [...(templates.get(route.template) ?? []), route])
  const rows = [...templates].map(([template, [first, ...others]]) => {
    if (first === undefined) return ''
    const cells = METHODS.map((method) => cell(method, first))
    return `| \`${shortened(template, head)}\` | ${cells.join(' | ')} | ${provenBy([first, ...others], titles)} |`
  })
  const files = await testFilesOf(resource)
  return [
    `### ${head}`,
    '',
    ...(files.length === 0 ? [] : [`Tests of its own: ${files.map((file) => `\`${file}\``).join(', ')}.`, '']),
    `| Route | ${METHODS.join(' | ')} | Contracts |`,
    `| --- |${' :-: |'.repeat(METHODS.length)} --- |`,
    ...rows,
  ].join('\n')
}

function headOf(resource: Resource | undefined): Resource | undefined {
  return resource?.parent === undefined ? resource : headOf(resource.parent)
}

/** Test files that are named after the set or its type, in the singular or not. */
async function testFilesOf({ name, type }: Resource): Promise<string[]> {
  const wanted = [name, type.name].map(
    (each) => `${each.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.test.ts`,
  )
  const found = await readdir(join(root, 'test', 'entities'))
  return found.filter((file) => wanted.includes(file)).map((file) => `test/entities/${file}`)
}

/** Exceptions of the type tests, without what is beyond the typings and what is served although no hand declared it. */
function notServed(): string[] {
  return Object.entries(exceptions).flatMap(([name, reasons]) => {
    const type = everything.findType(name, 'beta')
    const navigation = type?.kind === 'entity' ? Object.keys(allNavigation(type)) : []
    const areas = [...everything.roots.values()].filter((root) => root.type === type).map(({ children }) => children)
    const served = new Set([...navigation, ...areas.flatMap((children) => [...children.keys()])])
    return Object.entries(reasons as Readonly<Record<string, readonly string[]>>).flatMap(([reason, names]) => {
      const missing = BEYOND.test(reason) ? [] : names.filter((each) => !served.has(each))
      return missing.length === 0
        ? []
        : [`| \`${name}\` | ${reason} | ${missing.map((each) => `\`${each}\``).join(', ')} |`]
    })
  })
}

const BEYOND = /typings do not have/

async function clients(): Promise<string[]> {
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const folder = join(root, 'test', 'clients')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.test.ts')).sort()
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8')
      const imported = new Set(
        [...text.matchAll(/from '((?:@[^/']+\/)?[^./'][^/']*)[^']*'/g)].map(([, name]) => name ?? ''),
      )
      const packages = [...imported].filter((name) => name in devDependencies && name !== 'tap')
      const titles = [...text.matchAll(/t\.test\(\s*(?:'([^']+)'|`([^`]+)`)/g)].map(([, fixed, template = '']) =>
        (fixed ?? template).replace(/ \(\$\{[^}]+\}\)/g, '').replace(/\$\{[^}]+\}/g, '…'),
      )
      return `| ${packages.map((name) => `\`${name}\` ${devDependencies[name]}`).join('<br>')} | ${[...new Set(titles)].join('<br>')} | \`test/clients/${file}\` |`
    }),
  )
}

/** What the facts of the public model open besides, a row for each resource. */
function fromFacts(): string[] {
  const further = everything.resources.filter(({ path }) => model.findResource(path) === undefined)
  const areas = new Map<string, Resource[]>()
  for (const resource of further) areas.set(areaOf(resource), [...(areas.get(areaOf(resource)) ?? []), resource])
  const counts = VERSIONS.map(
    (version) => `${further.filter((each) => existsIn(each.since, version)).length} in ${version}`,
  )
  const tables = [...areas].map(([area, resources]) =>
    [
      `### ${area}`,
      '',
      '| Path | Since | Methods | Operations |',
      '| --- | --- | --- | --- |',
      ...resources.map(rowOf),
    ].join('\n'),
  )
  return [
    '## Everything else',
    '',
    `${further.length} resources of the public model in ${areas.size} areas: ${counts.join(', ')}. Keys are left out of paths.`,
    '`*`: the action is recorded and has no other effect. `!`: 501, because the result is not known, and an empty one would',
    'mislead.',
    '',
    tables.join('\n\n'),
    '',
  ]
}

function rowOf(resource: Resource): string {
  const targets = resource.many ? (['collection', 'entity'] as const) : (['entity'] as const)
  const version = resource.since
  const start = { ...readResourcePath(everything, `/${version}`), resource }
  const methods = new Set(targets.flatMap((target) => Object.keys(methodsOf({ ...start, target }))))
  const bound = new Set([resource.type, ...resource.concreteTypes].flatMap((type) => allOperations(type)))
  const operations = [...bound].map((operation) => {
    return operation.name + markOf(resource, operation)
  })
  return `| \`/${resource.path}\` | ${version} | ${[...methods].join(' ')} | ${[...new Set(operations)].join(', ')} |`
}

/** What stands behind the name of an operation that has no effect of its own. */
function markOf(resource: Resource, operation: Operation): '' | '*' | '!' {
  const effect = effectOf(resource.type, operation)
  if (effect === notImitated || !isImitated(resource, resource.type, operation)) return '!'
  return effect === recorded ? '*' : ''
}

export async function parity(): Promise<string> {
  const titles = await contractTitles()
  const heads = model.resources.filter(({ kind }) => kind !== 'navigation')
  const sections = await Promise.all(heads.map((resource) => sectionOf(resource, titles)))
  const counts = VERSIONS.map((version) => {
    const methods = [...served[version].documented.values()].reduce((sum, each) => sum + each.size, 0)
    return `${methods} in ${version}`
  })
  return [
    '# Parity with Microsoft Graph',
    '',
    'Written by `npm run docs` from the declared model and the tests; CI fails when it is stale.',
    '',
    `In all ${everything.resources.length} resources: ${model.resources.length} declared by hand, with their contracts, under Routes; all others,`,
    'area by area, under Everything else.',
    '',
    '## Routes',
    '',
    `Routes and methods: ${counts.join(', ')}. Each of them is called by \`test/docs/every-route.test.ts\`; the contracts`,
    'named with a route say in full what goes over the wire. Every route is there with keys in parentheses, too, and GET',
    'also as HEAD.',
    '',
    '- ✓ in both versions; `v1.0` or `beta` where only one has it. † not under the profile `live`.',
    ...Object.entries(REASONS).map(([letter, reason]) => `- ${letter} ${reason}`),
    '',
    '`/`, `/$metadata` and `/$batch` are there in both versions.',
    '',
    sections.join('\n\n'),
    '',
    ...fromFacts(),
    '## What is not there',
    '',
    "What Microsoft's typings have and the model lacks; the type tests fail on anything that is not in their list",
    '(`test/types/exceptions.ts`).',
    '',
    '| Type | Why | What |',
    '| --- | --- | --- |',
    ...notServed(),
    '',
    'Nowhere in the API that is served: delta queries beside those of the directory.',
    '',
    '## Clients',
    '',
    'Run as tests, over https with a private CA.',
    '',
    '| Library | What it does | Test |',
    '| --- | --- | --- |',
    ...(await clients()),
    '',
  ].join('\n')
}
