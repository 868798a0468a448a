/** Random devices, policies and histories against plain evaluations that look at everything each time (L49 to L53, L62, L65 to L69, L74 to L79). */
import fc from 'fast-check'
import t from 'tap'
import { checkIn, complianceDue } from '../../src/services/life/outcomes/check-in.js'
import type { CheckIn, OutboxLine } from '../../src/services/life/outcomes/contract.js'
import type { ComplianceStatus, DeviceComplianceState, DeviceState } from '../../src/services/life/outcomes/device.js'
import type { Configuration, Setting, Targeted } from '../../src/services/life/outcomes/policy.js'
import type { Platform } from '../../src/services/platforms.js'
import { worst } from '../../src/services/life/outcomes/worst.js'
import { sweep } from '../harness/sweep.js'
import {
  action,
  ADA,
  app,
  checkInOf,
  compliance,
  configuration,
  DAY,
  HOUR,
  moment,
  setting,
  START,
  targeted,
} from './given.js'

const RUNS = sweep(20_000, 1_000)
t.setTimeout(sweep(300_000, 30_000))

const KEYS = ['t.camera', 't.passcodeLength', 'user_x', 'device_x'] as const

const someSetting: fc.Arbitrary<Setting> = fc
  .tuple(fc.constantFrom(...KEYS), fc.constantFrom('1', '2'))
  .map(([key, value]) =>
    setting(key, value, { slot: key.replace(/^(user|device)_/, ''), ofUser: key.startsWith('user_') }),
  )

const someConfigurations: fc.Arbitrary<readonly Targeted<Configuration>[]> = fc
  .array(
    fc.record({
      settings: fc.uniqueArray(someSetting, { maxLength: 4, selector: ({ key }) => key }),
      platforms: fc.constantFrom<readonly Platform[]>([], ['windows'], ['iOS']),
      filter: fc.constantFrom('applies' as const, 'applies' as const, 'filtered' as const, 'notEvaluated' as const),
    }),
    { maxLength: 5 },
  )
  .map((all) =>
    all.map(({ settings, platforms, filter }, i) =>
      targeted(configuration(`p${i}`, settings, { platforms }), { filter }),
    ),
  )

const STATES = ['compliant', 'remediated', 'nonCompliant', 'error', 'conflict', 'notApplicable'] as const

const someTruth: fc.Arbitrary<CheckIn['truth']> = fc.record({
  settings: fc.dictionary(
    fc.constantFrom(...KEYS),
    fc.constantFrom(...STATES).map((outcome) => ({ outcome })),
    {
      maxKeys: 2,
    },
  ),
})

/** What a policy shows: each setting is looked at beside all settings of all policies that apply. */
function plainStatus(
  { policy, filter }: Targeted<Configuration>,
  all: readonly Targeted<Configuration>[],
  { truth, device, user }: CheckIn,
): ComplianceStatus {
  const applies = (each: Targeted<Configuration>): boolean =>
    each.filter === 'applies' &&
    (each.policy.platforms.length === 0 || each.policy.platforms.includes(device.platform)) &&
    (user !== undefined || each.policy.settings.length === 0 || each.policy.settings.some(({ ofUser }) => !ofUser))
  if (filter === 'notEvaluated') return 'unknown'
  if (!applies({ policy, filter, byUser: true })) return 'notApplicable'
  if (policy.settings.length === 0) return 'compliant'
  return worst(
    policy.settings.map(({ key, slot, value, ofUser }): ComplianceStatus => {
      if (ofUser && user === undefined) return 'notApplicable'
      const rivals = all
        .filter(applies)
        .flatMap((each) => each.policy.settings)
        .filter((each) => each.slot === slot && (user !== undefined || !each.ofUser))
      const isOutdone = !ofUser && rivals.some((each) => each.ofUser)
      if (!isOutdone && rivals.some((each) => each.ofUser === ofUser && each.value !== value)) return 'conflict'
      const stated = (truth.settings?.[key]?.outcome ?? 'compliant') as ComplianceStatus
      return stated === 'nonCompliant' && key.includes('passcode') && device.platform !== 'linux'
        ? 'remediated'
        : stated
    }),
  )
}

t.test(`L49 to L52, L62: ${RUNS} random devices report what a plain evaluation says`, async () => {
  fc.assert(
    fc.property(
      someConfigurations,
      someTruth,
      fc.boolean(),
      fc.constantFrom<Platform>('windows', 'linux'),
      someConfigurations,
      (policies, truth, hasUser, platform, earlier) => {
        const device = { ...moment().device, platform }
        const before = checkIn(checkInOf(earlier, { device }))
        const given = checkInOf(policies, { truth, device, user: hasUser ? ADA : undefined })
        const { rows, state } = checkIn({ ...given, former: before.state })
        const fresh = checkIn(given)
        for (const each of policies) {
          const expected = plainStatus(each, policies, given)
          const row = rows.find(({ policyId }) => policyId === each.policy.id)
          const kept = before.state.policies?.[each.policy.id]?.s
          if (row?.status !== (expected === 'unknown' ? (kept ?? expected) : expected)) return false
          if (expected !== 'unknown' && state.policies?.[each.policy.id]?.s !== expected) return false
        }
        return (
          JSON.stringify(fresh.rows.map(({ status }) => status)) ===
          JSON.stringify(policies.map((each) => plainStatus(each, policies, given)))
        )
      },
    ),
    { numRuns: RUNS },
  )
})

interface Step {
  readonly hours: number
  /** Undefined: time alone passes. */
  readonly outcome: 'compliant' | 'nonCompliant' | 'error' | 'conflict' | undefined
}

const someSteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    hours: fc.constantFrom(1, 5, 24, 80, 170, 400),
    outcome: fc.constantFrom('compliant', 'nonCompliant', 'error', 'conflict', undefined, undefined),
  }),
  { minLength: 1, maxLength: 12 },
)

const someActions = fc.subarray([action('notification', 0), action('notification', 30), action('retire', 200)])

interface Seen {
  readonly state: unknown
  readonly outbox: readonly OutboxLine[]
}

/** What a device is said to be at each step, and what was sent; `looks` are further moments at which the rules are read. */
function course(steps: readonly Step[], hours: number, actions: ReturnType<typeof action>[], looks: boolean): Seen[] {
  const policy = compliance('policy', [action('block', hours), ...actions])
  let former: DeviceState = {}
  let [now, lastContact, next] = [START, START, Infinity]
  let complianceState: DeviceComplianceState = 'unknown'
  const at = (time: number, outcome: Step['outcome']) => {
    const device = { ...moment().device, lastContact, complianceState }
    const truth = outcome === undefined ? {} : { policies: { policy: { outcome } } }
    const given = checkInOf([policy], { now: time, former, device, truth })
    const outcomes = outcome === undefined ? complianceDue(given, given.targeted) : checkIn(given)
    former = JSON.parse(JSON.stringify(outcomes.state)) as DeviceState
    complianceState = outcomes.device['complianceState'] as DeviceComplianceState
    next = outcomes.followUps[0]?.at ?? Infinity
    if (outcome !== undefined) lastContact = time
    return outcomes.outbox
  }
  at(now, 'compliant')
  return steps.map(({ hours: passing, outcome }) => {
    const outbox: OutboxLine[] = []
    now += passing * HOUR
    while (looks && next < now) outbox.push(...at(next, undefined))
    outbox.push(...at(now, outcome))
    return { state: complianceState, outbox }
  })
}

/** The same by the words of the rules, from the times at which the device turned bad and good. */
function plainCourse(steps: readonly Step[], hours: number): unknown[] {
  let now = START
  let [since, errs]: (number | undefined)[] = [undefined, undefined]
  let [last, contact, state]: [string, number, unknown] = ['compliant', START, 'compliant']
  return steps.map(({ hours: passing, outcome }) => {
    now += passing * HOUR
    const hasLasted = last === 'error' && errs !== undefined && now >= errs + 7 * DAY
    const badSince = since ?? (hasLasted ? (errs ?? 0) + 7 * DAY : undefined)
    if (outcome === 'compliant') [since, errs] = [undefined, undefined]
    if (outcome === 'nonCompliant' || outcome === 'conflict') [since, errs] = [badSince ?? now, undefined]
    if (outcome === 'error' && last !== 'error') errs = now
    if (outcome !== undefined) [last, contact] = [outcome, now]
    const own = (): unknown => {
      if (last === 'compliant') return 'compliant'
      if (last === 'error' && now < (errs ?? 0) + 7 * DAY) return state
      const from = since ?? (errs ?? 0) + 7 * DAY
      if (now < from + hours * HOUR) return 'inGracePeriod'
      return last === 'conflict' ? 'conflict' : 'noncompliant'
    }
    const isSilent = now >= contact + 30 * DAY
    const order = ['conflict', 'noncompliant', 'inGracePeriod', 'compliant']
    const states = [own(), isSilent ? 'noncompliant' : 'compliant']
    state = order.find((each) => states.includes(each))
    return state
  })
}

t.test(`L74 to L79: ${RUNS} random histories are judged as a plain evaluation judges them`, async () => {
  fc.assert(
    fc.property(someSteps, fc.constantFrom(0, 24, 72), someActions, (steps, hours, actions) => {
      const found = course(steps, hours, actions, false).map(({ state }) => state)
      return JSON.stringify(found) === JSON.stringify(plainCourse(steps, hours))
    }),
    { numRuns: RUNS },
  )
})

t.test(`L4, L77: what is sent does not depend on how often the rules are read (${RUNS} histories)`, async () => {
  const noErrors = someSteps.map((steps) => steps.filter(({ outcome }) => outcome !== 'error'))
  fc.assert(
    fc.property(noErrors, fc.constantFrom(0, 24, 72), someActions, (steps, hours, actions) => {
      const [seldom, often] = [false, true].map((looks) => course(steps, hours, actions, looks))
      // A device that turns good before anybody has looked was told nothing; one that was looked at was.
      const lines = (seen: readonly Seen[] = []) =>
        seen.flatMap(({ outbox }) => outbox.map(({ type, at }) => `${type} ${at}`))
      const [few, many] = [lines(seldom), lines(often)]
      return (
        few.every((line) => many.includes(line)) &&
        new Set(many).size === many.length &&
        JSON.stringify(seldom?.map(({ state }) => state)) === JSON.stringify(often?.map(({ state }) => state))
      )
    }),
    { numRuns: RUNS },
  )
})

type Target = 'required' | 'available' | 'uninstall' | 'filtered' | 'untargeted' | 'removesRequired'

const someTargets = fc.array(
  fc.record({
    target: fc.constantFrom<Target>('required', 'available', 'uninstall', 'filtered', 'untargeted', 'removesRequired'),
    takes: fc.constantFrom('installed', 'failed', 'uninstallFailed'),
    version: fc.constantFrom('1.0', '2.0'),
  }),
  { minLength: 1, maxLength: 8 },
)

t.test(`L65 to L69: ${RUNS} random histories of an app end as a plain evaluation says`, async () => {
  fc.assert(
    fc.property(someTargets, (steps) => {
      let former: DeviceState = {}
      let has: { version: string; by: string } | undefined
      for (const { target, takes, version } of steps) {
        const policy = app('mail', { appVersion: version })
        const intent = target === 'filtered' || target === 'removesRequired' ? 'available' : target
        const filter = target === 'filtered' ? 'filtered' : 'applies'
        const list =
          intent === 'untargeted'
            ? []
            : [targeted(policy, { intents: [{ intent, filter }], removesRequired: target === 'removesRequired' })]
        const given = checkInOf(list, {
          former,
          truth: { apps: { mail: { outcome: takes } } },
          delays: { appInstall: 0, leave: 0 },
        })
        const outcomes = checkIn(given)
        former = outcomes.state
        const isWanted = target === 'required' && (has?.version !== version || has.by !== 'required')
        if (isWanted && (takes !== 'failed' || has?.version === version)) has = { version, by: 'required' }
        else if (target === 'required' && has !== undefined) has = { ...has, by: 'required' }
        const isRemoved = target === 'uninstall' || (target === 'removesRequired' && has?.by === 'required')
        if (isRemoved && takes !== 'uninstallFailed') has = undefined
        const found = former.apps?.['mail']?.v
        if (found !== has?.version) return false
        const states: Readonly<Partial<Record<string, string>>> = Object.fromEntries(
          outcomes.apps.map(({ appId, state }) => [appId, state]),
        )
        if (target === 'required' && states['mail'] === 'installed' && has?.version !== version) return false
        if (target === 'filtered' && has === undefined && states['mail'] !== 'notApplicable') return false
      }
      return true
    }),
    { numRuns: RUNS },
  )
})
