/**
 * `npm run bench:life`: a tenant that lives, through a simulated day, the change of one group, and all calculated anew. Numbers of
 * devices, one after the other, as arguments; `--preset`, `--postgresql`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { randomId, systemClock } from '../src/clock.js'
import { model } from '../src/entities/index.js'
import { complete } from '../src/model/payload.js'
import type { Entity } from '../src/model/payload.js'
import { lifeEvent } from '../src/services/life/events.js'
import { loadWorld } from '../src/services/life/load-world.js'
import { Life } from '../src/services/life/life.js'
import type { Preset } from '../src/services/life/settings.js'
import { insertAll, insertValues } from '../src/store/query/bulk.js'
import { EntityStore } from '../src/store/query/entities.js'
import { run } from '../src/store/work.js'
import type { Work } from '../src/store/work.js'
import { openStore } from '../src/store/store.js'
import type { Store } from '../src/store/store.js'
import { createDatabase, startPostgres } from '../test/harness/postgres.js'
import { guid, TENANT } from './data.js'

const POLICIES = 500
const GROUPS = 49
const START = Date.UTC(2026, 2, 2, 8)
const HOUR = 3_600_000
const WRITTEN = '2026-01-01T00:00:00Z'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: 'string', default: 'live' },
    postgresql: { type: 'boolean', default: false },
    hours: { type: 'string', default: '24' },
  },
})

const say = (text: string): void => void process.stdout.write(`${text}\n`)
/** Seconds that have passed, and those that the processor worked: of a busy machine only these tell something. */
const seconds = ({ at, used }: Since): string => {
  const { user, system } = process.cpuUsage(used)
  return `${((performance.now() - at) / 1000).toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of work)`
}

interface Since {
  readonly at: number
  readonly used: NodeJS.CpuUsage
}

const now = (): Since => ({ at: performance.now(), used: process.cpuUsage() })
const memory = (): string => `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`

/**
 * How long the thread that serves is kept by one thing: by the clock, which other processes make longer, and by its work. A timer
 * looks in between.
 */
class Turns {
  readonly #waits: number[] = []
  readonly #works: number[] = []
  readonly #timer: NodeJS.Timeout
  #last = now()

  constructor() {
    this.#timer = setInterval(() => {
      const { user, system } = process.cpuUsage(this.#last.used)
      this.#waits.push(performance.now() - this.#last.at)
      this.#works.push((user + system) / 1000)
      this.#last = now()
    }, 1)
  }

  end(): { readonly wait: string; readonly work: string } {
    clearInterval(this.#timer)
    return { wait: inWords(this.#waits), work: inWords(this.#works) }
  }
}

function inWords(milliseconds: number[]): string {
  const sorted = milliseconds.sort((one, other) => one - other)
  const at = (part: number): string => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(0)
  return `${at(1)} ms at most (${at(0.999)} ms in one of 1,000 turns, ${at(0.99)} ms in one of 100)`
}

interface Made {
  readonly groups: readonly string[]
  readonly users: readonly string[]
}

/** Half as many users as devices, and 500 policies: one of fifty is for everybody, each of the others for
 * one of 49 groups, so that a device has 20. */
async function fill({ database }: Store, count: number): Promise<Made> {
  const store = new EntityStore(database.provider, TENANT)
  const users = Array.from({ length: Math.ceil(count / 2) }, (_, i) => guid(`user ${i}`))
  const groups = Array.from({ length: GROUPS }, (_, i) => guid(`group ${i}`))
  const put = async (path: string, entities: readonly Entity[], typeName?: string, keys: readonly string[] = []) => {
    const resource = path.split('/').at(-1) === 'assignments' ? childOf(path) : model.resourceAt(path)
    const type = resource.concreteTypes.find(({ name }) => name === typeName) ?? resource.type
    for (let from = 0; from < entities.length; from += 1000)
      await database.write(() =>
        insertAll(
          store,
          resource,
          entities
            .slice(from, from + 1000)
            .map((entity) => ({ keys, stored: { type, entity: complete(type, entity) } })),
        ),
      )
  }
  await put(
    'users',
    users.map((id, i) => ({ id, displayName: `User ${i}`, userPrincipalName: `user${i}@bench.test` })),
  )
  await put(
    'groups',
    groups.map((id, i) => ({ id, displayName: `Group ${i}`, mailNickname: `g${i}`, securityEnabled: true })),
  )
  const key = ['tenantId', 'groupId', 'memberId']
  const members = users.map((id, i) => [TENANT, groups[i % groups.length] ?? '', id, 'user'])
  await database.write(() => insertValues(store, 'groupMember', [...key, 'memberType'], key, members))
  await put(
    'deviceManagement/managedDevices',
    Array.from({ length: count }, (_, i) => ({
      id: guid(`device ${i}`),
      deviceName: `PC-${i}`,
      operatingSystem: ['iOS', 'Windows', 'macOS', 'iPadOS'][i % 4],
      osVersion: i % 4 === 1 ? '10.0.26100' : '18.1',
      model: 'Model',
      userId: users[i % users.length],
      userPrincipalName: `user${i % users.length}@bench.test`,
      userDisplayName: `User ${i % users.length}`,
      enrolledDateTime: new Date(START - 90 * 24 * HOUR - i * 60_000).toISOString(),
      lastSyncDateTime: new Date(START - HOUR).toISOString(),
      complianceState: 'unknown',
    })),
  )
  for (let i = 0; i < POLICIES; i += 1) {
    const [path, type, more] = KINDS[i % KINDS.length] as (typeof KINDS)[number]
    const id = guid(`policy ${i}`)
    await put(
      path,
      [
        {
          id,
          displayName: `Policy ${i}`,
          version: 1,
          createdDateTime: WRITTEN,
          lastModifiedDateTime: WRITTEN,
          ...more,
        },
      ],
      type,
    )
    const target =
      i % 50 === 0
        ? { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
        : { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: groups[i % groups.length] }
    await put(`${path}/assignments`, [{ id: `${id}_1`, target }], undefined, [id])
  }
  return { groups, users }
}

const KINDS = [
  ['deviceManagement/deviceConfigurations', 'windows10GeneralConfiguration', { passwordRequired: true }],
  ['deviceManagement/deviceConfigurations', 'iosGeneralDeviceConfiguration', { passcodeRequired: true }],
  ['deviceAppManagement/mobileAppConfigurations', 'iosMobileAppConfiguration', { targetedMobileApps: [guid('app')] }],
  ['deviceManagement/deviceCompliancePolicies', 'windows10CompliancePolicy', { passwordRequired: true }],
] as const

function childOf(path: string) {
  const child = model.resourceAt(path.slice(0, path.lastIndexOf('/'))).children.get('assignments')
  if (child === undefined) throw new Error(`${path} is not there`)
  return child
}

async function measure(count: number, preset: Preset, databaseUrl: string | undefined, hours: number): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'intunite-life-'))
  const options = { model, data, databaseUrl, poolSize: 5, clock: systemClock, newId: randomId }
  const store = await openStore({ ...options, onIdleError: () => undefined })
  try {
    await store.identity.ensureDevelopmentTenant({ adminSecret: 'a'.repeat(16), readerSecret: 'b'.repeat(16) })
    let began = now()
    const { groups, users } = await fill(store, count)
    say(`${count} devices, ${users.length} users, ${POLICIES} policies (${seconds(began)}), ${memory()}`)
    await store.clocks.set(TENANT, { now: START, rate: 0 })
    const life = new Life({
      store,
      byDefault: 'off',
      onFailure(error) {
        throw error
      },
    })
    began = now()
    await life.change(TENANT, { on: true, preset, fleet: 'typical' })
    say(`  switched on: ${seconds(began)}, ${memory()}`)
    began = now()
    let longest = 0
    const turns = new Turns()
    for (let hour = 0; hour < hours; hour += 1) {
      const from = performance.now()
      await store.clocks.advance(TENANT, HOUR)
      await life.settle(TENANT)
      longest = Math.max(longest, performance.now() - from)
      if (hour % 6 === 5) say(`  hour ${hour + 1}: ${seconds(began)}, ${memory()}`)
    }
    const { wait, work } = turns.end()
    say(`  ${hours} hours: ${seconds(began)}, the longest ${(longest / 1000).toFixed(2)} s, ${memory()}`)
    say(`  the thread answered nothing for ${wait}, of which it worked for ${work}`)
    await changeGroup(store, life, groups, users)
    await recalculate(store)
  } finally {
    await store.close()
    rmSync(data, { recursive: true, force: true })
  }
}

/** A user comes into a group: how long until the rows of what the group is assigned are there. */
async function changeGroup(store: Store, life: Life, groups: readonly string[], users: readonly string[]) {
  const { database } = store
  const [group = '', user = ''] = [groups[1], users[0]]
  await life.change(TENANT, { preset: 'instant' })
  const at = store.clocks.milliseconds(TENANT)
  const began = now()
  const mark = (n: number): string => (database.provider === 'sqlite' ? `?${n}` : `$${n}`)
  const event = lifeEvent(at, 'recalculation', { cause: `groups ${group}`, facts: { of: 'groups', id: group } })
  await database.write(function* (): Work<void> {
    const sql = `INSERT INTO "groupMember" ("tenantId", "groupId", "memberId", "memberType") VALUES (${[1, 2, 3, 4].map(mark).join()})`
    yield* run(sql, [TENANT, group, user, 'user'])
    yield* life.feed(TENANT, [event])
  })
  life.fed(TENANT, [event])
  await life.settle(TENANT)
  say(`  one group changed: ${seconds(began)}`)
}

/** The whole tenant is read anew, and what reaches each device is found. */
async function recalculate({ database }: Store) {
  const reader = { model, store: new EntityStore(database.provider, TENANT) }
  const began = now()
  const reached = await database.read(function* () {
    const world = yield* loadWorld(reader)
    return [...world.devices.keys()].reduce((sum, id) => sum + world.reaching(id).length, 0)
  })
  say(`  all calculated anew: ${seconds(began)}, ${reached} pairs of a device and a policy`)
}

const postgres = values.postgresql ? await startPostgres({ durable: true }) : undefined
for (const count of positionals.length === 0 ? [10_000] : positionals.map(Number))
  await measure(count, values.preset as Preset, postgres && (await createDatabase(postgres.url)), Number(values.hours))
await postgres?.stop()
