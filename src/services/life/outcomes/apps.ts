/** Apps on a device: installs and removals by intent, over time (L65 to L72). */
import type { AppRow, CheckIn, InstalledApp, TargetedApp } from './contract.js'
import type { DeviceState, FormerApp } from './device.js'
import type { App } from './policy.js'
import { isFor } from './configuration.js'
import { CODES, outcomeOfPolicy } from './truth.js'

export interface AppOutcomes {
  readonly rows: readonly AppRow[]
  readonly removed: readonly string[]
  readonly installed: readonly InstalledApp[]
  readonly uninstalled: readonly InstalledApp[]
  readonly former: Readonly<Record<string, FormerApp>>
}

/** What an app is to become on the device, by the intents whose filters let it through. */
type Goal = 'install' | 'offer' | 'remove' | 'nothing' | 'notApplicable' | 'undecided'

/** `known` are all apps of the tenant that dependencies can name, targeted or not. */
export function appOutcomes(
  checkIn: CheckIn,
  targeted: readonly TargetedApp[],
  known: ReadonlyMap<string, App> = new Map(targeted.map(({ policy }) => [policy.id, policy])),
): AppOutcomes {
  return new DeviceApps(checkIn, known).outcomes(targeted)
}

class DeviceApps {
  readonly #checkIn: CheckIn
  readonly #known: ReadonlyMap<string, App>
  readonly #before: Readonly<Record<string, FormerApp>>
  readonly #next: Record<string, FormerApp>

  constructor(checkIn: CheckIn, known: ReadonlyMap<string, App>) {
    this.#checkIn = checkIn
    this.#known = known
    this.#before = checkIn.former.apps ?? {}
    this.#next = { ...this.#before }
  }

  outcomes(targeted: readonly TargetedApp[]): AppOutcomes {
    for (const id of Object.keys(this.#next)) this.#finish(id)
    for (const each of targeted) if (this.#reports(each.policy)) this.#follow(each)
    const removed = this.#leave(new Set(targeted.map(({ policy }) => policy.id)))
    const rows = targeted.flatMap(({ policy }) => (this.#reports(policy) ? this.#rowOf(policy) : []))
    return { rows, removed, ...this.#moved(), former: this.#next }
  }

  /** What is not targeted shows nothing; what is on the device stays there, and is found (L69). */
  #leave(targeted: ReadonlySet<string>): string[] {
    const removed: string[] = []
    for (const [id, one] of Object.entries(this.#next)) {
      if (targeted.has(id)) continue
      if (one.untargeted !== true && this.#before[id] !== undefined) removed.push(id)
      if (isThere(one) || one.at !== undefined) this.#next[id] = { ...one, untargeted: true }
      else delete this.#next[id]
    }
    return removed
  }

  #reports({ agent }: App): boolean {
    return this.#checkIn.agents.includes(agent)
  }

  /** What has ended since the last check-in of the agent is reported by this one. */
  #finish(id: string): void {
    const app = this.#known.get(id)
    const one = this.#next[id]
    if (one?.at === undefined || one.at > this.#checkIn.now) return
    if (app === undefined || !this.#reports(app)) return
    this.#next[id] = without(one)
    for (const { appId } of app.dependsOn) this.#finish(appId)
    this.#next[id] = one.removing === true ? this.#removed(app, one) : this.#installed(app, one)
  }

  #installed(app: App, one: FormerApp): FormerApp {
    const { outcome, code } = outcomeOfPolicy(this.#checkIn, 'app', app.id)
    const { by } = one
    if (outcome === 'notApplicable') return { s: 'notApplicable' }
    const failing = app.dependsOn.find(({ appId }) => this.#known.has(appId) && this.#next[appId]?.s !== 'installed')
    if (outcome === 'failed' || failing !== undefined)
      return { s: 'failed', ...inPlace(one), code: code ?? CODES.app, ...(by && { by }) }
    for (const { appId, uninstalls } of app.supersedes)
      if (uninstalls && this.#next[appId]?.s === 'installed') this.#next[appId] = { s: 'notInstalled' }
    const content = app.version === 1 ? {} : { c: app.version }
    return { s: 'installed', v: app.appVersion, ...content, n: [app.name, app.publisher], ...(by && { by }) }
  }

  #removed(app: App, one: FormerApp): FormerApp {
    const { outcome, code } = outcomeOfPolicy(this.#checkIn, 'app', app.id)
    if (outcome !== 'uninstallFailed') return { s: 'notInstalled' }
    return { ...without(one), s: 'uninstallFailed', code: code ?? CODES.app }
  }

  #follow(targeted: TargetedApp): void {
    const { policy } = targeted
    const { untargeted: _untargeted, ...one } = this.#next[policy.id] ?? NOT_THERE
    if (one.at !== undefined) return
    const goal = this.#goalFor(targeted)
    if (goal === 'undecided') return
    this.#next[policy.id] = this.#after(policy, one, goal)
  }

  #goalFor({ policy, intents = [], removesRequired, byUser }: TargetedApp): Goal {
    const { outcome } = outcomeOfPolicy(this.#checkIn, 'app', policy.id)
    if (!isFor(this.#checkIn, policy) || outcome === 'notApplicable') return 'notApplicable'
    const reaching = intents.filter(({ intent }) => intent !== 'available' || byUser || policy.offersDevices)
    const passing = reaching.filter(({ filter }) => filter === 'applies').map(({ intent }) => intent)
    if (passing.includes('required')) return 'install'
    if (passing.includes('uninstall')) return 'remove'
    const one = this.#next[policy.id]
    if (removesRequired === true && one?.by === 'required') return 'remove'
    if (passing.length > 0) return 'offer'
    if (reaching.some(({ filter }) => filter === 'notEvaluated')) return 'undecided'
    // A filter that does not match any more leaves an installed app where it is (L69).
    return isThere(one) ? 'nothing' : 'notApplicable'
  }

  #after(app: App, one: FormerApp, goal: Goal): FormerApp {
    if (goal === 'notApplicable') return isThere(one) ? one : { s: 'notApplicable' }
    if (goal === 'remove') return this.#remove(app, one)
    const isCurrent = one.s === 'installed' && one.v === app.appVersion && (one.c ?? 1) === app.version
    if (goal === 'install') {
      if (isCurrent || (one.s === 'failed' && this.#fails(app))) return { ...one, by: 'required' }
      return this.#install(app, one, 'required')
    }
    if (goal === 'offer' && one.by === 'user' && one.s === 'pendingInstall') return this.#install(app, one, 'user')
    return isThere(one) || one.s === 'failed' ? one : NOT_THERE
  }

  #remove(app: App, one: FormerApp): FormerApp {
    if (!isThere(one)) return NOT_THERE
    const { outcome } = outcomeOfPolicy(this.#checkIn, 'app', app.id)
    if (one.s === 'uninstallFailed' && outcome === one.s) return one
    return this.#begin(app, { ...without(one), removing: true })
  }

  /** Whether another attempt to install would end as the last one. */
  #fails(app: App, seen: ReadonlySet<string> = new Set()): boolean {
    if (outcomeOfPolicy(this.#checkIn, 'app', app.id).outcome === 'failed') return true
    return app.dependsOn.some(({ appId, installs }) => {
      const other = this.#known.get(appId)
      if (other === undefined || seen.has(appId)) return false
      return installs ? this.#fails(other, new Set([...seen, appId])) : this.#next[appId]?.s !== 'installed'
    })
  }

  /** Dependencies are installed first, and at the same check-in (L70). */
  #install(app: App, one: FormerApp, by: FormerApp['by']): FormerApp {
    for (const { appId: id, installs } of app.dependsOn) {
      const other = this.#known.get(id)
      const its = this.#next[id]
      if (other === undefined || !installs || its?.s === 'installed' || its?.at !== undefined) continue
      // A cycle is cut: the app counts as under way.
      this.#next[app.id] = { ...one, at: Infinity }
      this.#next[id] = this.#install(other, its ?? NOT_THERE, 'dependency')
    }
    return this.#begin(app, { s: 'pendingInstall', ...inPlace(one), ...(by && { by }) })
  }

  /** Without a delay the outcome is there at once. */
  #begin(app: App, one: FormerApp): FormerApp {
    const { now, delays } = this.#checkIn
    if (delays.appInstall > 0) return { ...one, at: now + delays.appInstall }
    return one.removing === true ? this.#removed(app, one) : this.#installed(app, one)
  }

  #rowOf(app: App): AppRow {
    const one = this.#next[app.id] ?? NOT_THERE
    const before = this.#before[app.id]
    const isNew =
      before === undefined ||
      before.untargeted === true ||
      before.s !== one.s ||
      before.code !== one.code ||
      before.v !== one.v
    const { s: state, code = 0, v: version = app.appVersion } = one
    return { appId: app.id, state, code, version, reportedAt: this.#checkIn.now, isNew }
  }

  #moved(): Pick<AppOutcomes, 'installed' | 'uninstalled'> {
    const installed: InstalledApp[] = []
    const uninstalled: InstalledApp[] = []
    for (const id of new Set([...Object.keys(this.#before), ...Object.keys(this.#next)])) {
      const [before, after] = [foundApp(this.#before[id]), foundApp(this.#next[id])]
      if (before?.version === after?.version && before?.name === after?.name) continue
      if (before !== undefined) uninstalled.push(before)
      if (after !== undefined) installed.push(after)
    }
    return { installed, uninstalled }
  }
}

const NOT_THERE: FormerApp = { s: 'notInstalled' }

/** A failed update leaves the version before it; what could not be removed is there as well. */
function isThere(one: FormerApp | undefined): boolean {
  return one?.v !== undefined
}

/** The installed version of an app that is about to get another. */
function inPlace({ v, c, n }: FormerApp): Pick<FormerApp, 'v' | 'c' | 'n'> {
  return { ...(v !== undefined && { v }), ...(c !== undefined && { c }), ...(n !== undefined && { n }) }
}

function without({ at: _at, removing: _removing, code: _code, ...rest }: FormerApp): FormerApp {
  return rest
}

/** What a look at the device finds (L72). */
function foundApp(one: FormerApp | undefined): InstalledApp | undefined {
  if (one?.v === undefined || one.n === undefined) return undefined
  return { name: one.n[0], publisher: one.n[1], version: one.v }
}

/** What is found on a device with this past. */
export function foundApps(apps: DeviceState['apps'] = {}): readonly InstalledApp[] {
  return Object.values(apps).flatMap((one) => foundApp(one) ?? [])
}

/** The user installs an app that is offered (L68): what the next check-in finds. */
export function asked(former: FormerApp | undefined): FormerApp {
  return former?.s === 'installed' ? former : { ...former, s: 'pendingInstall', by: 'user' }
}

/** Before the agent of the device has said anything of it (L67). */
export function pendingApp({ policy, intents = [] }: TargetedApp, now: number): AppRow {
  const isRequired = intents.some(({ intent, filter }) => intent === 'required' && filter === 'applies')
  const state = isRequired ? 'pendingInstall' : 'notInstalled'
  return { appId: policy.id, state, code: 0, version: policy.appVersion, reportedAt: now, isNew: true }
}
