/**
 * The life of resources of the Terraform provider `microsoft365`, request by request in its manner, over TLS under Microsoft's
 * names: bodies in gzip, options with their sign escaped, ten resources at a time. It creates, assigns, and reads until what it
 * reads is what it planned; a plan after that must be empty. @see docs/clients/terraform.md
 */
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { Test } from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { startAsMicrosoft } from './microsoft.js'
import { flows } from './terraform/flows.js'
import type { Made, Resource } from './terraform/plan.js'
import { plansFor } from './terraform/plans.js'

import { GRAPH, signIn } from './tool.js'
import type { Json, Tool } from './tool.js'

interface Target {
  readonly '@odata.type': string
  readonly [member: string]: string
}

const target = (type: string, members: object = {}): Target => ({
  '@odata.type': `#microsoft.graph.${type}AssignmentTarget`,
  ...members,
})

function targets({ groupsOnly, filtered, assign }: Resource, { groups: [one, two], filter }: Made): Target[] {
  if (assign === 'one by one') return [target('group', { groupId: one }), target('group', { groupId: two })]
  const filters = filtered
    ? { deviceAndAppManagementAssignmentFilterId: filter, deviceAndAppManagementAssignmentFilterType: 'include' }
    : {}
  const included = target('group', { groupId: one, ...filters })
  if (groupsOnly) return [included]
  return [included, target('exclusionGroup', { groupId: two }), target('allLicensedUsers')]
}

const INTENT = { intent: 'required' }

async function assign(tool: Tool, url: string, resource: Resource, chosen: readonly Target[]): Promise<void> {
  if (resource.assign === undefined) return
  if (resource.assign === 'one by one') {
    for (const { id } of await tool.list(`${url}/assignments`))
      await tool.ask('DELETE', `${url}/assignments/${id}`, 204)
    for (const each of chosen) await tool.ask('POST', `${url}/assignments`, 201, { target: each })
    return
  }
  const isApp = resource.assign === 'mobileAppAssignments'
  const { status, body } = await tool.send('POST', `${url}/assign`, {
    [resource.assign]: chosen.map((each) => ({ ...(isApp ? INTENT : {}), target: each })),
  })
  if (status !== 200 && status !== 204) throw new Error(`assign of ${url}: ${status} ${JSON.stringify(body)}`)
}

/** What it reads of one resource. */
async function read(tool: Tool, url: string, { expand, separately = [] }: Resource): Promise<Json> {
  const options = expand === undefined ? '' : `?%24expand=${encodeURIComponent(expand)}`
  const found = await tool.ask('GET', `${url}${options}`, 200)
  const more: Record<string, unknown> = {}
  for (const part of separately) more[part] = await tool.list(`${url}/${part}`)
  return { ...found, ...more }
}

/** Where what was planned is not what was read: collections of plans are sets. */
function differences(planned: unknown, found: unknown, at: string): string[] {
  if (planned === undefined) return []
  if (Array.isArray(planned)) {
    if (!Array.isArray(found) || found.length !== planned.length)
      return [`${at}: ${JSON.stringify(planned)} became ${JSON.stringify(found)}`]
    return planned.flatMap((each, i) => {
      const here = differences(each, found[i], `${at}[${i}]`)
      return here.length > 0 && found.some((other) => differences(each, other, at).length === 0) ? [] : here
    })
  }
  if (typeof planned === 'object' && planned !== null)
    return Object.entries(planned).flatMap(([key, value]) => {
      const there = (found as Record<string, unknown> | null | undefined)?.[key]
      return isImplied(key, there) ? [] : differences(value, there, `${at}/${key}`)
    })
  return sameScalar(planned, found) ? [] : [`${at}: ${JSON.stringify(planned)} became ${JSON.stringify(found)}`]
}

/** A type that is the declared one is not written, and clients of Kiota take that. */
function isImplied(key: string, found: unknown): boolean {
  return key === '@odata.type' && found === undefined
}

/** Flags are sets too. */
function sameScalar(planned: unknown, found: unknown): boolean {
  if (planned === found) return true
  if (typeof planned !== 'string' || typeof found !== 'string') return false
  return isDeepStrictEqual(planned.split(',').sort(), found.split(',').sort())
}

const NONE = { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: 'none' }

function assigned(chosen: readonly Target[]): object[] {
  return chosen.map((each) => ({ target: { ...NONE, ...each } }))
}

async function lifeOf(t: Test, tool: Tool, resource: Resource, made: Made): Promise<void> {
  const { name, set, create, update, then, thenFirst, put, absent = [] } = resource
  const chosen = targets(resource, made)
  const created = await tool.ask('POST', set, 201, create)
  const url = `${set}/${created.id}`
  if (thenFirst !== undefined) await follow(tool, url, thenFirst)
  await assign(tool, url, resource, chosen)
  const isAssigned = resource.assign !== undefined
  const seesAssignments = isAssigned && (resource.expand?.includes('assignments') ?? resource.separately !== undefined)

  const first = await read(tool, url, resource)
  t.same(differences(withoutReferences(create), first, name), [], 'what was created is what was planned')
  for (const member of absent) t.equal(first[member] ?? null, null, `${member} is not planned, and null`)
  if (seesAssignments) t.same(differences(assigned(chosen), first['assignments'], name), [], 'so are the assignments')
  t.same(withoutNow(await read(tool, url, resource)), withoutNow(first), 'a plan right after it is empty')

  if (put) await tool.ask('PUT', `${GRAPH}/${set}('${created.id}')`, 204, update)
  else await tool.ask('PATCH', url, 200, update)
  if (then !== undefined) await follow(tool, url, then)
  await assign(tool, url, resource, chosen.slice(0, 1))
  const second = await read(tool, url, resource)
  t.same(differences(withoutReferences(update), second, name), [], 'what was updated is what was planned')
  if (then !== undefined) {
    const [rules] = Object.values(then[1])
    t.same(differences(rules, second['scheduledActionsForRule'], name), [], 'so are the actions')
  }
  if (seesAssignments)
    t.same(differences(assigned(chosen.slice(0, 1)), second['assignments'], name), [], 'so are the assignments')

  if (isAssigned) {
    await assign(tool, url, resource, [])
    if (seesAssignments) t.same((await read(tool, url, resource))['assignments'], [], 'nothing is assigned')
  }
  await tool.ask('DELETE', url, 204)
  const gone = await tool.send('GET', url)
  t.equal(gone.status, 404)
  t.match(gone.body, { error: { code: String, message: /./ } }, 'the provider reads an error, and forgets the resource')
}

async function follow(tool: Tool, url: string, [path, body]: readonly [string, object]): Promise<void> {
  const { status, body: answer } = await tool.send('POST', `${url}/${path}`, body)
  if (status !== 200 && status !== 204) throw new Error(`${path} of ${url}: ${status} ${JSON.stringify(answer)}`)
}

function withoutReferences(body: object): object {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !key.endsWith('@odata.bind')))
}

/** Members that move by themselves. */
function withoutNow(found: Json): unknown {
  return JSON.parse(JSON.stringify(found, (key, value: unknown) => (isOfItself(key) ? undefined : value)))
}

function isOfItself(key: string): boolean {
  return key === 'publishingState' || key === 'uploadState' || key === 'lastModifiedDateTime'
}

async function prepare(tool: Tool): Promise<Made> {
  const group = async (name: string) =>
    (
      await tool.ask('POST', 'groups', 201, {
        displayName: name,
        mailEnabled: false,
        mailNickname: name,
        securityEnabled: true,
      })
    ).id
  const { id: filter } = await tool.ask('POST', 'deviceManagement/assignmentFilters', 201, {
    displayName: 'All of Contoso',
    platform: 'windows10AndLater',
    rule: '(device.manufacturer -eq "Contoso")',
    roleScopeTags: ['0'],
  })
  const app = { displayName: 'Intranet', publisher: 'Contoso' }
  const made = await Promise.all([
    tool.ask('POST', 'deviceAppManagement/mobileApps', 201, {
      ...app,
      '@odata.type': '#microsoft.graph.webApp',
      appUrl: 'https://contoso.example',
    }),
    tool.ask('POST', 'deviceAppManagement/mobileApps', 201, {
      ...app,
      '@odata.type': '#microsoft.graph.androidManagedStoreApp',
      packageId: 'com.contoso.mail',
    }),
    tool.ask('POST', 'deviceManagement/roleDefinitions', 201, {
      displayName: 'Helpers',
      rolePermissions: [{ resourceActions: [{ allowedResourceActions: ['Microsoft.Intune_ManagedDevices_Read'] }] }],
    }),
    tool.ask('POST', 'deviceManagement/deviceComplianceScripts', 201, {
      displayName: 'Check',
      publisher: 'Contoso',
      detectionScriptContent: Buffer.from('return 1').toString('base64'),
    }),
  ])
  const [webApp = '', androidApp = '', role = '', script = ''] = made.map(({ id }) => id)
  return { groups: [await group('one'), await group('two')], filter, webApp, androidApp, role, script }
}

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { emulator, fetch } = await startAsMicrosoft(t, { databaseUrl, data: dataFolder })
  const tool = await signIn(fetch, {
    gzip: true,
    headers: { accept: 'application/json', sdkversion: 'graph-go-beta/0.180.0, graph-go-core/1.4.0' },
  })
  const made = await prepare(tool)
  for (const [name, flow] of Object.entries(flows))
    await t.test(`Terraform keeps ${name} as planned`, (t) => flow(t, tool, made))
  t.jobs = 10
  await Promise.all(
    plansFor(made).map((resource) =>
      t.test(`Terraform keeps ${resource.name} as planned`, { buffered: true }, (t) => lifeOf(t, tool, resource, made)),
    ),
  )
  t.same(emulator.errors, [])
})
