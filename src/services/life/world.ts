/**
 * A tenant in memory as its life sees it: users, devices, groups, filters, and policies with the assignments that are
 * effective. It is read once, and follows what events tell; whom a policy reaches is asked of services/targeting.
 */
import type { Resource } from '../../model/model.js'
import type { FilterRule } from '../targeting/explain.js'
import { Memberships } from '../targeting/population.js'
import type { Device, Group, Population, User } from '../targeting/population.js'
import { effective, pairsOf } from '../targeting/targets.js'
import type { Assignment, Hit } from '../targeting/targets.js'
import type { TenantSettings } from './outcomes/contract.js'
import type { App, Policy } from './outcomes/policy.js'
import { ReportedStates } from './reported-states.js'
import { StatusCounts } from './status-counts.js'

export interface WorldUser extends User {
  readonly userPrincipalName: string
}

export interface WorldDevice extends Device {
  /** Of the directory's object for it: groups have that one as their member. */
  readonly directoryId?: string | undefined
}

export interface WorldGroup {
  readonly id: string
  readonly name: string
  readonly users: readonly string[]
  /** Ids of the directory's objects. */
  readonly objects: readonly string[]
  readonly groups: readonly string[]
}

export interface WorldPolicy {
  readonly id: string
  readonly name: string
  readonly set: Resource
  /** The name of its type; undefined of what was deleted. */
  readonly type?: string | undefined
  /** What a device meets; undefined of what was deleted and still has to be told. */
  readonly policy: Policy | undefined
  /** Those that are effective, which is later than they are written. */
  readonly assignments: readonly Assignment[]
  /** Rows below it that a client wrote itself: those stay the client's. */
  readonly claimed: ReadonlySet<string>
}

export interface Reached {
  readonly policy: WorldPolicy
  readonly hits: readonly Hit[]
}

const NONE: ReadonlySet<string> = new Set()

/** The groups that something is in, at any depth. */
interface Above {
  readonly groups: ReadonlySet<string>
  readonly text: string
}

const NOTHING: Above = { groups: NONE, text: '' }

/** What follows from groups and devices, until one of them changes. */
interface Known {
  readonly population: Population
  readonly memberships: Memberships
  readonly above: Map<string, Above>
}

export class World {
  /** Whether rows below policies are a seed's. */
  isSeeded = false
  tenant: TenantSettings = { secureByDefault: false, contactThresholdDays: 30 }
  /** What is known of whether the directory's objects comply, by their id. */
  readonly compliance = new Map<string, boolean>()
  readonly reported = new ReportedStates()
  readonly statuses = new StatusCounts()
  readonly userStatuses = new StatusCounts()
  /** Apps that others may depend on. */
  readonly apps = new Map<string, App>()
  readonly users = new Map<string, WorldUser>()
  readonly devices = new Map<string, WorldDevice>()
  readonly filters = new Map<string, FilterRule>()
  readonly #groups = new Map<string, WorldGroup>()
  readonly #policies = new Map<string, WorldPolicy>()
  /** By the id of the directory's object. */
  readonly #byObject = new Map<string, string>()
  readonly #byUser = new Map<string, Set<string>>()
  /** The groups that something is in by itself. */
  readonly #parents = new Map<string, Set<string>>()
  /** Policies by the group that they are assigned to, and those that may reach everybody. */
  readonly #byGroup = new Map<string, Set<string>>()
  readonly #forAll = new Set<string>()
  #known: Known | undefined
  /** What reaches devices that are alike, by what it follows from. */
  readonly #reached = new Map<string, readonly Reached[]>()

  get policies(): ReadonlyMap<string, WorldPolicy> {
    return this.#policies
  }

  /** Whether there are rows below policies that devices have not left: then what devices remember is not all that counts. */
  get hasForeignRows(): boolean {
    return this.isSeeded || [...this.#policies.values()].some(({ claimed }) => claimed.size > 0)
  }

  group(id: string): WorldGroup | undefined {
    return this.#groups.get(id)
  }

  setUser(user: WorldUser): void {
    this.users.set(user.id, user)
  }

  removeUser(id: string): void {
    this.users.delete(id)
  }

  setDevice(device: WorldDevice): void {
    const before = this.devices.get(device.id)
    if (before !== undefined) this.#unlink(before)
    this.devices.set(device.id, device)
    if (device.directoryId !== undefined) this.#byObject.set(device.directoryId, device.id)
    if (device.userId !== undefined) entry(this.#byUser, device.userId).add(device.id)
    if (before?.directoryId !== device.directoryId || before?.userId !== device.userId) this.#forget()
    else if (this.#known !== undefined) (this.#known.population.devices as Map<string, Device>).set(device.id, device)
  }

  removeDevice(id: string): void {
    const before = this.devices.get(id)
    if (before === undefined) return
    this.#unlink(before)
    this.devices.delete(id)
    this.#forget()
  }

  #unlink({ id, directoryId, userId }: WorldDevice): void {
    if (directoryId !== undefined && this.#byObject.get(directoryId) === id) this.#byObject.delete(directoryId)
    if (userId !== undefined) this.#byUser.get(userId)?.delete(id)
  }

  deviceOfObject(directoryId: string): string | undefined {
    return this.#byObject.get(directoryId)
  }

  devicesOfUser(userId: string): ReadonlySet<string> {
    return this.#byUser.get(userId) ?? NONE
  }

  /** The groups that something is in by itself. */
  groupsWith(memberId: string): readonly string[] {
    return [...(this.#parents.get(memberId) ?? [])]
  }

  setGroup(group: WorldGroup): void {
    this.removeGroup(group.id)
    this.#groups.set(group.id, group)
    for (const id of membersOf(group)) entry(this.#parents, id).add(group.id)
  }

  removeGroup(id: string): void {
    const before = this.#groups.get(id)
    this.#forget()
    if (before === undefined) return
    for (const member of membersOf(before)) this.#parents.get(member)?.delete(id)
    this.#groups.delete(id)
  }

  setPolicy(policy: WorldPolicy): void {
    this.removePolicy(policy.id)
    this.#reached.clear()
    this.#policies.set(policy.id, policy)
    if (policy.policy === undefined) return
    if (policy.policy.kind === 'app') this.apps.set(policy.id, policy.policy)
    for (const { target } of policy.assignments) {
      if (target.kind === 'group') entry(this.#byGroup, target.groupId).add(policy.id)
      if (target.kind === 'allUsers' || target.kind === 'allDevices') this.#forAll.add(policy.id)
    }
  }

  removePolicy(id: string): void {
    const before = this.#policies.get(id)
    if (before === undefined) return
    this.#reached.clear()
    for (const { target } of before.assignments)
      if (target.kind === 'group') this.#byGroup.get(target.groupId)?.delete(id)
    this.#forAll.delete(id)
    this.apps.delete(id)
    this.#policies.delete(id)
  }

  /**
   * The policies that reach a device, in the order of their ids, with the assignments that do it. They follow from the groups of
   * the device and its user, and are found once for all devices that have the same.
   */
  reaching(deviceId: string): readonly Reached[] {
    const device = this.devices.get(deviceId)
    if (device === undefined) return []
    const known = this.#population()
    const user = device.userId === undefined ? undefined : this.users.get(device.userId)
    const ofUser = user?.isLicensed === true ? this.#above(known, user.id) : undefined
    const { directoryId } = device
    const isObject = directoryId !== undefined && this.#byObject.get(directoryId) === deviceId
    const ofDevice = isObject ? this.#above(known, directoryId) : NOTHING
    const key = `${ofUser?.text ?? '-'}/${ofDevice.text}`
    let found = this.#reached.get(key)
    if (found === undefined) {
      const groups = new Set([...(ofUser?.groups ?? []), ...ofDevice.groups])
      this.#reached.set(key, (found = this.#reach(known, device, groups)))
    }
    return found
  }

  #reach({ population, memberships }: Known, device: Device, groups: ReadonlySet<string>): Reached[] {
    const candidates = new Set(this.#forAll)
    for (const group of groups) for (const id of this.#byGroup.get(group) ?? []) candidates.add(id)
    return [...candidates].sort().flatMap((id) => {
      const policy = this.#policies.get(id)
      if (policy === undefined) return []
      return [...pairsOf(policy.assignments, population, memberships, device)].flatMap((pair) => {
        const hits = effective(pair)
        return hits.length === 0 ? [] : { policy, hits }
      })
    })
  }

  /** The devices that assignments reach. */
  reachedBy(assignments: readonly Assignment[]): Set<string> {
    const { population, memberships } = this.#population()
    const found = new Set<string>()
    for (const pair of pairsOf(assignments, population, memberships))
      if (effective(pair).length > 0) found.add(pair.device.id)
    return found
  }

  /** The devices that are in a group or whose users are, at any depth. */
  behind(groupId: string): Set<string> {
    const { memberships } = this.#population()
    return new Set([...memberships.devicesBehind(groupId)].map(({ id }) => id))
  }

  #forget(): void {
    this.#known = undefined
    this.#reached.clear()
  }

  #population(): Known {
    if (this.#known === undefined) {
      const groups = new Map<string, Group>()
      for (const group of this.#groups.values())
        groups.set(group.id, {
          id: group.id,
          name: group.name,
          users: group.users,
          groups: group.groups,
          devices: group.objects.flatMap((id) => this.#byObject.get(id) ?? []),
        })
      const population = { users: this.users, devices: new Map<string, Device>(this.devices), groups }
      this.#known = { population, memberships: new Memberships(population), above: new Map() }
    }
    return this.#known
  }

  #above({ above }: Known, memberId: string): Above {
    let found = above.get(memberId)
    if (found === undefined) {
      const groups = new Set<string>()
      const waiting = [memberId]
      for (const id of waiting)
        for (const group of this.#parents.get(id) ?? [])
          if (!groups.has(group)) {
            groups.add(group)
            waiting.push(group)
          }
      above.set(memberId, (found = groups.size === 0 ? NOTHING : { groups, text: [...groups].sort().join(' ') }))
    }
    return found
  }
}

function membersOf({ users, objects, groups }: WorldGroup): string[] {
  return [...users, ...objects, ...groups]
}

function entry(map: Map<string, Set<string>>, key: string): Set<string> {
  let found = map.get(key)
  if (found === undefined) map.set(key, (found = new Set()))
  return found
}
