/** Apps on a device: intents, installs over time, removal, dependencies, supersedence, what is found (L65 to L70, L72). */
import t from 'tap'
import { asked, pendingApp } from '../../src/services/life/outcomes/apps.js'
import { checkIn } from '../../src/services/life/outcomes/check-in.js'
import type { CheckIn, Outcomes } from '../../src/services/life/outcomes/contract.js'
import type { DeviceState } from '../../src/services/life/outcomes/device.js'
import type { App, Targeted } from '../../src/services/life/outcomes/policy.js'
import { app, checkInOf, intended, HOUR, outcomesOf, START, targeted } from './given.js'

const REFUSED = { apps: { mail: { outcome: 'failed', code: -2016330908 } } }
const LATER = START + 8 * HOUR

/** A device through check-ins, each 8 hours after the other. */
class Course {
  #former: DeviceState = {}
  #now = START - 8 * HOUR

  checkIn(apps: readonly Targeted<App>[], given: Partial<CheckIn> = {}): Outcomes {
    this.#now += 8 * HOUR
    const outcomes = checkIn(checkInOf(apps, { now: this.#now, former: this.#former, ...given }))
    this.#former = JSON.parse(JSON.stringify(outcomes.state)) as DeviceState
    return outcomes
  }

  ask(id: string): void {
    this.#former = { ...this.#former, apps: { ...this.#former.apps, [id]: asked(this.#former.apps?.[id]) } }
  }
}

const statesOf = ({ apps }: Outcomes) => Object.fromEntries(apps.map(({ appId, state }) => [appId, state]))
const mail = app('mail')

t.test('L67, L68: a required app is pending at the first check-in, and installed at the next', async (t) => {
  const course = new Course()
  t.match(pendingApp(intended(mail, 'required'), START), { state: 'pendingInstall' })
  t.match(pendingApp(intended(mail, 'available'), START), { state: 'notInstalled' })
  const first = course.checkIn([intended(mail, 'required')])
  t.same([statesOf(first), first.installed], [{ mail: 'pendingInstall' }, []])
  t.equal(first.state.apps?.['mail']?.at, START + 5 * 60_000, 'L68: after the delay')
  const second = course.checkIn([intended(mail, 'required')])
  t.same(second.installed, [{ name: 'mail', publisher: 'Larkspur', version: '1.0' }])
  t.match(second.apps, [{ state: 'installed', code: 0, version: '1.0', isNew: true }])
  const third = course.checkIn([intended(mail, 'required')])
  t.match([third.apps, third.installed], [[{ state: 'installed', isNew: false }], []])
})

t.test('L68: before the delay is over an app is pending, without a delay it is there at once', async (t) => {
  const first = outcomesOf([intended(mail, 'required')])
  t.same(statesOf(outcomesOf([intended(mail, 'required')], { former: first.state, now: START + 60_000 })), {
    mail: 'pendingInstall',
  })
  const delays = { appInstall: 0, leave: 0 }
  t.same(statesOf(outcomesOf([intended(mail, 'required')], { delays })), { mail: 'installed' })
  t.match(outcomesOf([intended(mail, 'required')], { delays, truth: REFUSED }).apps, [
    { state: 'failed', code: -2016330908 },
  ])
})

t.test('L67: an app that is refused fails with its code, and is tried again when the device takes it', async (t) => {
  const course = new Course()
  course.checkIn([intended(mail, 'required')], { truth: REFUSED })
  t.match(course.checkIn([intended(mail, 'required')], { truth: REFUSED }).apps, [
    { state: 'failed', code: -2016330908 },
  ])
  t.match(course.checkIn([intended(mail, 'required')], { truth: REFUSED }).apps, [{ state: 'failed', isNew: false }])
  t.same(statesOf(course.checkIn([intended(mail, 'required')])), { mail: 'pendingInstall' })
  t.same(statesOf(course.checkIn([intended(mail, 'required')])), { mail: 'installed' })
})

t.test('L68: an available app stays away until its user installs it', async (t) => {
  const course = new Course()
  t.same(statesOf(course.checkIn([intended(mail, 'available')])), { mail: 'notInstalled' })
  t.same(statesOf(course.checkIn([intended(mail, 'available')])), { mail: 'notInstalled' })
  course.ask('mail')
  t.same(statesOf(course.checkIn([intended(mail, 'available')])), { mail: 'pendingInstall' })
  t.same(statesOf(course.checkIn([intended(mail, 'available')])), { mail: 'installed' })
})

t.test('L66: only some apps are available to devices', async (t) => {
  const ofDevice = (policy: App) => [{ ...intended(policy, 'available'), byUser: false }]
  t.same(statesOf(outcomesOf(ofDevice(mail))), { mail: 'notApplicable' })
  t.same(statesOf(outcomesOf(ofDevice(app('mail', { offersDevices: true })))), { mail: 'notInstalled' })
})

t.test('L65: each intent has its own filter', async (t) => {
  const both = (required: 'applies' | 'filtered', available: 'applies' | 'filtered') =>
    statesOf(
      outcomesOf([
        targeted(mail, {
          intents: [
            { intent: 'required', filter: required },
            { intent: 'available', filter: available },
          ],
        }),
      ]),
    )['mail']
  t.equal(both('applies', 'filtered'), 'pendingInstall')
  t.equal(both('filtered', 'applies'), 'notInstalled')
  t.equal(both('filtered', 'filtered'), 'notApplicable')
  const open = targeted(mail, { intents: [{ intent: 'required', filter: 'notEvaluated' }] })
  t.same(statesOf(outcomesOf([open])), { mail: 'notInstalled' })
})

t.test('L67: apps for another platform, and apps whose requirements a device does not meet', async (t) => {
  t.same(statesOf(outcomesOf([intended(app('mail', { platforms: ['iOS'] }), 'required')])), { mail: 'notApplicable' })
  t.same(
    statesOf(outcomesOf([intended(mail, 'required')], { truth: { apps: { mail: { outcome: 'notApplicable' } } } })),
    {
      mail: 'notApplicable',
    },
  )
})

t.test('L69: an app stays when assignments or filters end, and goes by uninstall alone', async (t) => {
  const course = new Course()
  course.checkIn([intended(mail, 'required')])
  course.checkIn([intended(mail, 'required')])
  const filtered = targeted(mail, { intents: [{ intent: 'required', filter: 'filtered' }] })
  t.same(statesOf(course.checkIn([filtered])), { mail: 'installed' }, '0.1 no. 10')
  const ended = course.checkIn([])
  t.same([ended.removedApps, ended.uninstalled], [['mail'], []])
  t.same(course.checkIn([]).removedApps, [], 'its row is gone')
  t.match(course.checkIn([intended(mail, 'available')]).apps, [{ state: 'installed', isNew: true }], 'found again')
  t.same(statesOf(course.checkIn([intended(mail, 'uninstall')])), { mail: 'installed' }, 'under way')
  const gone = course.checkIn([intended(mail, 'uninstall')])
  t.same([statesOf(gone), gone.uninstalled.length], [{ mail: 'notInstalled' }, 1])
})

t.test('L67: what cannot be removed says so, and stays', async (t) => {
  const course = new Course()
  course.checkIn([intended(mail, 'required')])
  course.checkIn([intended(mail, 'required')])
  const truth = { apps: { mail: { outcome: 'uninstallFailed', code: -1 } } }
  course.checkIn([intended(mail, 'uninstall')], { truth })
  const failed = course.checkIn([intended(mail, 'uninstall')], { truth })
  t.match([failed.apps, failed.uninstalled], [[{ state: 'uninstallFailed', code: -1 }], []])
  course.checkIn([intended(mail, 'uninstall')])
  t.same(statesOf(course.checkIn([intended(mail, 'uninstall')])), { mail: 'notInstalled' })
})

t.test('L65, L69: U available with D uninstall removes what was required, not what the user installed', async (t) => {
  const offered = targeted(mail, { intents: [{ intent: 'available', filter: 'applies' }], removesRequired: true })
  const required = new Course()
  required.checkIn([intended(mail, 'required')])
  required.checkIn([intended(mail, 'required')])
  required.checkIn([offered])
  t.same(statesOf(required.checkIn([offered])), { mail: 'notInstalled' })
  required.ask('mail')
  required.checkIn([offered])
  t.same(statesOf(required.checkIn([offered])), { mail: 'installed' })
  t.same(statesOf(required.checkIn([offered])), { mail: 'installed' }, 'a later install stays')
})

t.test('L70: dependencies are installed first, and an app fails with them', async (t) => {
  const base = app('base')
  const needing = app('mail', { dependsOn: [{ appId: 'base', installs: true }] })
  const known = new Map([base, needing].map((each) => [each.id, each]))
  const run = (truth: CheckIn['truth']) => {
    const first = checkIn(checkInOf([intended(needing, 'required')], { truth }), known)
    return checkIn(checkInOf([intended(needing, 'required')], { truth, former: first.state, now: LATER }), known)
  }
  const fine = run({})
  t.same([statesOf(fine), fine.installed.map(({ name }) => name).sort()], [{ mail: 'installed' }, ['base', 'mail']])
  const bad = run({ apps: { base: { outcome: 'failed' } } })
  t.same([statesOf(bad), bad.installed], [{ mail: 'failed' }, []])
  const circular = app('base', { dependsOn: [{ appId: 'mail', installs: true }] })
  const cycle = new Map([circular, needing].map((each) => [each.id, each]))
  t.same(statesOf(checkIn(checkInOf([intended(needing, 'required')]), cycle)), { mail: 'pendingInstall' })
})

t.test('L70: supersedence removes the old app only if it uninstalls', async (t) => {
  for (const uninstalls of [true, false]) {
    const old = app('old')
    const next = app('mail', { supersedes: [{ appId: 'old', uninstalls }] })
    const course = new Course()
    course.checkIn([intended(old, 'required')])
    course.checkIn([intended(old, 'required')])
    course.checkIn([intended(next, 'required'), intended(old, 'available')])
    const { uninstalled } = course.checkIn([intended(next, 'required'), intended(old, 'available')])
    t.same(
      uninstalled.map(({ name }) => name),
      uninstalls ? ['old'] : [],
    )
  }
})

t.test('L67, L72: an update that a device refuses leaves the version before it', async (t) => {
  const next = app('mail', { version: 2, appVersion: '2.0' })
  const course = new Course()
  course.checkIn([intended(mail, 'required')])
  course.checkIn([intended(mail, 'required')])
  t.same(statesOf(course.checkIn([intended(next, 'required')], { truth: REFUSED })), { mail: 'pendingInstall' })
  const refused = course.checkIn([intended(next, 'required')], { truth: REFUSED })
  t.match([refused.apps, refused.installed, refused.uninstalled], [[{ state: 'failed', version: '1.0' }], [], []])
  course.checkIn([intended(next, 'required')])
  const taken = course.checkIn([intended(next, 'required')])
  t.same(
    [statesOf(taken), taken.installed.map(({ version }) => version), taken.uninstalled.map(({ version }) => version)],
    [{ mail: 'installed' }, ['2.0'], ['1.0']],
  )
})

t.test('L22: apps of the Windows agent wait for it', async (t) => {
  const win32 = app('mail', { agent: 'extension' })
  const mdm = outcomesOf([intended(win32, 'required')], { agents: ['mdm'] })
  t.same([mdm.apps, mdm.state], [[], {}])
  const agent = outcomesOf([intended(win32, 'required')], { agents: ['extension'] })
  t.same(statesOf(agent), { mail: 'pendingInstall' })
  const later = outcomesOf([intended(win32, 'required')], { agents: ['mdm'], former: agent.state, now: LATER })
  t.same([later.apps, later.state.apps], [[], agent.state.apps])
})
