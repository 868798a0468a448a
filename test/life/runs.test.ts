/** Scripts and remediations by the clock of their agent (L64), and remote actions through their states (L82 to L85). */
import t from 'tap'
import { askAction, isSupported, tellActions } from '../../src/services/life/outcomes/actions.js'
import type { CheckIn, Outcomes } from '../../src/services/life/outcomes/contract.js'
import type { FormerAction } from '../../src/services/life/outcomes/device.js'
import type { Platform } from '../../src/services/platforms.js'
import { app, configuration, DAY, HOUR, intended, moment, outcomesOf, remediation, script, START } from './given.js'

const stated = (id: string, outcome: string, code?: number): CheckIn['truth'] => ({
  policies: { [id]: code === undefined ? { outcome } : { outcome, code } },
})

t.test('L64: a script runs once for each version, by the agent alone', async (t) => {
  t.same(outcomesOf([script('script')], { agents: ['mdm'] }).runs, [])
  const first = outcomesOf([script('script')], { agents: ['extension'] })
  t.same(first.runs, [
    { policyId: 'script', kind: 'script', ranAt: START, runState: 'success', code: 0, remediated: 0 },
  ])
  const former = first.state
  t.same(outcomesOf([script('script')], { former, now: START + DAY }).runs, [])
  t.equal(outcomesOf([script('script', { version: 2 })], { former, now: START + DAY }).runs.length, 1)
  t.same(outcomesOf([], { former }).removedRuns, ['script'])
  t.match(outcomesOf([script('script')], { truth: stated('script', 'fail', 7) }).runs, [{ runState: 'fail', code: 7 }])
  t.same(outcomesOf([script('script', { platforms: ['macOS'] })]).runs, [], 'of another platform nothing is said')
  const filtered = { policy: script('script'), filter: 'filtered', byUser: true } as const
  t.match(outcomesOf([filtered]).runs, [{ runState: 'notApplicable' }])
})

t.test('L64: a script with a period runs again when that is over', async (t) => {
  const policy = script('script', { everyMinutes: 120 })
  const { state: former } = outcomesOf([policy])
  t.same(outcomesOf([policy], { former, now: START + HOUR }).runs, [])
  t.equal(outcomesOf([policy], { former, now: START + 2 * HOUR }).runs.length, 1)
})

t.test('L64: a remediation shows what it detected and what it repaired', async (t) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['noIssue', 'success', 'skipped'],
    ['remediated', 'fail', 'success'],
    ['remediationFailed', 'fail', 'remediationFailed'],
    ['remediationError', 'fail', 'scriptError'],
    ['scriptError', 'scriptError', 'skipped'],
    ['notApplicable', 'notApplicable', 'skipped'],
  ]
  for (const [outcome, runState, remediationState] of cases)
    t.match(outcomesOf([remediation('fix')], { truth: stated('fix', outcome) }).runs, [{ runState, remediationState }])
  t.match(outcomesOf([remediation('fix')]).runs, [{ runState: 'success' }], 'no issue unless it is stated')
  t.match(outcomesOf([remediation('fix', { remediates: false })], { truth: stated('fix', 'remediated') }).runs, [
    { runState: 'fail', remediationState: 'skipped', remediated: 0 },
  ])
})

t.test('L64: repairs are counted over the runs', async (t) => {
  const truth = stated('fix', 'remediated')
  const first = outcomesOf([remediation('fix')], { truth })
  t.match(first.runs, [{ remediated: 1 }])
  const again = outcomesOf([remediation('fix', { version: 2 })], { truth, former: first.state })
  t.match(again.runs, [{ remediated: 1 }], 'what writes of one moment bring about counts once')
  const second = outcomesOf([remediation('fix')], { truth, former: first.state, now: START + DAY })
  t.match(second.runs, [{ remediated: 2 }])
  t.match(outcomesOf([remediation('fix')], { former: second.state, now: START + 2 * DAY }).runs, [{ remediated: 2 }])
})

t.test('B124: a remediation that is asked for runs at the next check-in, whatever its clock says', async (t) => {
  const { state } = outcomesOf([remediation('fix')])
  const actions = [{ name: 'initiateOnDemandProactiveRemediation', at: START, parameters: { scriptPolicyId: 'fix' } }]
  const asked = { former: { ...state, actions }, now: START + HOUR, agents: ['mdm'] } as const
  t.match(outcomesOf([remediation('fix'), remediation('other')], asked).runs, [
    { policyId: 'fix', ranAt: START + HOUR },
  ])
  t.equal(outcomesOf([remediation('fix')], { ...asked, former: state }).runs.length, 0)
})

const ask = (name: string, parameters = {}, given: readonly FormerAction[] = []) =>
  askAction(moment().device, given, name, parameters, START).actions

const resultOf = ({ actionResults }: Outcomes, name: string) =>
  actionResults.find(({ actionName }) => actionName === name)

t.test('L82: an action is pending, active once the device is told, and done at its check-in', async (t) => {
  const pending = askAction(moment().device, [], 'rebootNow', {}, START)
  t.same(pending, { state: 'pending', actions: [{ name: 'rebootNow', at: START }] })
  const told = tellActions(pending.actions, START + 1)
  t.same(told.results, [{ actionName: 'rebootNow', actionState: 'active', updatedAt: START + 1 }])
  t.same(tellActions(told.actions, START + 2).results, [], 'once')
  const done = outcomesOf([], { former: { actions: told.actions }, now: START + 3 })
  t.same(resultOf(done, 'rebootNow'), { actionName: 'rebootNow', actionState: 'done', updatedAt: START + 3 })
  t.same(done.state, {})
  const untold = outcomesOf([], { former: { actions: pending.actions }, now: START + DAY })
  t.match(resultOf(untold, 'rebootNow'), { actionState: 'done' }, 'a check-in brings what no notification did')
})

t.test('L82: what a platform does not have is not supported', async (t) => {
  const on = (platform: Platform, name: string) => isSupported({ platform }, name)
  t.same(
    (['windows', 'iOS', 'macOS', 'androidDeviceOwner', 'linux'] as const).map((platform) => [
      on(platform, 'windowsDefenderScan'),
      on(platform, 'shutDown'),
      on(platform, 'playLostModeSound'),
      on(platform, 'retire'),
      on(platform, 'wipe'),
      on(platform, 'syncDevice'),
    ]),
    [
      [true, false, false, true, true, true],
      [false, true, true, true, true, true],
      [false, true, false, true, true, true],
      [false, false, true, true, true, true],
      [false, false, false, true, true, true],
    ],
  )
  t.same(askAction(moment().device, [], 'shutDown', {}, START), { state: 'notSupported', actions: [] })
  t.equal(on('windows', 'unheardOf'), false)
})

t.test('L82: a wipe is issued by one check-in, and over with the one after it', async (t) => {
  for (const [name, leaves, managementState] of [
    ['wipe', 'wiped', 'wipeIssued'],
    ['retire', 'retired', 'retireIssued'],
  ] as const) {
    const issued = outcomesOf([], { former: { actions: ask(name) } })
    t.match(issued, { device: { managementState }, leaves: undefined })
    t.match(resultOf(issued, name), { actionState: 'active' })
    t.match(issued.followUps, [{ kind: 'compliance' }, { kind: 'checkIn', at: START + 5 * 60_000 }])
    const over = outcomesOf([], { former: issued.state, now: START + HOUR })
    t.match([over.leaves, resultOf(over, name)], [leaves, { actionState: 'done' }])
    const delays = { appInstall: 0, leave: 0 }
    t.equal(outcomesOf([], { former: { actions: ask(name) }, delays }).leaves, leaves, 'at once without a delay')
  }
})

t.test('L82: a wipe that keeps the enrolment leaves the device, without its apps', async (t) => {
  const delays = { appInstall: 0, leave: 0 }
  const mail = intended(app('mail'), 'required')
  const { state } = outcomesOf([mail, configuration('policy')], { delays })
  const wiped = outcomesOf([mail, configuration('policy')], {
    delays,
    former: { ...state, actions: ask('wipe', { keepEnrollmentData: true }) },
  })
  t.equal(wiped.leaves, undefined)
  t.match(wiped.device, { managementState: 'managed' })
  t.same([wiped.state.apps, wiped.uninstalled.map(({ name }) => name)], [undefined, ['mail']])
  t.equal(outcomesOf([mail], { delays, former: wiped.state }).installed.length, 1, 'the app comes back')
  const cleaned = outcomesOf([mail], { delays, former: { ...state, actions: ask('cleanWindowsDevice') } })
  t.same([cleaned.state.apps, cleaned.uninstalled.length], [undefined, 1], 'L82: a clean device has no apps either')
})

t.test('L82: a device takes its new name with it', async (t) => {
  const named = outcomesOf([], { former: { actions: ask('setDeviceName', { deviceName: 'LF-1' }) } })
  t.equal(named.device['deviceName'], 'LF-1')
})

t.test('L83: a device answers with what it was asked for, the same in every run', async (t) => {
  const of = (name: string, platform: Platform) =>
    resultOf(
      outcomesOf([], {
        device: { ...moment().device, platform },
        former: { actions: [{ name, at: START }] },
      }),
      name,
    )?.members
  t.match(of('resetPasscode', 'androidDeviceOwner'), { passcode: /^\d{6}$/, errorCode: 0 })
  t.match(of('remoteLock', 'macOS'), { unlockPin: /^\d{6}$/ })
  t.match(of('locateDevice', 'iOS'), { deviceLocation: { longitude: Number, latitude: Number } })
  t.same(of('locateDevice', 'iOS'), of('locateDevice', 'iOS'))
  t.equal(of('rebootNow', 'iOS'), undefined)
})

t.test('L85: a new call of an action takes the place of the one before', async (t) => {
  const first = ask('wipe', { keepUserData: true })
  t.same(askAction(moment().device, first, 'wipe', {}, START + 1).actions, [{ name: 'wipe', at: START + 1 }])
  t.same(
    ask('rebootNow', {}, first).map(({ name }) => name),
    ['wipe', 'rebootNow'],
  )
})
