/** Rows about the apps that devices install, fail to install, or do not have yet (L67). */
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import type { AppState, FormerApp } from '../life/outcomes/device.js'
import type { Scope } from '../scope.js'
import { appPages } from './app-sources.js'
import { mapped, once } from './pages.js'
import type { Pages } from './pages.js'
import { eachReport, reportsOf } from './reported.js'
import { isId } from './source.js'
import type { Source } from './source.js'

interface Counts {
  readonly devices: Record<string, number>
  /** By state, the users who have a device in it. */
  readonly users: Map<AppState, Set<string>>
}

function newCounts(): Counts {
  return { devices: {}, users: new Map() }
}

/** How many devices and users have each app in each state. */
function* installCounts(scope: Scope, wanted?: string): Work<Map<string, Counts>> {
  const found = new Map<string, Counts>()
  yield* eachReport(reportsOf(scope, ['userId']), ({ device, memory }) => {
    for (const [id, app] of Object.entries(memory.state?.apps ?? {})) {
      if (app.untargeted === true || (wanted !== undefined && id !== wanted)) continue
      const counts = found.get(id) ?? newCounts()
      found.set(id, counts)
      counts.devices[app.s] = (counts.devices[app.s] ?? 0) + 1
      const user = device['userId']
      if (typeof user === 'string' && user !== '')
        counts.users.set(app.s, (counts.users.get(app.s) ?? new Set()).add(user.toLowerCase()))
    }
  })
  return found
}

/** The states as reports count them: what cannot be removed has failed. */
const COUNTED: Readonly<Record<string, readonly AppState[]>> = {
  installed: ['installed'],
  failed: ['failed', 'uninstallFailed'],
  pendingInstall: ['pendingInstall'],
  notApplicable: ['notApplicable'],
  notInstalled: ['notInstalled', 'unknown'],
}

function numbersOf({ devices, users }: Counts): Entity {
  const numbers: Entity = {}
  for (const [name, states] of Object.entries(COUNTED)) {
    numbers[`${name}Devices`] = states.reduce((sum, state) => sum + (devices[state] ?? 0), 0)
    numbers[`${name}Users`] = new Set(states.flatMap((state) => [...(users.get(state) ?? [])])).size
  }
  const all = Object.values(devices).reduce((sum, count) => sum + count, 0)
  return { ...numbers, failedPercentage: all === 0 ? 0 : Math.round((100 * Number(numbers['failedDevices'])) / all) }
}

/** A row for each device that has reported of an app. */
function installsOf(scope: Scope, members: readonly string[], fixed: ReadonlyMap<string, string>): Pages {
  const reports = reportsOf(scope, ['operatingSystem', 'lastSyncDateTime', ...members], isId(fixed.get('DeviceId')))
  const wanted = fixed.get('ApplicationId')
  return function* () {
    const page = yield* reports()
    return page?.flatMap(({ device, memory }) =>
      Object.entries(memory.state?.apps ?? {})
        .filter(([id, app]) => app.untargeted !== true && (wanted === undefined || id === wanted))
        .map(([id, app]) => ({ ...rowOf(app), applicationId: id, device, platform: platformOf(device) })),
    )
  }
}

function rowOf({ s, v, code = 0 }: FormerApp): Entity {
  return {
    state: s,
    detail: s === 'failed' || s === 'uninstallFailed' ? 'Error' : '',
    version: v ?? '',
    code,
    hexCode: code === 0 ? '0' : `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`,
  }
}

function platformOf({ operatingSystem }: Entity): string {
  const text = String(operatingSystem)
  if (/^android/i.test(text)) return 'Android'
  if (/^i(?:pad)?os/i.test(text)) return 'iOS'
  return /^mac/i.test(text) ? 'MacOS' : 'Windows'
}

export const installSources = {
  appInstalls: {
    types: { '': 'mobileApp' },
    columns: `ApplicationId=id DisplayName=displayName Publisher=publisher Platform=platform:AppPlatform
      AppPlatform=platform:AppPlatform InstalledDeviceCount=installedDevices:Int32 InstalledUserCount=installedUsers:Int32
      FailedDeviceCount=failedDevices:Int32 FailedUserCount=failedUsers:Int32
      PendingInstallDeviceCount=pendingInstallDevices:Int32 PendingInstallUserCount=pendingInstallUsers:Int32
      NotApplicableDeviceCount=notApplicableDevices:Int32 NotApplicableUserCount=notApplicableUsers:Int32
      NotInstalledDeviceCount=notInstalledDevices:Int32 NotInstalledUserCount=notInstalledUsers:Int32
      FailedDevicePercentage=failedPercentage:Int32`,
    pages(scope, { fixed }) {
      let counts: Map<string, Counts> | undefined
      return mapped(appPages(scope, ['id', 'displayName', 'publisher']), function* (app) {
        counts ??= yield* installCounts(scope, fixed.get('ApplicationId'))
        return { ...app, ...numbersOf(counts.get(String(app['id'])) ?? newCounts()) }
      })
    },
  },
  deviceInstalls: {
    types: { '': 'mobileApp', device: 'managedDevice' },
    columns: `ApplicationId=applicationId:String DeviceId=device.id DeviceName=device.deviceName
      UserPrincipalName=device.userPrincipalName UPN=device.userPrincipalName UserId=device.userId
      UserName=device.userDisplayName Platform=platform:AppPlatform AppVersion=version:String
      LastModifiedDateTime=device.lastSyncDateTime AppInstallState=state:resultantAppState
      AppInstallStateDetails=detail:String InstallState=state:resultantAppState InstallStateDetail=detail:String
      ErrorCode=code:Int32 HexErrorCode=hexCode:String`,
    pages: (scope, { members, fixed }) => installsOf(scope, members.get('device') ?? [], fixed),
  },
  userInstalls: {
    types: { '': 'managedDevice' },
    columns: `ApplicationId=applicationId:String UserId=userId UserPrincipalName=userPrincipalName UserName=userDisplayName
      InstalledCount=installed:Int32 FailedCount=failed:Int32 PendingInstallCount=pendingInstall:Int32
      NotInstalledCount=notInstalled:Int32 NotApplicableCount=notApplicable:Int32`,
    pages(scope, { fixed }) {
      const installs = installsOf(scope, ['userId', 'userPrincipalName', 'userDisplayName'], fixed)
      return once(() => byUser(installs))
    },
  },
} satisfies Readonly<Record<string, Source>>

/** How many devices of each user are in each state, for each app. */
function* byUser(installs: Pages): Work<Entity[]> {
  const users = new Map<string, Entity>()
  for (let page = yield* installs(); page !== undefined; page = yield* installs())
    for (const { applicationId, device, state } of page) {
      const { userId, userPrincipalName, userDisplayName } = device as Entity
      if (typeof userId !== 'string' || userId === '') continue
      const key = `${String(applicationId)} ${userId.toLowerCase()}`
      const none = Object.fromEntries(Object.keys(COUNTED).map((name) => [name, 0]))
      const row = users.get(key) ?? { applicationId, userId, userPrincipalName, userDisplayName, ...none }
      const [name = ''] = Object.entries(COUNTED).find(([, states]) => states.includes(state as AppState)) ?? []
      row[name] = Number(row[name]) + 1
      users.set(key, row)
    }
  return [...users.values()]
}
