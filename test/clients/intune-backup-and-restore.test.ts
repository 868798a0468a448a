/**
 * IntuneBackupAndRestore, request by request in its manner, over TLS under Microsoft's names: addresses with and without a
 * version, options without their sign, lists whose objects are sent back as they are. What it restores, it backs up again.
 * @see docs/clients/intune-backup-and-restore.md
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
  /** Read one by one, because lists leave out contents. */
  readonly each?: true
  readonly options?: string
  /** Left out of what is restored, beside the id and the times. */
  readonly remove?: readonly string[]
  /** Member of the body of `assign`. */
  readonly assignments: string
  /** Members of an assignment that are restored. */
  readonly kept?: readonly string[]
}

const areas: readonly Area[] = [
  { path: `${DM}/configurationPolicies`, remove: ['settingCount', 'creationSource'], assignments: 'assignments' },
  { path: `${DM}/deviceCompliancePolicies`, assignments: 'assignments' },
  { path: `${DM}/deviceConfigurations`, remove: ['version'], assignments: 'assignments' },
  { path: `${DM}/deviceManagementScripts`, each: true, assignments: 'deviceManagementScriptAssignments' },
  {
    path: `${DM}/deviceHealthScripts`,
    each: true,
    assignments: 'deviceHealthScriptAssignments',
    kept: ['target', 'runSchedule', 'runRemediationScript'],
  },
  { path: `${DM}/groupPolicyConfigurations`, assignments: 'assignments' },
  { path: `${DAM}/managedAppPolicies`, remove: ['version'], assignments: 'assignments' },
]

interface Saved {
  readonly item: Json
  readonly assignments: readonly Json[]
}

type Backup = ReadonlyMap<string, readonly Saved[]>

const APP_PROTECTION: Readonly<Record<string, string>> = {
  '#microsoft.graph.androidManagedAppProtection': 'androidManagedAppProtections',
  '#microsoft.graph.iosManagedAppProtection': 'iosManagedAppProtections',
  '#microsoft.graph.targetedManagedAppConfiguration': 'targetedManagedAppConfigurations',
}

const typedSet = (item: Json): string => `${DAM}/${APP_PROTECTION[String(item['@odata.type'])] ?? ''}`

async function completed(tool: Tool, { path, each }: Area, item: Json): Promise<Json> {
  if (each) return tool.ask('GET', `${path}/${item.id}`, 200)
  if (path.endsWith('configurationPolicies'))
    return { ...item, settings: (await tool.ask('GET', `${path}/${item.id}/settings`, 200))['value'] }
  if (item['appGroupType'] === 'selectedPublicApps')
    return { ...item, apps: (await tool.ask('GET', `${typedSet(item)}('${item.id}')?$expand=apps`, 200))['apps'] }
  if (item['omaSettings'] === undefined) return item
  const omaSettings: Json[] = []
  for (const setting of item['omaSettings'] as Json[]) {
    const { isEncrypted, secretReferenceValueId: secret, ...rest } = setting
    const of = `${path}/${item.id}/getOmaSettingPlainTextValue(secretReferenceValueId='${String(secret)}')`
    const { value } = isEncrypted === true ? await tool.ask('GET', of, 200) : setting
    omaSettings.push({ ...rest, value, isEncrypted: false, secretReferenceValueId: null })
  }
  return { ...item, omaSettings }
}

async function backUp(tool: Tool): Promise<Backup> {
  const saved = new Map<string, readonly Saved[]>()
  for (const area of areas) {
    const items: Saved[] = []
    for (const listed of await tool.list(area.path)) {
      const item = await completed(tool, area, listed)
      const assignable = area.path.endsWith('managedAppPolicies')
        ? `${typedSet(item)}('${item.id}')`
        : `${area.path}/${item.id}`
      items.push({ item, assignments: await tool.list(`${assignable}/assignments`) })
    }
    saved.set(area.path, items)
  }
  return saved
}

const BLOCK = [
  {
    ruleName: 'PasswordRequired',
    scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 0, notificationTemplateId: '' }],
  },
]

async function restore(tool: Tool, backup: Backup): Promise<void> {
  for (const area of areas)
    for (const { item, assignments } of backup.get(area.path) ?? []) {
      const left = new Set(['id', 'createdDateTime', 'lastModifiedDateTime', ...(area.remove ?? [])])
      const body: Record<string, unknown> = Object.fromEntries(Object.entries(item).filter(([key]) => !left.has(key)))
      if (area.path.endsWith('deviceCompliancePolicies')) body['scheduledActionsForRule'] ??= BLOCK
      if (body['supportsScopeTags'] === true) body['supportsScopeTags'] = false
      const { id } = await tool.ask('POST', area.path, 201, body)
      await tool.ask('GET', `${area.path}/${id}`, 200)
      const restored = assignments.map((each) =>
        Object.fromEntries((area.kept ?? ['target']).map((key) => [key, each[key]])),
      )
      const of = area.path.endsWith('managedAppPolicies') ? typedSet(item) : area.path
      const { status, body: answer } = await tool.send('POST', `${of}/${id}/assign`, { [area.assignments]: restored })
      if (status !== 200 && status !== 204) throw new Error(`${of}: ${status} ${JSON.stringify(answer)}`)
    }
}

/** Compares files of backups, member by member. */
function comparable(backup: Backup, { path }: Area): unknown {
  const own = new Set(['id', 'createdDateTime', 'lastModifiedDateTime', 'version', 'sourceId', 'settingDefinitions'])
  const text = JSON.stringify(backup.get(path), (key, value: unknown) =>
    own.has(key) || key.includes('@odata.context') ? undefined : value,
  )
  const items = JSON.parse(text) as { item: Record<string, string> }[]
  const name = ({ item }: { item: Record<string, string> }): string => item['displayName'] ?? item['name'] ?? ''
  return items.sort((a, b) => name(a).localeCompare(name(b)))
}

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { emulator, fetch } = await startAsMicrosoft(t, { databaseUrl, data: dataFolder })
  const tool = await signIn(fetch, { headers: { 'user-agent': 'Mozilla/5.0 PowerShell/7.4 Invoke-MgGraphRequest' } })
  await fillTenant(async (method, path, body) => {
    const { status, body: answer } = await tool.send(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`)
    return answer
  })
  let backup: Backup = new Map()

  await t.test('IntuneBackupAndRestore backs up every area', async (t) => {
    backup = await backUp(tool)
    for (const { path } of areas) t.ok((backup.get(path)?.length ?? 0) > 0, path)
  })

  await t.test('IntuneBackupAndRestore restores what it backed up', async (t) => {
    for (const { path } of areas)
      for (const { item } of backup.get(path) ?? []) await tool.ask('DELETE', `${path}/${item.id}`, 204)
    await restore(tool, backup)
    const again = await backUp(tool)
    for (const area of areas) t.same(comparable(again, area), comparable(backup, area), area.path)
  })

  await t.test('IntuneBackupAndRestore backs up apps, and restores their assignments', async (t) => {
    const available = 'microsoft.graph.managedApp/appAvailability'
    const filter = `${available} eq null or ${available} eq 'lineOfBusiness' or isAssigned eq true`
    const apps = await tool.list(`${DAM}/mobileApps?filter=${encodeURIComponent(filter)}`)
    t.ok(apps.length > 1)
    for (const { id } of apps) {
      await tool.ask('GET', `${DAM}/mobileApps/${id}`, 200)
      const assignments = await tool.list(`${DAM}/mobileApps/${id}/assignments`)
      const mobileAppAssignments = assignments.map(({ target, intent, settings }) => ({ target, intent, settings }))
      await tool.ask('POST', `${DAM}/mobileApps/${id}/assign`, 204, { mobileAppAssignments })
      t.equal((await tool.list(`${DAM}/mobileApps/${id}/assignments`)).length, assignments.length)
    }
  })

  await t.test(
    'IntuneBackupAndRestore backs up intents by the categories of their templates, and restores them',
    async (t) => {
      const template = 'd1174162-1dd2-4976-affc-6667049ab0ae'
      const definitionId = 'deviceConfiguration--windows10EndpointProtectionConfiguration_bitLockerEncryptDevice'
      const encrypts = {
        '@odata.type': '#microsoft.graph.deviceManagementBooleanSettingInstance',
        definitionId,
        value: true,
      }
      await tool.ask('POST', `${DM}/templates/${template}/createInstance`, 200, {
        displayName: 'BitLocker',
        description: 'Of Brindle Ferries',
        settingsDelta: [encrypts],
        roleScopeTagIds: ['0'],
      })
      const saved = async () => {
        const files: Json[] = []
        for (const { id, templateId, displayName, description, roleScopeTagIds } of await tool.list(`${DM}/intents`)) {
          if (templateId !== template) continue
          await tool.ask('GET', `${DM}/templates/${String(templateId)}`, 200)
          const settingsDelta: Json[] = []
          for (const category of await tool.list(`${DM}/templates/${String(templateId)}/categories`))
            settingsDelta.push(...(await tool.list(`${DM}/intents/${id}/categories/${category.id}/settings`)))
          files.push({ id, displayName, description, settingsDelta, roleScopeTagIds })
        }
        return files
      }
      const before = await saved()
      t.match(before, [{ displayName: 'BitLocker', settingsDelta: { length: 8 } }])
      for (const { id, ...file } of before) {
        await tool.ask('DELETE', `${DM}/intents/${id}`, 204)
        await tool.ask('POST', `${DM}/templates/${template}/createInstance`, 200, file)
      }
      const plain = (files: readonly Json[]) =>
        files.map(({ id: _id, settingsDelta, ...file }) => ({
          ...file,
          settings: (settingsDelta as Json[]).map(({ id: _own, ...each }) => JSON.stringify(each)).sort(),
        }))
      t.same(plain(await saved()), plain(before))
    },
  )

  await t.test('IntuneBackupAndRestore backs up Autopilot profiles and restores them', async (t) => {
    const path = `${DM}/windowsAutopilotDeploymentProfiles`
    const [listed] = await tool.list(`${GRAPH}/${path}`)
    const {
      id,
      createdDateTime: _created,
      lastModifiedDateTime: _modified,
      ...body
    } = await tool.ask('GET', `${path}/${listed?.id}`, 200)
    t.equal((await tool.list(`${path}/${id}/assignments`)).length, 1)
    const twin = await tool.ask('POST', path, 201, body)
    t.match(twin, { displayName: body['displayName'], outOfBoxExperienceSettings: body['outOfBoxExperienceSettings'] })
  })
  t.same(emulator.errors, [])
})
