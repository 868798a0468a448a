/**
 * The requests of IntuneCD, in its manner, over TLS under Microsoft's names and with the profile that it needs: lists, details in
 * batches whose answers it knows by the id in their context, and updates whose codes it compares. The tool itself is run by
 * intunecd.test.ts where it is given. @see docs/clients/intunecd.md
 */
import t from 'tap'
import { fillTenant } from '../../scripts/clients/content.js'
import { forEachDatabase } from '../harness/databases.js'
import { startAsMicrosoft } from './microsoft.js'
import { GRAPH, signIn } from './tool.js'
import type { Json, Tool } from './tool.js'

const DM = 'deviceManagement'
const DAM = 'deviceAppManagement'

interface Area {
  readonly path: string
  readonly options?: string
  /** What is read of each object in batches. */
  readonly details?: string
  readonly update: number
  readonly method?: 'PUT'
  /** Member of the body of `assign`, where it assigns, and the code. */
  readonly assign?: readonly [member: string, status: number]
  /** Where it assigns instead of at the object itself. */
  readonly assignAt?: string
  /** Members that it takes out of what it sends. */
  readonly without?: readonly string[]
}

const SCRIPTS = 'deviceManagementScriptAssignments'

const areas: readonly Area[] = [
  { path: `${DM}/assignmentFilters`, update: 200, without: ['platform', 'payloads'] },
  { path: `${DM}/deviceConfigurations`, update: 204, assign: ['assignments', 200] },
  {
    path: `${DM}/configurationPolicies`,
    details: 'settings',
    update: 204,
    method: 'PUT',
    assign: ['assignments', 200],
  },
  {
    path: `${DM}/deviceCompliancePolicies`,
    options: '?$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)',
    update: 204,
    assign: ['assignments', 200],
    without: ['scheduledActionsForRule'],
  },
  {
    path: `${DM}/compliancePolicies`,
    options: '?$expand=settings',
    update: 204,
    method: 'PUT',
    assign: ['assignments', 200],
  },
  { path: `${DM}/deviceComplianceScripts`, update: 200 },
  { path: `${DM}/deviceManagementScripts`, update: 200, assign: [SCRIPTS, 200] },
  { path: `${DM}/deviceShellScripts`, update: 200, assign: [SCRIPTS, 200], assignAt: `${DM}/deviceManagementScripts` },
  {
    path: `${DM}/deviceCustomAttributeShellScripts`,
    update: 200,
    assign: [SCRIPTS, 200],
    assignAt: `${DM}/deviceManagementScripts`,
    without: ['customAttributeName', 'customAttributeType', 'displayName'],
  },
  { path: `${DM}/deviceHealthScripts`, update: 200, assign: ['deviceHealthScriptAssignments', 200] },
  { path: `${DM}/groupPolicyConfigurations`, update: 200, assign: ['assignments', 200] },
  { path: `${DM}/windowsFeatureUpdateProfiles`, update: 200, assign: ['assignments', 200] },
  { path: `${DM}/windowsDriverUpdateProfiles`, update: 200, assign: ['assignments', 200], without: ['approvalType'] },
  { path: `${DM}/reusablePolicySettings`, update: 204, method: 'PUT' },
  { path: `${DM}/deviceCategories`, update: 200 },
  { path: `${DAM}/mobileAppConfigurations`, update: 204 },
]

interface Part {
  readonly id: string
  readonly status: number
  readonly headers: object
  readonly body: Json
}

/** Twenty to a batch, numbers as ids, addresses with or without a slash before them; only 200 counts. */
async function inBatch(tool: Tool, urls: readonly string[]): Promise<Json[]> {
  const found: Json[] = []
  for (let at = 0; at < urls.length; at += 20) {
    const requests = urls.slice(at, at + 20).map((url, i) => ({ id: i, method: 'GET', url }))
    const { responses } = await tool.ask('POST', `${GRAPH}/$batch`, 200, { requests })
    for (const { id, status, headers, body } of responses as Part[]) {
      if (!Number.isInteger(Number(id)) || status !== 200 || typeof headers !== 'object')
        throw new Error(`${urls[at + Number(id)]}: ${status} ${JSON.stringify(body)}`)
      found.push(body)
    }
  }
  return found
}

/** It finds the object to which an answer belongs by looking for its id in the context. */
const of = (id: string, answers: readonly Json[]): Json[] =>
  answers.filter((answer) => String(answer['@odata.context']).includes(id)).flatMap(({ value }) => value as Json[])

interface Saved {
  readonly item: Json
  readonly assignments: readonly Json[]
}

async function backUp(tool: Tool, { path, options = '', details }: Area): Promise<Saved[]> {
  const items: Json[] = []
  for (const listed of await tool.list(`${path}${options}`))
    items.push(/Scripts$/.test(path) ? await tool.ask('GET', `${path}/${listed.id}`, 200) : listed)
  const assignments = await inBatch(
    tool,
    items.map(({ id }) => `/${path}/${id}/assignments`),
  )
  const parts =
    details === undefined
      ? []
      : await inBatch(
          tool,
          items.map(({ id }) => `${path}/${id}/${details}`),
        )
  const groups = assignments.flatMap(({ value }) =>
    (value as Json[]).map(({ target }) => (target as { groupId?: string }).groupId),
  )
  const wanted = [...new Set(groups)].filter((id) => id !== undefined)
  await inBatch(
    tool,
    wanted.map((id) => `groups/${id}?$select=displayName,id,groupTypes,membershipRule`),
  )
  return items.map((item) => ({
    item: details === undefined ? item : { ...item, [details]: of(item.id, parts) },
    assignments: of(item.id, assignments),
  }))
}

const isOwn = (key: string): boolean =>
  [
    'id',
    'createdDateTime',
    'lastModifiedDateTime',
    'version',
    'isAssigned',
    'supportsScopeTags',
    'settingCount',
  ].includes(key)

const comparable = (saved: readonly Saved[]): unknown =>
  JSON.parse(
    JSON.stringify(saved, (key, value: unknown) => (isOwn(key) || key.includes('@odata.context') ? undefined : value)),
  )

/** Settings of policies are found by their contexts, and have no assignments of their own. */
const isAssignable = ({ path }: Area): boolean => !/Filters$|Categories$|reusable|ComplianceScripts$/.test(path)

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { emulator, fetch } = await startAsMicrosoft(t, { databaseUrl, data: dataFolder, profile: 'live' })
  const tool = await signIn(fetch, { headers: { 'content-type': 'application/json' } })
  await fillTenant(async (method, path, body) => {
    const { status, body: answer } = await tool.send(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`)
    return answer
  })

  for (const area of areas)
    await t.test(
      `backups K22 to K25: IntuneCD backs up ${area.path}, and updates it without a difference`,
      async (t) => {
        const read = async (): Promise<Saved[]> =>
          isAssignable(area)
            ? backUp(tool, area)
            : (await tool.list(`${area.path}${area.options ?? ''}`)).map((item) => ({ item, assignments: [] }))
        const saved = await read()
        t.ok(saved.length > 0)
        if (area.path.endsWith('/assignmentFilters'))
          for (const { item } of saved)
            t.match(await tool.ask('GET', `${area.path}/${item.id}?$select=displayName`, 200), { id: item.id })
        for (const { item, assignments } of saved) {
          t.equal(assignments.length > 0, area.assign !== undefined, 'assignments are found by the context')
          const left = new Set([...(area.without ?? []), 'assignments'])
          const body = Object.fromEntries(
            Object.entries(item).filter(([key]) => !left.has(key) && !isOwn(key) && !key.includes('@odata.context')),
          )
          await tool.ask(area.method ?? 'PATCH', `${area.path}/${item.id}`, area.update, body)
          if (area.assign === undefined) continue
          const [member, status] = area.assign
          const again = assignments.map(({ target, runSchedule }) => ({ target, runSchedule }))
          const kept = member === 'deviceHealthScriptAssignments' ? again : again.map(({ target }) => ({ target }))
          await tool.ask('POST', `${area.assignAt ?? area.path}/${item.id}/assign`, status, { [member]: kept })
        }
        t.same(comparable(await read()), comparable(saved))
      },
    )
  t.same(emulator.errors, [])
})
