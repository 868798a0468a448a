/** Whom the assignments of a policy or app reach: pairs of a device and a user (L25 to L30). */
import type { Device, Memberships, Population, User } from './population.js'

export type Intent = 'available' | 'required' | 'uninstall' | 'availableWithoutEnrollment'

export type Target =
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'exclusion'; readonly groupId: string }
  | { readonly kind: 'allUsers' }
  | { readonly kind: 'allDevices' }

export interface AssignmentFilter {
  readonly id: string
  readonly mode: 'include' | 'exclude'
}

export interface Assignment {
  readonly id: string
  readonly target: Target
  readonly filter?: AssignmentFilter | undefined
  /** Of an app. */
  readonly intent?: Intent | undefined
}

/** What of a pair a target names: the user, or the device. */
export type Side = 'user' | 'device'

/** An assignment that names a pair, by its user or by its device. */
export interface Hit {
  readonly assignment: Assignment
  readonly side: Side
}

export interface Pair {
  readonly device: Device
  readonly userId: string | undefined
  readonly includedBy: readonly Hit[]
  /** Exclusions work on their own side alone: a user is taken out of users, a device out of devices. */
  readonly excludedBy: readonly Hit[]
}

/** The inclusions that no exclusion takes away. A pair without any is not targeted. */
export function effective({ includedBy, excludedBy }: Pair): readonly Hit[] {
  return includedBy.filter(({ side }) => !excludedBy.some((exclusion) => exclusion.side === side))
}

/**
 * The pairs that assignments name, each once, with what includes and excludes them. A user brings every device that is
 * enrolled by that user, a device brings its primary user; a user without a licence brings nothing (L32). With `only`, the pair
 * of that device alone.
 */
export function* pairsOf(
  assignments: readonly Assignment[],
  { users, devices }: Population,
  memberships: Memberships,
  only?: Device,
): Generator<Pair> {
  const inclusions = assignments.filter(({ target }) => target.kind !== 'exclusion')
  const exclusions = assignments.filter(({ target }) => target.kind === 'exclusion')
  if (inclusions.length === 0) return
  for (const device of only === undefined ? candidates(inclusions, devices, memberships) : [only]) {
    const user = device.userId === undefined ? undefined : users.get(device.userId)
    const hits = (list: readonly Assignment[]): Hit[] =>
      list.flatMap((assignment) =>
        sidesNamed(assignment.target, device, user, memberships).map((side) => ({ assignment, side })),
      )
    const includedBy = hits(inclusions)
    if (includedBy.length > 0) yield { device, userId: user?.id, includedBy, excludedBy: hits(exclusions) }
  }
}

/** The devices that inclusions can name at all, each once. */
function candidates(
  inclusions: readonly Assignment[],
  devices: Population['devices'],
  memberships: Memberships,
): Iterable<Device> {
  const found = new Set<Device>()
  for (const { target } of inclusions) {
    if (target.kind !== 'group') return devices.values()
    for (const device of memberships.devicesBehind(target.groupId)) found.add(device)
  }
  return found
}

/**
 * Whether assignments reach a user or device in these groups; `everyone` are the targets that need none. An exclusion of a group
 * takes away all of it.
 */
export function reaches(
  assignments: readonly Assignment[],
  groups: ReadonlySet<string>,
  everyone: readonly Target['kind'][],
): boolean {
  const names = (kind: Target['kind']): boolean =>
    assignments.some(({ target }) => target.kind === kind && 'groupId' in target && groups.has(target.groupId))
  if (names('exclusion')) return false
  return names('group') || assignments.some(({ target }) => everyone.includes(target.kind))
}

/** By what of a device a target names it: the device itself, and its user if that one may receive anything. */
export function sidesNamed(
  target: Target,
  device: Device,
  user: User | undefined,
  memberships: Memberships,
): readonly Side[] {
  const receiver = user?.isLicensed === true ? user.id : undefined
  if (target.kind === 'allDevices') return ['device']
  if (target.kind === 'allUsers') return receiver === undefined ? [] : ['user']
  const members = memberships.of(target.groupId)
  const sides: Side[] = []
  if (receiver !== undefined && members.users.has(receiver)) sides.push('user')
  if (members.devices.has(device.id)) sides.push('device')
  return sides
}
