/** What people do with the devices of a tenant that lives: state what they would do, and look at what they did. */
import type { Database, Work } from '../../store/work.js'
import type { Entity } from '../../model/payload.js'
import { itemsAt } from '../items.js'
import type { ItemReader } from '../items.js'
import { explain } from '../targeting/explain.js'
import { findDevices, findPolicies, readAsked } from '../targeting/load.js'
import type { FoundPolicy } from '../targeting/load.js'
import { MANAGED_DEVICES } from './batch.js'
import { LifeError } from './errors.js'
import { lifeEvent } from './events.js'
import type { LifeEvent } from './events.js'
import { isOnline, readMemories, writeMemories } from './memory.js'
import type { Memory } from './memory.js'
import { listNotes } from './notes.js'
import type { Note } from './notes.js'
import { asked } from './outcomes/apps.js'
import type { StatedOutcome, Truth } from './outcomes/device.js'
import { OUTCOMES, SETTING_OUTCOMES } from './outcomes/truth.js'
import { preparePolicy } from './prepare.js'
import { nextCheckIns } from './queue.js'

/** A tenant at a moment, its events held while something is done to its devices. */
export interface Acting {
  readonly database: Pick<Database, 'provider'>
  readonly reader: ItemReader
  readonly now: number
  /** Puts an event into the queue. */
  queue(event: LifeEvent): void
}

export interface ShownDevice {
  readonly id: string
  readonly name: string
  readonly operatingSystem: string
  readonly user?: string | undefined
  readonly complianceState: string
  readonly lastSync: string
  /** By its schedule, or sooner where it was asked to. */
  readonly nextCheckIn?: string | undefined
  readonly checkIns: number
  readonly online: boolean
  /** How much is stated of it. */
  readonly stated: number
}

const SELECT = ['id', 'deviceName', 'operatingSystem', 'userPrincipalName', 'complianceState', 'lastSyncDateTime']

export function* listDevices({ database, reader, now }: Acting): Work<ShownDevice[]> {
  const memories = yield* readMemories(database, reader.store.tenantId)
  const devices = reader.model.resourceAt(MANAGED_DEVICES)
  const items = yield* itemsAt(reader, devices, [], { select: SELECT, uncounted: true })
  const next = yield* nextCheckIns(database, reader.store.tenantId)
  return items.map(({ entity }) => {
    const id = String(entity['id'])
    return shown(entity, memories.get(id) ?? {}, now, next.get(id))
  })
}

/** `next` is the time of its next check-in, if one is planned. */
export function shown(entity: Entity, memory: Memory, now: number, next: number | undefined): ShownDevice {
  const user = entity['userPrincipalName']
  return {
    id: String(entity['id']),
    name: String(entity['deviceName']),
    operatingSystem: String(entity['operatingSystem']),
    ...(typeof user === 'string' && user !== '' && { user }),
    complianceState: String(entity['complianceState']),
    lastSync: String(entity['lastSyncDateTime']),
    ...(next !== undefined && { nextCheckIn: new Date(next).toISOString() }),
    checkIns: memory.checkIns ?? 0,
    online: isOnline(memory, now),
    stated: [memory.truth?.policies, memory.truth?.settings, memory.truth?.apps].reduce(
      (sum, each) => sum + Object.keys(each ?? {}).length,
      0,
    ),
  }
}

/** The device with this id, name or serial number. */
export function* findDevice({ reader }: Pick<Acting, 'reader'>, named: string): Work<Entity> {
  const [found, ...others] = yield* findDevices(reader, named)
  if (found === undefined) throw new LifeError(`the tenant has no device '${named}'`, 'notFound')
  if (others.length > 0)
    throw new LifeError(`the tenant has ${others.length + 1} devices '${named}': name one by its id`, 'refused')
  return found
}

function* findPolicy({ reader }: Pick<Acting, 'reader'>, named: string): Work<FoundPolicy> {
  const [found, ...others] = yield* findPolicies(reader, named)
  if (found === undefined) throw new LifeError(`the tenant has no policy or app '${named}'`, 'notFound')
  if (others.length > 0)
    throw new LifeError(`the tenant has ${others.length + 1} of '${named}': name one by its id`, 'refused')
  return found
}

function* changeMemory(acting: Acting, named: string, change: (memory: Memory) => Memory): Work<string> {
  const { database, reader } = acting
  const id = String((yield* findDevice(acting, named))['id'])
  const memories = yield* readMemories(database, reader.store.tenantId, [id])
  yield* writeMemories(database, reader.store.tenantId, [[id, change(memories.get(id) ?? {})]])
  return id
}

export interface Statement {
  /** A policy or app by id or name, or a setting by its key. */
  readonly policy?: string | undefined
  readonly setting?: string | undefined
  /** Undefined takes back what was stated. */
  readonly outcome?: string | undefined
  readonly code?: number | undefined
}

/** States what a device would satisfy or refuse (L8): the next check-in goes by it. */
export function* state(acting: Acting, device: string, statement: Statement): Work<{ readonly device: string }> {
  const { policy, setting, outcome, code } = statement
  if ((policy === undefined) === (setting === undefined))
    throw new LifeError('what is stated is about a policy or app (policy), or about a setting (setting)')
  if (outcome === undefined && code !== undefined) throw new LifeError('a code goes with an outcome')
  const stated: StatedOutcome | undefined =
    outcome === undefined ? undefined : { outcome, ...(code !== undefined && { code }) }
  yield* findDevice(acting, device)
  const part = yield* partOf(acting, statement)
  const id = yield* changeMemory(acting, device, (memory) => ({
    ...memory,
    truth: withStated(memory.truth ?? {}, part.name, part.key, stated),
  }))
  return { device: id }
}

type Part = 'policies' | 'settings' | 'apps'

function* partOf(acting: Acting, { policy, setting, outcome }: Statement): Work<{ name: Part; key: string }> {
  if (setting !== undefined) {
    requireWord(outcome, SETTING_OUTCOMES, 'a setting')
    return { name: 'settings', key: setting }
  }
  const found = yield* findPolicy(acting, policy ?? '')
  const stored = yield* acting.reader.store.load(found.set, [found.id], 'unlocked')
  const prepared = stored && (yield* preparePolicy(acting.reader, found.set, stored))
  if (prepared === undefined)
    throw new LifeError(`'${found.name}' is in ${found.set.path}, which does nothing on devices`)
  requireWord(outcome, OUTCOMES[prepared.kind], `'${found.name}'`)
  return { name: prepared.kind === 'app' ? 'apps' : 'policies', key: found.id }
}

function requireWord(outcome: string | undefined, words: readonly string[], of: string): void {
  if (outcome !== undefined && !words.includes(outcome))
    throw new LifeError(`the outcome of ${of} must be one of ${words.join(', ')}, not '${outcome}'`)
}

function withStated(truth: Truth, name: Part, key: string, stated: StatedOutcome | undefined): Truth {
  const others = Object.fromEntries(Object.entries(truth[name] ?? {}).filter(([each]) => each !== key))
  return { ...truth, [name]: stated === undefined ? others : { ...others, [key]: stated } }
}

/** A device does not answer from now on, or for a while; or it does again. */
export function* reach(
  acting: Acting,
  device: string,
  reachability: { readonly online: boolean; readonly until?: number | undefined },
): Work<{ readonly device: string }> {
  const { now } = acting
  const { online, until } = reachability
  if (until !== undefined && until <= now) throw new LifeError(`until must be later than the tenant's clock shows`)
  const id = yield* changeMemory(acting, device, (memory) => {
    const spans = (memory.offline ?? []).filter((span) => span.from < now && (span.until ?? Infinity) <= now)
    // What lasts ends now.
    const ended = (memory.offline ?? []).filter(({ from, until: end = Infinity }) => from < now && end > now)
    const kept = [...spans, ...ended.map(({ from }) => ({ from, until: now }))].slice(-SPANS)
    return { ...memory, offline: online ? kept : [...kept, { from: now, ...(until !== undefined && { until }) }] }
  })
  return { device: id }
}

/** Spans that are remembered of a device. */
const SPANS = 20

/** A check-in now (L23); a device that is offline ignores it. */
export function* forceCheckIn(
  acting: Acting,
  device: string,
): Work<{ readonly device: string; readonly online: boolean }> {
  const { database, reader, now } = acting
  const id = String((yield* findDevice(acting, device))['id'])
  const memory = (yield* readMemories(database, reader.store.tenantId, [id])).get(id) ?? {}
  acting.queue(lifeEvent(now, 'checkIn', { deviceId: id, cause: 'forced' }))
  return { device: id, online: isOnline(memory, now) }
}

/** The user of a device installs an app that is offered (L68): the check-in that this brings begins it. */
export function* install(
  acting: Acting,
  device: string,
  named: string,
): Work<{ readonly device: string; readonly app: string }> {
  const { reader, now } = acting
  const entity = yield* findDevice(acting, device)
  const app = yield* findPolicy(acting, named)
  if (app.set.path !== APPS) throw new LifeError(`'${app.name}' is in ${app.set.path}, which nobody installs`)
  const { answer, intents } = explain(yield* readAsked(reader, entity, app))
  const isOffered =
    intents.some((intent) => intent.startsWith('available')) ||
    (intents.includes('required') && (yield* offersRequired(reader, app)))
  if (answer !== 'applies' || !isOffered)
    throw new LifeError(`'${app.name}' is not offered to ${String(entity['deviceName'])}`, 'refused')
  const id = yield* changeMemory(acting, device, (memory) => {
    const { apps = {} } = memory.state ?? {}
    return { ...memory, state: { ...memory.state, apps: { ...apps, [app.id]: asked(apps[app.id]) } } }
  })
  acting.queue(lifeEvent(now, 'checkIn', { deviceId: id, cause: 'forced' }))
  return { device: id, app: app.id }
}

const APPS = 'deviceAppManagement/mobileApps'

/** Store apps of iOS are available by being required (L66). */
function* offersRequired(reader: ItemReader, { set, id }: FoundPolicy): Work<boolean> {
  const stored = yield* reader.store.load(set, [id], 'unlocked')
  const policy = stored && (yield* preparePolicy(reader, set, stored))
  return policy?.kind === 'app' && policy.offersRequired
}

export interface ShownNote {
  readonly at: string
  readonly device: string
  readonly kind: string
  readonly policy?: string | undefined
  readonly facts: Readonly<Record<string, unknown>>
}

export function* timeline(acting: Acting, device: string, most: number): Work<ShownNote[]> {
  const { database, reader } = acting
  const deviceId = String((yield* findDevice(acting, device))['id'])
  return (yield* listNotes(database, reader.store.tenantId, { deviceId }, most)).map(shownNote)
}

/** What was sent to people, and what the service did to devices by itself (L77). */
export function* outbox({ database, reader, now }: Acting, most: number): Work<ShownNote[]> {
  const notes = yield* listNotes(database, reader.store.tenantId, { kind: 'outbox' }, most)
  return notes.filter(({ at }) => at <= now).map(shownNote)
}

function shownNote({ at, deviceId, policyId, kind, facts }: Note): ShownNote {
  return {
    at: new Date(at).toISOString(),
    device: deviceId,
    kind,
    ...(policyId !== '' && { policy: policyId }),
    facts,
  }
}
