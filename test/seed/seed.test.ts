/** A seeded tenant: the same every time, and in agreement with itself, as a client sees it. */
import { test } from 'tap'
import { model } from '../../src/entities/index.js'
import type { Resource } from '../../src/model/model.js'
import { resetTenant } from '../../src/services/reset.js'
import { seedOnce } from '../../src/services/seed/once.js'
import { seedTenant } from '../../src/services/seed/seed.js'
import { rulesOf } from '../../src/services/rules/registry.js'
import type { CountingScope } from '../../src/services/scope.js'
import { COUNTED_AS } from '../../src/services/rules/summary.js'
import type { Client, Emulator } from '../harness/emulator.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { all } from '../../src/store/work.js'
import { countRows, snapshot } from '../harness/given.js'

type Item = Record<string, unknown> & { id: string }

const DOMAIN = 'intunite.test'
const CONFIGURATIONS = '/beta/deviceAppManagement/mobileAppConfigurations'
/** Windows 365 is a service of its own, `me` shows what is of a user, and domains come with their records. */
const ELSEWHERE = /^(deviceManagement\/virtualEndpoint|me|domains)\//

/** What the service sets anew, and the place of an item among others. */
const VARIES = /DateTime$|^id$|^version$|^@odata|^priority$|^(createdBy|lastModifiedBy)$/

/** What a second one of the same is refused for. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'deviceManagement/managedDeviceCleanupRules': /There is a cleanup rule for the platform/,
}

/** What takes a moment with a new item, and what of a relationship only the app tells that it is made at. */
const TOLD_BY_THE_SERVICE =
  /^deviceManagement\/(groupPolicyUploadedDefinitionFiles|reports\/\w+)\/(status|targetPrefix)$|^deviceAppManagement\/mobileAppRelationships\/(source|target)/

const isWithinAnItem = ({ parent }: Resource): boolean =>
  parent !== undefined && (parent.many || isWithinAnItem(parent))

const SMALL = { size: 'small', seed: 1, asOf: Date.UTC(2026, 2, 2, 8) } as const

async function list(client: Client, url: string): Promise<Item[]> {
  const response = await client.get(url)
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${response.body}`)
  return response.json<{ value: Item[] }>().value
}

/** Everything that a seed adds, as a client sees it. */
async function contents(reader: Client): Promise<Record<string, Item[]>> {
  const urls = [
    '/beta/deviceAppManagement/mobileApps',
    '/beta/users',
    '/beta/groups',
    '/beta/deviceManagement/managedDevices',
    '/beta/deviceManagement/assignmentFilters',
    '/beta/deviceManagement/roleScopeTags',
    CONFIGURATIONS,
  ]
  const found: Record<string, Item[]> = {}
  for (const url of urls) found[url] = await list(reader, url)
  for (const { id } of found[CONFIGURATIONS] ?? [])
    for (const below of ['assignments', 'deviceStatuses', 'userStatuses'])
      found[`${id}/${below}`] = await list(reader, `${CONFIGURATIONS}/${id}/${below}`)
  return found
}

const seed = ({ store }: Emulator, options: { size: 'small'; seed: number; asOf: number } = SMALL): Promise<number> =>
  seedTenant(store, { id: TENANT, defaultDomain: DOMAIN }, options)

const seen = new Map<string, string>()

test('a seeded tenant', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { reader, admin, store } = emulator
    const progress: [number, number][] = []
    const rows = await seedTenant(
      store,
      { id: TENANT, defaultDomain: DOMAIN },
      { ...SMALL, onProgress: (done, total) => progress.push([done, total]) },
    )
    const found = await contents(reader)
    const configurations = found[CONFIGURATIONS] ?? []
    const devices = found['/beta/deviceManagement/managedDevices'] ?? []
    const users = found['/beta/users'] ?? []
    for (const [name, intuneRole] of [
      ['admin', 'administrator'],
      ['reader', 'readOnly'],
    ] as const)
      t.match(await store.identity.users.findByName(TENANT, `${name}@${DOMAIN}`), { intuneRole, enabled: true }, name)

    await t.test('has what it is said to have', async (t) => {
      t.strictSame(
        [40, 12, 5, 20, 3, 2, 9],
        Object.values(found)
          .slice(0, 7)
          .map(({ length }) => length),
      )
      t.strictSame(progress.at(-1), [rows, rows])
      const types = new Set(configurations.map((configuration) => configuration['@odata.type']))
      t.strictSame([...types].sort(), [
        '#microsoft.graph.androidManagedStoreAppConfiguration',
        '#microsoft.graph.iosMobileAppConfiguration',
      ])
      t.ok(configurations.some(({ encodedSettingXml }) => typeof encodedSettingXml === 'string'))
      t.ok(configurations.some(({ settings }) => Array.isArray(settings) && settings.length > 0))
      t.ok(users.every(({ userPrincipalName }) => String(userPrincipalName).endsWith(`@${DOMAIN}`)))
    })

    await t.test('has something in every set that a request may add to', async (t) => {
      const empty: string[] = []
      const sets = model.resources.filter(
        ({ many, creatable, link, refersTo, itemsOf, path }) =>
          many &&
          creatable &&
          link === undefined &&
          refersTo === undefined &&
          itemsOf === undefined &&
          !ELSEWHERE.test(path),
      )
      t.ok(sets.length > 400, `${sets.length} sets`)
      const documents = await store.database.read(() => all('SELECT DISTINCT "path" FROM "entity"', []))
      const paths = new Set(documents.map(([path]) => path))
      for (const { layout, path, storedAt, type } of sets)
        if (layout === 'document' ? !paths.has(storedAt) : (await countRows(store, type.name)) === 0) empty.push(path)
      t.strictSame(empty, [])
      t.match((await reader.get('/v1.0/deviceManagement/applePushNotificationCertificate')).json(), {
        appleIdentifier: `devices@${DOMAIN}`,
      })
    })

    await t.test(
      'enrolment configurations have ids of their kind, and only defaults the priority 0 (B87, B90)',
      async (t) => {
        for (const { id, priority } of await list(reader, '/beta/deviceManagement/deviceEnrollmentConfigurations'))
          t.equal(priority, /_(Default\w*|WindowsRestore)$/.test(id) ? 0 : 1, id)
        for (const { id } of await list(reader, '/beta/deviceAppManagement/iosManagedAppProtections'))
          t.match(id, /^T_/)
      },
    )

    await t.test('each device is in the directory, and belongs to its user', async (t) => {
      const objects = await list(reader, '/beta/devices?$expand=registeredOwners')
      t.equal(objects.length, devices.length)
      for (const { azureADDeviceId, userId } of devices)
        t.match(objects.find(({ deviceId }) => deviceId === azureADDeviceId)?.['registeredOwners'], [{ id: userId }])
    })

    await t.test('what only Windows reports is of Windows devices, each of which has protection', async (t) => {
      const below = [
        'detectedMalwareState',
        'logCollectionRequests',
        'securityBaselineStates',
        'deviceHealthScriptStates',
      ]
      const found: string[] = []
      for (const { id, operatingSystem } of devices) {
        const device = `/beta/deviceManagement/managedDevices/${String(id)}`
        const isWindows = operatingSystem === 'Windows'
        const protection = await reader.get(`${device}/windowsProtectionState`)
        t.equal(protection.statusCode, isWindows ? 200 : 404, String(operatingSystem))
        if (isWindows) t.match(protection.json(), { deviceState: 'clean', malwareProtectionEnabled: true })
        for (const name of below) {
          const path = name === 'detectedMalwareState' ? `windowsProtectionState/${name}` : name
          const { value } = (await reader.get(`${device}/${path}`)).json<{ value: unknown[] }>()
          if (!isWindows) t.strictSame(value, [], `${String(operatingSystem)} ${name}`)
          else if (value.length > 0) found.push(name)
        }
      }
      t.strictSame([...new Set(found)].sort(), [...below].sort())
      const scripts = '/beta/deviceManagement/deviceManagementScripts?$expand=deviceRunStates($expand=managedDevice)'
      const { value } = (await reader.get(scripts)).json<{
        value: { deviceRunStates: { managedDevice?: unknown }[] }[]
      }>()
      const ran = value.flatMap(({ deviceRunStates }) =>
        deviceRunStates.map(({ managedDevice }) => managedDevice ?? []),
      )
      t.match(ran.flat(), [{ operatingSystem: 'Windows' }], 'and so is the first run of a script')
    })

    await t.test('what is counted is the same alone, expanded and in a list', async (t) => {
      const scope = { switches: { computeSummaries: true }, life: undefined } as unknown as CountingScope
      const counted = model.resources.filter(
        (resource) => resource.parent?.kind === 'navigation' && rulesOf(resource).counts?.(scope) === true,
      )
      const below = counted.filter(({ parent }) => parent?.parent?.many === false && parent.many)
      t.ok(below.length > 8, `${below.length} kinds`)
      for (const { name, parent } of below) {
        const set = `/beta/${parent?.path}`
        const listed = (await reader.get(`${set}?$top=3&$expand=${name}`)).json().value as Record<string, unknown>[]
        t.ok(listed.length > 0, set)
        for (const item of listed) {
          const { '@odata.context': _context, ...alone } = (
            await reader.get(`${set}/${String(item['id'])}/${name}`)
          ).json()
          const sameTime = (value: object) => ({ ...value, lastUpdateDateTime: undefined })
          t.same(sameTime(item[name] as object), sameTime(alone), `${set} ${name} in a list`)
          const one = (await reader.get(`${set}/${String(item['id'])}?$expand=${name}`)).json()
          t.same(sameTime(one[name]), sameTime(alone), `${set} ${name} of one`)
        }
      }
    })

    await t.test('refers to nothing that is not there', async (t) => {
      const ids = new Set(Object.values(found).flatMap((items) => items.map(({ id }) => id)))
      for (const configuration of configurations) {
        for (const app of configuration['targetedMobileApps'] as string[]) t.ok(ids.has(app))
        for (const tag of configuration['roleScopeTagIds'] as string[]) t.ok(ids.has(tag))
        for (const { id, target } of found[`${configuration.id}/assignments`] ?? []) {
          const { groupId, deviceAndAppManagementAssignmentFilterId: filter } = target as Record<string, string | null>
          t.ok(id.startsWith(`${configuration.id}_`))
          if (typeof groupId === 'string') t.ok(ids.has(groupId))
          if (typeof filter === 'string') t.ok(ids.has(filter))
        }
      }
      for (const device of devices) {
        const user = users.find(({ id }) => id === device['userId'])
        t.match(device, { userPrincipalName: user?.['userPrincipalName'], userDisplayName: user?.['displayName'] })
      }
    })

    await t.test('has statuses that name their devices and users, and add up', async (t) => {
      for (const { id, version } of configurations) {
        const deviceStatuses = found[`${id}/deviceStatuses`] ?? []
        const userStatuses = found[`${id}/userStatuses`] ?? []
        for (const status of deviceStatuses) {
          const device = devices.find((one) => status.id === `${TENANT}_${id}_${one.id}`)
          t.match(status, {
            deviceDisplayName: device?.['deviceName'],
            deviceModel: device?.['model'],
            userPrincipalName: device?.['userPrincipalName'],
            userName: device?.['userDisplayName'],
            lastReportedDateTime: device?.['lastSyncDateTime'],
          })
        }
        for (const status of userStatuses) {
          const user = users.find((one) => status.id === `${TENANT}_${id}_${one.id}`)
          const own = deviceStatuses.filter(
            ({ userPrincipalName }) => userPrincipalName === user?.['userPrincipalName'],
          )
          t.match(status, { userDisplayName: user?.['displayName'], devicesCount: own.length })
          t.ok(own.some((one) => one['status'] === status['status']))
          t.ok(own.some((one) => one['lastReportedDateTime'] === status['lastReportedDateTime']))
        }
        t.equal(
          userStatuses.reduce((sum, status) => sum + Number(status['devicesCount']), 0),
          deviceStatuses.length,
        )
        for (const [name, statuses] of [
          ['deviceStatusSummary', deviceStatuses],
          ['userStatusSummary', userStatuses],
        ] as const) {
          const summary = (await reader.get(`${CONFIGURATIONS}/${id}/${name}`)).json<Item>()
          t.match(summary, { id: `${TENANT}_${id}`, configurationVersion: version })
          const counts: Record<string, number> = {}
          for (const count of new Set(Object.values(COUNTED_AS))) counts[count] = 0
          for (const { status } of statuses)
            counts[COUNTED_AS[String(status)] ?? ''] = (counts[COUNTED_AS[String(status)] ?? ''] ?? 0) + 1
          t.match(summary, counts)
        }
      }
    })

    await t.test('looks as if a client had made it', async (t) => {
      const sets = model.resources.filter(
        (resource) =>
          resource.many &&
          resource.creatable &&
          resource.kind !== 'entitySet' &&
          resource.layout === 'document' &&
          !isWithinAnItem(resource) &&
          /^device(AppM|M)anagement\/(?!monitoring|virtualEndpoint)/.test(resource.path),
      )
      t.ok(sets.length > 60, `${sets.length} sets`)
      for (const { path } of sets) {
        const url = `/beta/${path}`
        const [first] = await list(reader, `${url}?$top=1`)
        const item = (await reader.get(`${url}/${first?.id}`)).json<Item>()
        const body = Object.entries(item).filter(
          ([name, value]) => value !== null && name !== 'id' && name !== '@odata.context',
        )
        const made = await admin.post(url, Object.fromEntries(body))
        if (path in REFUSED) {
          t.match(made.json(), { error: { message: REFUSED[path] } }, path)
          continue
        }
        t.equal(made.statusCode, 201, `${path}: ${made.body}`)
        const others = Object.entries(made.json<Item>())
          .filter(([name, value]) => !VARIES.test(name) && JSON.stringify(value) !== JSON.stringify(item[name]))
          .map(([name]) => `${path}/${name}`)
          .filter((name) => !TOLD_BY_THE_SERVICE.test(name))
        t.strictSame(others, [], path)
        await admin.delete(`${url}/${made.json<Item>().id}`)
      }
    })

    await t.test('can be worked with like any other', async (t) => {
      const { id } = configurations.find((one) => String(one['@odata.type']).includes('android')) as Item
      const body = { '@odata.type': '#microsoft.graph.androidManagedStoreAppConfiguration', description: 'Ours now' }
      t.equal((await admin.patch(`${CONFIGURATIONS}/${id}`, body)).statusCode, 200)
      t.equal((await admin.delete(`${CONFIGURATIONS}/${id}`)).statusCode, 204)
      const [first] = users as [Item]
      const name = String(first['userPrincipalName'])
      t.match((await reader.get(`/v1.0/users/${name}`)).json(), { id: first.id })
    })

    await t.test('is the same on every database', async (t) => {
      const text = JSON.stringify(found)
      const [other = text] = seen.values()
      seen.set(store.database.provider, text)
      t.equal(text, other)
    })
  })
})

test('the same seed gives the same bytes, another seed others, and a broken run is finished by the next', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { store } = emulator
    await seed(emulator)
    const first = await snapshot(store, TENANT)
    await seed(emulator)
    t.equal(await snapshot(store, TENANT), first, 'a second run adds nothing')
    const { admin } = emulator
    const [lost] = await list(admin, CONFIGURATIONS)
    await admin.delete(`${CONFIGURATIONS}/${lost?.id}`)
    t.not(await snapshot(store, TENANT), first)
    await seed(emulator)
    t.equal(await snapshot(store, TENANT), first, 'what was missing is back, with all below it')
  })
})

test('only a tenant that nobody has touched is seeded, and only once', async (t) => {
  await forEachEmulator(t, async (t, { store, admin }) => {
    const tenant = { id: TENANT, defaultDomain: DOMAIN }
    const onProgress = (): void => {
      throw new Error('the power went')
    }
    await t.rejects(seedOnce(store, tenant, { ...SMALL, onProgress }), { message: 'the power went' })
    t.match(await seedOnce(store, tenant, { ...SMALL, asOf: Date.now() }), { outcome: 'seeded', rows: Number })
    const devices = await list(admin, '/beta/deviceManagement/managedDevices')
    t.ok(
      devices.every(({ lastSyncDateTime }) => Date.parse(String(lastSyncDateTime)) <= SMALL.asOf),
      'a run that is finished later ends when it began',
    )
    t.strictSame(await seedOnce(store, tenant, SMALL), { outcome: 'there' })
    t.strictSame(await seedOnce(store, tenant, { ...SMALL, seed: 2 }), { outcome: 'touched' })
    const [first] = await list(admin, CONFIGURATIONS)
    await admin.delete(`${CONFIGURATIONS}/${first?.id}`)
    t.strictSame(await seedOnce(store, tenant, SMALL), { outcome: 'there' }, 'what was deleted stays deleted')
  })
})

test("users and groups of a person's own are no reason against a seed, and an emptied tenant takes another", async (t) => {
  await forEachEmulator(t, async (t, { store, admin }) => {
    const tenant = { id: TENANT, defaultDomain: DOMAIN }
    const mara = {
      accountEnabled: true,
      displayName: 'Mara',
      mailNickname: 'mara',
      userPrincipalName: `mara@${DOMAIN}`,
    }
    const user = { ...mara, passwordProfile: { password: 'Wander-7-Lampe' } }
    t.equal((await admin.post('/v1.0/users', user)).statusCode, 201)
    const group = { displayName: 'Mine', mailEnabled: false, mailNickname: 'mine', securityEnabled: true }
    t.equal((await admin.post('/v1.0/groups', group)).statusCode, 201)
    t.match(await seedOnce(store, tenant, SMALL), { outcome: 'seeded' })
    t.equal((await list(admin, '/v1.0/users')).length, 13)
    await store.database.write(() => resetTenant(model, store.database, TENANT))
    t.match(await seedOnce(store, tenant, SMALL), { outcome: 'seeded' }, 'the same again')
    t.equal((await list(admin, CONFIGURATIONS)).length, 9)
    await store.database.write(() => resetTenant(model, store.database, TENANT, { people: true }))
    t.match(await seedOnce(store, tenant, { ...SMALL, seed: 2 }), { outcome: 'seeded' }, 'or another one')
  })
})
