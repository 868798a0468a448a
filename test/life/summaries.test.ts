/**
 * The promise of summaries: whatever happens in a tenant, every summary equals the count over its rows at the time of its
 * aggregation, and stays as it is until the next one (L58 to L60).
 */
import fc from 'fast-check'
import t from 'tap'
import { WORST_FIRST } from '../../src/services/life/outcomes/worst.js'
import { readMemories, writeMemories } from '../../src/services/life/memory.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { ALL_DEVICES, ALL_USERS, CONFIGURATIONS as APPS, LIVING, livingTenant, toGroup } from './living.js'
import type { Json, LivingTenant } from './living.js'

const TYPED = 'deviceManagement/deviceConfigurations'
const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'
const SETS = [APPS, TYPED, COMPLIANCE] as const

const COUNTS: Readonly<Record<string, readonly string[]>> = {
  pendingCount: ['unknown'],
  notApplicableCount: ['notApplicable'],
  successCount: ['compliant', 'remediated'],
  errorCount: ['error'],
  failedCount: ['nonCompliant'],
  conflictCount: ['conflict'],
}

/** What a device makes of a policy, as tests state it. */
const OUTCOMES = ['compliant', 'remediated', 'nonCompliant', 'error', 'conflict', 'notApplicable'] as const

const step = fc.oneof(
  fc.record({ does: fc.constant('enrol'), user: fc.nat(2), system: fc.constantFrom('iOS', 'Windows', 'Android') }),
  fc.record({ does: fc.constant('create'), set: fc.constantFrom(...SETS) }),
  fc.record({ does: fc.constant('assign'), policy: fc.nat(3), target: fc.nat(3) }),
  fc.record({
    does: fc.constant('state'),
    device: fc.nat(5),
    policy: fc.nat(3),
    outcome: fc.constantFrom(...OUTCOMES),
  }),
  fc.record({ does: fc.constant('join'), device: fc.nat(5) }),
  fc.record({ does: fc.constant('remove'), device: fc.nat(5) }),
  fc.record({ does: fc.constant('wait'), minutes: fc.constantFrom(1, 20, 70, 600) }),
)
type Step = Json

/** A bit of everything. */
const EXAMPLE: Step[] = [
  { does: 'enrol', user: 0, system: 'iOS' },
  { does: 'enrol', user: 0, system: 'iOS' },
  { does: 'enrol', user: 1, system: 'Windows' },
  { does: 'create', set: APPS },
  { does: 'create', set: TYPED },
  { does: 'state', device: 0, policy: 0, outcome: 'error' },
  { does: 'assign', policy: 0, target: 1 },
  { does: 'assign', policy: 1, target: 2 },
  { does: 'wait', minutes: 70 },
  { does: 'state', device: 1, policy: 0, outcome: 'nonCompliant' },
  { does: 'wait', minutes: 600 },
  { does: 'remove', device: 0 },
  { does: 'assign', policy: 1, target: 0 },
  { does: 'wait', minutes: 600 },
]

interface Policy {
  readonly set: string
  readonly id: string
}

class History {
  readonly #emulator: Emulator
  readonly #tenant: LivingTenant
  readonly #atOnce: boolean
  readonly #users: string[] = []
  readonly #devices: string[] = []
  readonly #policies: Policy[] = []
  #group = ''
  /** What each summary showed when it was last aggregated. */
  readonly #aggregated = new Map<string, Json>()

  constructor(emulator: Emulator, tenant: LivingTenant, atOnce: boolean) {
    this.#emulator = emulator
    this.#tenant = tenant
    this.#atOnce = atOnce
  }

  async begin(): Promise<void> {
    for (const name of ['ada', 'bea', 'cy']) this.#users.push(await this.#tenant.user(`${name}${serial()}`))
    this.#group = await this.#tenant.group(`ring${serial()}`, [['users', this.#users[0] ?? '']])
  }

  /** Leaves nothing behind. */
  async end(): Promise<void> {
    const { admin } = this.#tenant
    for (const { set, id } of this.#policies) await admin.delete(`/beta/${set}/${id}`)
    for (const id of this.#devices) await admin.delete(`/beta/deviceManagement/managedDevices/${id}`)
    for (const id of this.#users) await admin.delete(`/v1.0/users/${id}`)
  }

  async take(step: Step): Promise<void> {
    const { admin } = this.#tenant
    const device = this.#devices[step['device'] % Math.max(1, this.#devices.length)]
    const policy = this.#policies[step['policy'] % Math.max(1, this.#policies.length)]
    if (step['does'] === 'enrol') {
      const userId = this.#users[step['user']]
      this.#devices.push(await this.#tenant.device('LF', { userId, operatingSystem: step['system'] }))
    } else if (step['does'] === 'create') this.#policies.push({ set: step['set'], id: await this.#create(step['set']) })
    else if (step['does'] === 'wait') await this.advance(step['minutes'])
    else if (step['does'] === 'assign' && policy !== undefined) {
      const targets = [[], [ALL_USERS], [ALL_DEVICES], [toGroup(this.#group)]][step['target']] ?? []
      await this.#tenant.assign(policy.set, policy.id, targets)
    } else if (step['does'] === 'state' && device !== undefined && policy !== undefined)
      await this.#state(device, policy.id, step['outcome'])
    else if (step['does'] === 'join') {
      const user = this.#users[step['device'] % this.#users.length]
      await admin.post(`/v1.0/groups/${this.#group}/members/$ref`, {
        '@odata.id': `https://graph.microsoft.com/v1.0/users/${user}`,
      })
    } else if (step['does'] === 'remove' && device !== undefined) {
      await admin.delete(`/beta/deviceManagement/managedDevices/${device}`)
      this.#devices.splice(this.#devices.indexOf(device), 1)
    }
    await this.#tenant.ask('POST', '/life/settle')
  }

  async #create(set: string): Promise<string> {
    if (set === APPS) return this.#tenant.configuration(`LF ${serial()}`)
    const displayName = `LF ${serial()}`
    if (set === TYPED)
      return this.#tenant.create(set, { '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration', displayName })
    return this.#tenant.create(set, {
      '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
      displayName,
      scheduledActionsForRule: [
        { ruleName: 'r', scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 24 }] },
      ],
    })
  }

  async #state(device: string, policy: string, outcome: string): Promise<void> {
    const { database } = this.#emulator.store
    await database.write(function* () {
      const memory = (yield* readMemories(database, TENANT, [device])).get(device) ?? {}
      const policies = { ...memory.truth?.policies, [policy]: { outcome } }
      yield* writeMemories(database, TENANT, [[device, { ...memory, truth: { policies } }]])
    })
  }

  /** Stops at each aggregation on the way: what happens in a step is aggregated after it. */
  async advance(minutes: number): Promise<void> {
    for (let left = minutes * 60_000; left > 0;) {
      const step = this.#atOnce ? left : Math.min(left, 55 * 60_000, (await this.#untilAggregation()) || Infinity)
      await this.#tenant.advance(`PT${step / 1000}S`)
      left -= step
      if (left > 0) await this.check()
    }
  }

  async #untilAggregation(): Promise<number> {
    const [next] = await this.#aggregations()
    const { now } = await this.#tenant.ask('GET', '/clock')
    return next === undefined ? Infinity : Date.parse(next['at'] as string) - Date.parse(now as string)
  }

  async check(): Promise<void> {
    const { now } = await this.#tenant.ask('GET', '/clock')
    for (const { set, id } of this.#policies)
      for (const who of ['device', 'user']) {
        const path = `${set}/${id}/${who}Status${set === APPS ? 'Summary' : 'Overview'}`
        const rows = await this.#tenant.list(`${set}/${id}/${who}Statuses`)
        const counted = Object.fromEntries(
          Object.entries(COUNTS).map(([name, states]) => [
            name,
            rows.filter(({ status }) => states.includes(status as string)).length,
          ]),
        )
        const summary = await this.#tenant.get(path)
        const shown = Object.fromEntries(Object.keys(COUNTS).map((name) => [name, summary[name] as number]))
        const isNow =
          this.#atOnce || Math.floor(Date.parse(now) / 1000) === Date.parse(summary['lastUpdateDateTime']) / 1000
        const isStored = isNow && (this.#atOnce || (await this.#isAggregated(id, rows, summary)))
        if (isStored) this.#aggregated.set(path, counted)
        const wanted = this.#aggregated.get(path) ?? Object.fromEntries(Object.keys(COUNTS).map((name) => [name, 0]))
        const seen = JSON.stringify({ path, rows: rows.map(({ id, status }) => [id, status]), summary })
        if (JSON.stringify(shown) !== JSON.stringify(wanted)) throw new Error(`${JSON.stringify(wanted)}: ${seen}`)
        // L60
        const sum = Object.values(shown).reduce((all, count) => all + count, 0)
        if (isStored && sum !== rows.length) throw new Error(`the counts do not sum to ${rows.length}: ${seen}`)
      }
  }

  /** The numbers of the tenant: each device, and each user, once in the worst of its states. */
  async checkTenant(): Promise<void> {
    // The clock was set back since the last history: its aggregations are to come.
    if (!this.#atOnce)
      for (let left = await this.#untilAggregation(); left < Infinity; left = await this.#untilAggregation())
        await this.#tenant.advance(`PT${left / 1000}S`)
    for (const [who, name] of [
      ['Device', 'deviceConfigurationDeviceStateSummaries'],
      ['User', 'deviceConfigurationUserStateSummaries'],
    ] as const) {
      const found = new Map<string, string[]>()
      for (const { set, id } of this.#policies)
        if (set === TYPED)
          for (const row of await this.#tenant.list(`${set}/${id}/${who.toLowerCase()}Statuses`)) {
            const subject = (row['id'] as string).slice(-36)
            found.set(subject, [...(found.get(subject) ?? []), row['status'] as string])
          }
      const wanted = Object.fromEntries(WORST_FIRST.map((status) => [`${status}${who}Count`, 0]))
      for (const statuses of found.values())
        wanted[`${WORST_FIRST.find((status) => statuses.includes(status)) ?? ''}${who}Count`]! += 1
      const shown = await this.#tenant.get(`deviceManagement/${name}`)
      for (const [member, count] of Object.entries(wanted))
        if (shown[member] !== count) throw new Error(`${member} is not ${count}: ${JSON.stringify([shown, ...found])}`)
    }
  }

  /**
   * One with nothing behind it has the time of the request, and no version: it is that of the last aggregation where none is
   * to come.
   */
  async #isAggregated(id: string, rows: readonly Json[], { configurationVersion, ...summary }: Json): Promise<boolean> {
    const sum = Object.keys(COUNTS).reduce((all, name) => all + (summary[name] as number), 0)
    if (configurationVersion > 0 || sum > 0) return true
    return rows.length === 0 && !(await this.#aggregations()).some(({ policy }) => policy === id)
  }

  async #aggregations(): Promise<Json[]> {
    const { value } = await this.#tenant.ask('GET', '/life/queue?top=1000')
    return (value as Json[]).filter(({ kind }) => kind === 'aggregation')
  }
}

let serials = 0
function serial(): number {
  return (serials += 1)
}

for (const [preset, life] of [
  ['at once', { preset: 'instant' }],
  [
    'an hour later',
    { preset: 'instant', checkIns: 'scheduled', delays: { aggregation: 'PT1H', notification: 'PT2M' } },
  ],
] as const)
  await t.test(`every summary is the count of its rows, ${preset}`, async (t) => {
    await forEachEmulator(
      t,
      async (t, emulator) => {
        await fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
            const history = new History(emulator, await livingTenant(emulator, life), preset === 'at once')
            await history.begin()
            for (const each of steps) {
              await history.take(each)
              await history.check()
            }
            await history.advance(600)
            await history.check()
            await history.checkTenant()
            await history.end()
          }),
          { numRuns: 2, examples: [[EXAMPLE]], endOnFailure: true },
        )
        t.same(emulator.errors, [])
      },
      LIVING,
    )
  })
