/**
 * How devices take the updates of the profiles that reach them: no set of Graph has rows of that, so it is told from what the
 * devices of a tenant that lives remember.
 */
import type { Entity } from '../../model/payload.js'
import { policiesOf } from '../life/memory.js'
import type { ComplianceStatus } from '../life/outcomes/device.js'
import { statesByPolicy } from './catalog-states.js'
import { mapped, noPages, pagesOf } from './pages.js'
import { reportsOf } from './reported.js'
import { at, isId } from './source.js'
import type { Source } from './source.js'

/** What the columns call a state; a device that a profile is not for has none. */
const WORDS: Readonly<Partial<Record<ComplianceStatus, string>>> = {
  unknown: 'InProgress',
  compliant: 'Success',
  remediated: 'Success',
  nonCompliant: 'Error',
  error: 'Error',
  conflict: 'Error',
}

const COUNTS = `CountDevicesInProgressStatus=InProgress:Int32 CountDevicesErrorStatus=Error:Int32
  CountDevicesSuccessStatus=Success:Int32`

/** Profiles, with the number of devices in each state. */
export function updates(set: string, type: string, columns: string): Source {
  return {
    types: { '': type },
    columns: `PolicyId=id PolicyName=displayName ${columns} ${COUNTS}`,
    pages(scope, { fixed }) {
      let counts: ReadonlyMap<string, Readonly<Record<string, number>>> | undefined
      return mapped(pagesOf(scope, at(scope, set), [], { filter: isId(fixed.get('PolicyId')) }), function* (profile) {
        counts ??= yield* statesByPolicy(scope)
        const found: Entity = { InProgress: 0, Error: 0, Success: 0 }
        for (const [status, count] of Object.entries(counts.get(String(profile['id'])) ?? {})) {
          const word = WORDS[status as ComplianceStatus]
          if (word !== undefined) found[word] = Number(found[word]) + count
        }
        return { ...profile, ...found }
      })
    },
  }
}

const STATE = `PolicyId=policy.id PolicyName=policy.displayName DeviceId=device.id DeviceName=device.deviceName
  AADDeviceId=device.azureADDeviceId UPN=device.userPrincipalName OwnerType=device.managedDeviceOwnerType
  EventDateTimeUTC=device.lastSyncDateTime CurrentDeviceUpdateStatusEventDateTimeUTC=device.lastSyncDateTime
  LastWUScanTimeUTC=device.lastSyncDateTime Build=device.osVersion CurrentDeviceUpdateStatus~=state:String
  AggregateState~=state:String AlertMessage~=alert:String LatestAlertMessage~=alert:String Win32ErrorCode=code:String`

/** A row for each device and profile; `isWanted` says of which states. */
export function updateStates(
  set: string,
  type: string,
  columns: string,
  isWanted: (state: string) => boolean = () => true,
): Source {
  return {
    types: { policy: type, device: 'managedDevice' },
    columns: `${STATE} ${columns}`,
    pages(scope, { members, fixed }) {
      if (scope.life === undefined) return noPages
      const reports = reportsOf(scope, members.get('device') ?? [], isId(fixed.get('DeviceId')))
      let profiles: Map<string, Entity> | undefined
      return function* () {
        if (profiles === undefined) {
          profiles = new Map()
          const pages = pagesOf(scope, at(scope, set), [], { filter: isId(fixed.get('PolicyId')) })
          for (let page = yield* pages(); page !== undefined; page = yield* pages())
            for (const profile of page) profiles.set(String(profile['id']), profile)
        }
        if (profiles.size === 0) return undefined
        const known = profiles
        const page = yield* reports()
        return page?.flatMap(({ device, memory }) =>
          [...policiesOf(memory)].flatMap(([id, { s: status, code = 0 }]) => {
            const [policy, state] = [known.get(id), WORDS[status]]
            if (policy === undefined || state === undefined || !isWanted(state)) return []
            const isBad = isUpdateError(state)
            return [{ policy, device, state, code: isBad ? String(code) : '', alert: isBad ? 'InstallError' : '' }]
          }),
        )
      }
    },
  }
}

export const isUpdateError = (state: string): boolean => state === 'Error'
