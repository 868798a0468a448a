/** What a write to a tenant that lives tells the queue: pure, from where it went and what it came across. */
import type { Resource } from '../../model/model.js'
import { setOf } from '../keys.js'
import { actionOfOne } from '../many-devices.js'
import { lifeEvent } from './events.js'
import type { LifeEvent } from './events.js'
import { FAMILIES } from './families.js'
import type { LifeSettings } from './settings.js'

const IMPORTS = 'deviceManagement/importedWindowsAutopilotDeviceIdentities'
const AUTOPILOT = 'deviceManagement/windowsAutopilotSettings'

/** The part of its time after which an import is under way (L87). */
const BEGINS_AFTER = 6

/** What is to be read again. */
export interface Recalculation {
  readonly of:
    'groups' | 'users' | 'devices' | 'managedDevices' | 'filters' | 'settings' | 'action' | 'claim' | 'everything'
  readonly id: string
  /** Of a managed device: it has just come. */
  readonly isNew?: boolean | undefined
}

/** A write that succeeded. */
export interface Written {
  /** Where it went: the item, or the set where it made one. */
  readonly resource: Resource
  /** Keys down to the item, that of a new one included. */
  readonly keys: readonly string[]
  readonly operation: string
  /** Of an action. */
  readonly action?: string | undefined
  readonly parameters: Readonly<Record<string, unknown>>
  /** Whether it was a new item. */
  readonly isNew: boolean
}

const DIRECTORY: Readonly<Record<string, 'groups' | 'users' | 'devices'>> = {
  groups: 'groups',
  users: 'users',
  devices: 'devices',
}

const FILTERS = 'deviceManagement/assignmentFilters'
const DEVICES = 'deviceManagement/managedDevices'
const STATUSES = /\/(deviceStatuses|userStatuses|deviceRunStates)$/

/** The events that follow from a write at a moment. */
export function eventsOf(written: Written, at: number, { delays }: LifeSettings): LifeEvent[] {
  const { resource, keys } = written
  const [root = '', id = ''] = [setOf(resource).path, keys[0] ?? '']
  const directory = DIRECTORY[root]
  if (directory !== undefined && id !== '') {
    const delay = directory === 'groups' ? delays.group : 0
    return [recalculation(at + delay, directory, id)]
  }
  if (root === FILTERS && id !== '') return [recalculation(at + delays.filter, 'filters', id)]
  if (resource.path === 'deviceManagement') return [recalculation(at, 'settings', '')]
  if (root === IMPORTS && (written.isNew || written.action === 'import')) return eventsOfImport(at, delays)
  if (root === AUTOPILOT && written.action === 'sync') return [lifeEvent(at, 'importJob', { cause: 'sync' })]
  if (root === DEVICES) return eventsOfDevices(written, at, delays.notification)
  if (FAMILIES[root] === undefined || id === '') return []
  return eventsOfPolicy(written, root, at, delays)
}

function eventsOfPolicy(
  { resource, keys, operation, action }: Written,
  root: string,
  at: number,
  delays: LifeSettings['delays'],
): LifeEvent[] {
  const policyId = keys[0] ?? ''
  if (STATUSES.test(resource.path)) {
    const rowId = keys.at(-1) ?? ''
    const facts = { of: 'claim', id: rowId, policyId, rowId }
    return [lifeEvent(at, 'recalculation', { policyId, cause: `claim ${rowId}`, facts })]
  }
  if (/[Ss]ummary|[Oo]verview/.test(resource.name)) return []
  // What is uploaded for an app counts when the app says that it is its content.
  if (resource.path.includes('/contentVersions')) return []
  const isNew = operation === 'create' && resource.path === root
  const assigns = action === 'assign' || /\/(assignments|groupAssignments)$/.test(resource.path) || isNew
  const cause = assigns ? 'assign' : 'change'
  const delay = assigns ? delays.processing : 0
  return [lifeEvent(at + delay, 'processing', { policyId, cause, facts: { path: root } })]
}

function eventsOfImport(at: number, { autopilotImport: takes }: LifeSettings['delays']): LifeEvent[] {
  const done = lifeEvent(at + takes, 'importJob', { cause: 'import' })
  if (takes === 0) return [done]
  return [lifeEvent(at + Math.floor(takes / BEGINS_AFTER), 'importJob', { cause: 'begin' }), done]
}

/** Names in a set of parameters that no device has to know. */
const MANY = 'executeAction'

function eventsOfDevices(
  { resource, keys, action, parameters, isNew }: Written,
  at: number,
  delay: number,
): LifeEvent[] {
  if (action === undefined) {
    if (resource.path !== DEVICES && resource.name !== 'users') return []
    return keys[0] === undefined
      ? []
      : [recalculation(at, 'managedDevices', keys[0], isNew && resource.path === DEVICES)]
  }
  const ids = action === MANY ? ((parameters['deviceIds'] ?? []) as string[]) : keys.slice(0, 1)
  const asked = action === MANY ? actionOfOne(parameters) : { name: action, parameters }
  const { name } = asked
  return ids.flatMap((id) => {
    const deviceId = id.toLowerCase()
    if (name === 'delete') return [recalculation(at, 'managedDevices', deviceId)]
    const facts = { of: 'action', id: deviceId, action: asked }
    return [
      lifeEvent(at, 'recalculation', { deviceId, cause: `action ${name}`, facts }),
      lifeEvent(at + delay, 'notification', { deviceId, cause: name, facts: { since: at + delay } }),
    ]
  })
}

export function recalculation(at: number, of: Recalculation['of'], id: string, isNew = false): LifeEvent {
  return lifeEvent(at, 'recalculation', { cause: `${of} ${id}`.trim(), facts: { of, id, ...(isNew && { isNew }) } })
}
