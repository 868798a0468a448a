/** Compliance of a device over time: built-in rules, grace to the minute, scheduled actions, errors, silence (L73 to L80). */
import t from 'tap'
import { checkIn, complianceDue } from '../../src/services/life/outcomes/check-in.js'
import { BUILT_IN_RULES, NO_GRACE } from '../../src/services/life/outcomes/compliance.js'
import type { CheckIn, Outcomes } from '../../src/services/life/outcomes/contract.js'
import type { DeviceComplianceState, DeviceState } from '../../src/services/life/outcomes/device.js'
import type { Policy } from '../../src/services/life/outcomes/policy.js'
import { worstOfDevice } from '../../src/services/life/outcomes/worst.js'
import { action, ADA, checkInOf, compliance, DAY, HOUR, moment, outcomesOf, setting, START, statuses } from './given.js'

const MINUTE = 60_000
const BAD = { policies: { policy: { outcome: 'nonCompliant' } } }
const ERROR = { policies: { policy: { outcome: 'error' } } }

/** A device through time: each step is at a time, by a check-in or without one, and goes on from the one before. */
class Course {
  readonly #policies: readonly Policy[]
  #former: DeviceState = {}
  #lastContact = START
  #state: DeviceComplianceState = 'unknown'

  constructor(...policies: readonly Policy[]) {
    this.#policies = policies
  }

  checkIn(now: number, truth: CheckIn['truth'] = {}, more: Partial<CheckIn> = {}): Outcomes {
    const given = this.#given(now, truth, more)
    const outcomes = checkIn(given)
    this.#lastContact = now
    this.#follow(outcomes)
    return outcomes
  }

  wait(now: number, more: Partial<CheckIn> = {}): ReturnType<typeof complianceDue> {
    const given = this.#given(now, {}, more)
    const outcomes = complianceDue(given, given.targeted)
    this.#follow(outcomes)
    return outcomes
  }

  #given(now: number, truth: CheckIn['truth'], more: Partial<CheckIn>): CheckIn {
    const device = { ...moment().device, lastContact: this.#lastContact, complianceState: this.#state }
    return checkInOf(this.#policies, { now, truth, former: this.#former, device, ...more })
  }

  #follow({ state, device }: Pick<Outcomes, 'state' | 'device'>): void {
    this.#former = JSON.parse(JSON.stringify(state)) as DeviceState
    this.#state = device['complianceState'] as DeviceComplianceState
  }
}

const stateOf = ({ device }: Pick<Outcomes, 'device'>): unknown => device['complianceState']
const nextOf = ({ followUps }: Pick<Outcomes, 'followUps'>): unknown =>
  followUps.find(({ kind }) => kind === 'compliance')?.at

t.test('L73: the built-in rules', async (t) => {
  const [assigned, contact, existence] = BUILT_IN_RULES
  const rules = (policies: readonly Policy[], given: Partial<CheckIn> = {}) => {
    const { builtIn, device } = outcomesOf(policies, given)
    return [Object.fromEntries(builtIn.map(({ key, status }) => [key, status])), device['complianceState']]
  }
  const tenant = { secureByDefault: true, contactThresholdDays: 30 }
  t.same(rules([]), [{ [contact]: 'compliant', [existence]: 'compliant' }, 'compliant'])
  t.same(rules([], { tenant }), [
    { [assigned]: 'nonCompliant', [contact]: 'compliant', [existence]: 'compliant' },
    'noncompliant',
  ])
  t.same(rules([compliance('policy')], { tenant })[1], 'compliant')
  const other = compliance('policy', undefined, { platforms: ['iOS'] })
  t.same(rules([other], { tenant })[1], 'noncompliant', 'a policy for another platform is none')
  t.same(rules([], { user: { ...ADA, isLicensed: false } })[1], 'noncompliant', 'the user lost the licence')
  t.same(rules([], { user: undefined })[1], 'noncompliant', 'the user who enrolled it is gone')
  const { enrolledBy: _, ...device } = moment().device
  t.same(rules([], { user: undefined, device }), [{ [contact]: 'compliant' }, 'compliant'], 'nobody enrolled it')
})

t.test('L74: the device is the worst of its policies, and compliant without any', async (t) => {
  t.equal(stateOf(outcomesOf([])), 'compliant')
  const policies = ['a', 'b', 'c'].map((id) => compliance(id))
  const of = (b: string, c: string) =>
    stateOf(outcomesOf(policies, { truth: { policies: { b: { outcome: b }, c: { outcome: c } } } }))
  t.equal(of('compliant', 'compliant'), 'compliant')
  t.equal(of('notApplicable', 'remediated'), 'compliant')
  t.equal(of('nonCompliant', 'compliant'), 'noncompliant')
  t.equal(of('conflict', 'nonCompliant'), 'conflict')
  t.equal(of('error', 'conflict'), 'error')
  const order = ['error', 'conflict', 'noncompliant', 'inGracePeriod', 'compliant'] as const
  for (const [i, one] of order.entries()) for (const other of order.slice(i)) t.equal(worstOfDevice([other, one]), one)
  const linux = { ...moment().device, platform: 'linux' } as const
  t.equal(stateOf(outcomesOf([], { device: linux })), 'unknown', 'L9: Linux without a policy is unknown')
})

t.test('L75: noncompliance counts from the first bad check-in, and starts anew after a good one', async (t) => {
  const course = new Course(compliance('policy', [action('block', 24)]))
  t.match(course.checkIn(START, BAD).rows, [{ graceUntil: START + DAY }])
  t.match(course.checkIn(START + 8 * HOUR, BAD).rows, [{ graceUntil: START + DAY }])
  const good = course.checkIn(START + 16 * HOUR)
  t.same([stateOf(good), good.rows[0]?.graceUntil], ['compliant', undefined])
  t.match(course.checkIn(START + 20 * HOUR, BAD).rows, [{ graceUntil: START + 20 * HOUR + DAY }])
})

t.test('L76: without grace a device is noncompliant at once, with grace to the minute', async (t) => {
  const atOnce = new Course(compliance('policy')).checkIn(START, BAD)
  t.same([stateOf(atOnce), atOnce.device['complianceGracePeriodExpirationDateTime']], ['noncompliant', NO_GRACE])
  for (const hours of [6, 24, 72]) {
    const course = new Course(compliance('policy', [action('block', hours)]))
    const first = course.checkIn(START, BAD)
    t.equal(stateOf(first), 'inGracePeriod')
    t.match(
      first.device['complianceGracePeriodExpirationDateTime'],
      new Date(START + hours * HOUR).toISOString().slice(0, 19),
    )
    t.equal(nextOf(first), START + hours * HOUR)
    t.equal(stateOf(course.wait(START + hours * HOUR - MINUTE)), 'inGracePeriod', `${hours} h, a minute before`)
    const ended = course.wait(START + hours * HOUR)
    t.same([stateOf(ended), ended.device['complianceGracePeriodExpirationDateTime']], ['noncompliant', NO_GRACE])
    t.equal(ended.rows[0]?.status, 'nonCompliant')
  }
})

t.test('L77: every other action fires once, at its time, as long as the device is bad', async (t) => {
  const policy = compliance('policy', [
    action('block', 0),
    action('pushNotification', 0),
    { ...action('notification', 24), templateId: 'template' },
    action('remoteLock', 48),
    action('retire', 72),
    action('noAction', 12),
  ])
  const course = new Course(policy)
  const first = course.checkIn(START, BAD)
  t.same(first.outbox, [{ at: START, type: 'pushNotification', policyId: 'policy', userId: 'ada' }])
  t.equal(nextOf(first), START + 12 * HOUR)
  t.same(course.checkIn(START + 8 * HOUR, BAD).outbox, [], 'not again')
  t.same(course.wait(START + 12 * HOUR).outbox, [])
  t.same(course.wait(START + DAY).outbox, [
    { at: START + DAY, type: 'notification', policyId: 'policy', userId: 'ada', templateId: 'template' },
  ])
  t.same(course.wait(START + DAY + MINUTE).outbox, [])
  t.match(course.wait(START + 2 * DAY).outbox, [{ type: 'remoteLock' }])
  const retired = course.wait(START + 3 * DAY)
  t.match(retired.outbox, [{ type: 'retire', at: START + 3 * DAY }])
  t.match(retired.device['retireAfterDateTime'], '2026-03-04T08:00:00')
  t.equal(nextOf(retired), START + 8 * HOUR + 30 * DAY, 'nothing is left but the silence')
  course.checkIn(START + 4 * DAY)
  t.match(course.checkIn(START + 5 * DAY, BAD).outbox, [{ type: 'pushNotification', at: START + 5 * DAY }], 'anew')
})

t.test('L77: actions that came due while nobody looked fire at their own times', async (t) => {
  const course = new Course(compliance('policy', [action('block', 0), action('notification', 1)]))
  course.checkIn(START, BAD)
  t.match(course.wait(START + 5 * HOUR).outbox, [{ type: 'notification', at: START + HOUR }])
})

t.test('L78: an error keeps the former state for 7 days, and counts as not compliant then', async (t) => {
  const course = new Course(compliance('policy'))
  t.equal(stateOf(course.checkIn(START)), 'compliant')
  const error = course.checkIn(START + DAY, ERROR)
  t.same([stateOf(error), error.rows[0]?.status, nextOf(error)], ['compliant', 'error', START + 8 * DAY])
  t.equal(stateOf(course.checkIn(START + 3 * DAY, ERROR)), 'compliant')
  t.equal(stateOf(course.wait(START + 8 * DAY - MINUTE)), 'compliant')
  t.equal(stateOf(course.wait(START + 8 * DAY)), 'noncompliant')
  t.equal(stateOf(course.checkIn(START + 9 * DAY, ERROR)), 'noncompliant')
  t.equal(stateOf(course.checkIn(START + 10 * DAY)), 'compliant')
})

t.test('L78: with grace, an error of 7 days is in grace', async (t) => {
  const course = new Course(compliance('policy', [action('block', 24), action('notification', 0)]))
  course.checkIn(START)
  t.same(course.checkIn(START + DAY, ERROR).outbox, [], 'nothing fires before the 7 days')
  const late = course.wait(START + 8 * DAY)
  t.same([stateOf(late), nextOf(late)], ['inGracePeriod', START + 9 * DAY])
  t.match(late.outbox, [{ type: 'notification', at: START + 8 * DAY }])
  t.equal(stateOf(course.wait(START + 9 * DAY)), 'noncompliant')
})

t.test('L78: an error keeps a device noncompliant that was', async (t) => {
  const course = new Course(compliance('policy'))
  t.equal(stateOf(course.checkIn(START, BAD)), 'noncompliant')
  t.equal(stateOf(course.checkIn(START + HOUR, ERROR)), 'noncompliant')
  t.match(course.checkIn(START + 2 * HOUR, BAD).rows, [{ graceUntil: START }], 'since the first time')
})

t.test('L79: a silent device turns noncompliant, and its next check-in repairs it', async (t) => {
  for (const days of [1, 30, 120]) {
    const tenant = { secureByDefault: false, contactThresholdDays: days }
    const course = new Course(compliance('policy'))
    t.equal(nextOf(course.checkIn(START, {}, { tenant })), START + days * DAY)
    t.equal(stateOf(course.wait(START + days * DAY - MINUTE, { tenant })), 'compliant')
    const silent = course.wait(START + days * DAY, { tenant })
    t.same([stateOf(silent), nextOf(silent)], ['noncompliant', undefined], `${days} days`)
    t.match(
      silent.builtIn.find(({ key }) => key === BUILT_IN_RULES[1]),
      { status: 'nonCompliant' },
    )
    t.same(
      silent.rows.map(({ status, reportedAt }) => [status, reportedAt]),
      [['compliant', undefined]],
    )
    t.equal(stateOf(course.checkIn(START + 200 * DAY, {}, { tenant })), 'compliant')
  }
})

t.test('L80: the Entra device is compliant while the managed one is, or is in grace', async (t) => {
  const of = (hours: number, truth: CheckIn['truth']) =>
    outcomesOf([compliance('policy', [action('block', hours)])], { truth }).isCompliant
  t.same([of(0, {}), of(24, BAD), of(0, BAD)], [true, true, false])
})

t.test('L49: the state of a policy is that of its settings', async (t) => {
  const settings = [setting('t.encryption'), setting('t.firewall')]
  const policy = compliance('policy', undefined, { settings })
  const { rows } = outcomesOf([policy], { truth: { settings: { 't.firewall': { outcome: 'nonCompliant' } } } })
  t.match(rows, [{ status: 'nonCompliant', settings: [{ key: 't.firewall' }], others: 'compliant' }])
  t.same(statuses({ rows }), { policy: 'nonCompliant' })
})

t.test('L45: what a filter cannot decide says nothing of the device', async (t) => {
  const policy = { policy: compliance('policy'), filter: 'notEvaluated', byUser: true } as const
  const outcomes = outcomesOf([policy], { truth: BAD })
  t.same([stateOf(outcomes), outcomes.rows[0]?.status, outcomes.state], ['compliant', 'unknown', {}])
})
