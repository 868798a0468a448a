/** The users, devices and groups of a tenant as the resolution of targets sees them. No database is behind it. */

export interface User {
  readonly id: string
  readonly name: string
  /** Whether a plan of Intune is assigned: others receive nothing (L32). */
  readonly isLicensed: boolean
}

/** A managed device. */
export interface Device {
  readonly id: string
  readonly name: string
  /** The primary user, who enrolled it. */
  readonly userId?: string | undefined
}

/** Members that a group has directly. */
export interface Group {
  readonly id: string
  readonly name: string
  readonly users: readonly string[]
  /** Ids of managed devices. */
  readonly devices: readonly string[]
  readonly groups: readonly string[]
}

export interface Population {
  readonly users: ReadonlyMap<string, User>
  readonly devices: ReadonlyMap<string, Device>
  readonly groups: ReadonlyMap<string, Group>
}

function devicesByUser(devices: Population['devices']): Map<string, Device[]> {
  const found = new Map<string, Device[]>()
  for (const device of devices.values()) {
    if (device.userId === undefined) continue
    const ofUser = found.get(device.userId)
    if (ofUser === undefined) found.set(device.userId, [device])
    else ofUser.push(device)
  }
  return found
}

export interface Members {
  readonly users: ReadonlySet<string>
  readonly devices: ReadonlySet<string>
}

const NOBODY: Members = { users: new Set(), devices: new Set() }

/** Members of groups with those of the groups in them, at any depth; a cycle ends where it began (L28). */
export class Memberships {
  readonly #groups: Population['groups']
  readonly #devices: Population['devices']
  readonly #known = new Map<string, Members>()
  #byUser: Map<string, Device[]> | undefined

  constructor({ groups, devices }: Pick<Population, 'groups' | 'devices'>) {
    this.#groups = groups
    this.#devices = devices
  }

  /** The devices in a group, and those of the users in it. */
  *devicesBehind(groupId: string): Generator<Device> {
    const { users, devices } = this.of(groupId)
    for (const id of devices) {
      const device = this.#devices.get(id)
      if (device !== undefined) yield device
    }
    this.#byUser ??= devicesByUser(this.#devices)
    for (const id of users) yield* this.#byUser.get(id) ?? []
  }

  of(groupId: string): Members {
    const known = this.#known.get(groupId)
    if (known !== undefined) return known
    const members = this.#groups.has(groupId) ? this.#gather(groupId) : NOBODY
    this.#known.set(groupId, members)
    return members
  }

  #gather(groupId: string): Members {
    const users = new Set<string>()
    const devices = new Set<string>()
    for (const { group } of this.#walk(groupId)) {
      for (const id of group.users) users.add(id)
      for (const id of group.devices) devices.add(id)
    }
    return { users, devices }
  }

  /** The groups from this one down to the nearest that has the member; undefined if none has it. */
  path(groupId: string, kind: 'users' | 'devices', memberId: string): readonly Group[] | undefined {
    for (const { group, path } of this.#walk(groupId)) if (group[kind].includes(memberId)) return path
    return undefined
  }

  /** This group and all in it, the near ones first, each once. */
  *#walk(groupId: string): Generator<{ readonly group: Group; readonly path: readonly Group[] }> {
    const seen = new Set([groupId])
    const first = this.#groups.get(groupId)
    const queue = first === undefined ? [] : [{ group: first, path: [first] as readonly Group[] }]
    for (const found of queue) {
      yield found
      for (const id of found.group.groups) {
        const inner = this.#groups.get(id)
        if (inner === undefined || seen.has(id)) continue
        seen.add(id)
        queue.push({ group: inner, path: [...found.path, inner] })
      }
    }
  }
}
