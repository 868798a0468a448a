/**
 * Apps that are found on devices (L72): one item for each name, version and platform, with the number of devices that have it,
 * and which ones. What devices gained and lost is gathered, and written together.
 */
import { createHash } from 'node:crypto'
import { complete } from '../../model/payload.js'
import { loadEach, putAll, removeEach } from '../../store/query/bulk.js'
import { addReferences, dropReferences } from '../../store/query/references.js'
import type { Work } from '../../store/work.js'
import type { ItemReader } from '../items.js'
import type { InstalledApp } from './outcomes/contract.js'
import type { Platform } from '../platforms.js'

const DETECTED = 'deviceManagement/detectedApps'
const DEVICES = 'deviceManagement/managedDevices'

const PLATFORMS: Readonly<Record<Platform, string>> = {
  windows: 'windows',
  windows81: 'windows',
  iOS: 'ios',
  macOS: 'macOS',
  android: 'androidDeviceAdministrator',
  androidWorkProfile: 'androidWorkProfile',
  androidDeviceOwner: 'androidDedicatedAndFullyManaged',
  androidAOSP: 'androidOSP',
  chromeOS: 'chromeOS',
  linux: 'unknown',
}

interface Change {
  readonly app: InstalledApp
  readonly platform: string
  readonly gained: Set<string>
  readonly lost: Set<string>
}

export class DetectedApps {
  readonly #changes = new Map<string, Change>()

  gain(deviceId: string, platform: Platform, apps: readonly InstalledApp[]): void {
    for (const app of apps) {
      const { gained, lost } = this.#changeOf(app, platform)
      if (!lost.delete(deviceId)) gained.add(deviceId)
    }
  }

  lose(deviceId: string, platform: Platform, apps: readonly InstalledApp[]): void {
    for (const app of apps) {
      const { gained, lost } = this.#changeOf(app, platform)
      if (!gained.delete(deviceId)) lost.add(deviceId)
    }
  }

  #changeOf(app: InstalledApp, of: Platform): Change {
    const platform = PLATFORMS[of]
    const id = createHash('sha256').update([app.name, app.publisher, app.version, platform].join('\n')).digest('hex')
    let change = this.#changes.get(id)
    if (change === undefined) this.#changes.set(id, (change = { app, platform, gained: new Set(), lost: new Set() }))
    return change
  }

  *flush({ store, model }: ItemReader): Work<void> {
    const changes = [...this.#changes].filter(([, { gained, lost }]) => gained.size + lost.size > 0)
    if (changes.length === 0) return
    const set = model.resourceAt(DETECTED)
    const onDevices = set.children.get('manageddevices')
    const ofDevices = model.resourceAt(DEVICES).children.get('detectedapps')
    if (onDevices === undefined || ofDevices === undefined) return
    const known = yield* loadEach(
      store,
      set,
      changes.map(([id]) => id),
    )
    const counted = changes.map(([id, change]) => {
      const before = known.get(id)
      const deviceCount = Number(before?.entity['deviceCount'] ?? 0) + change.gained.size - change.lost.size
      const { name: displayName, version, publisher } = change.app
      const made = { id, displayName, version, publisher, platform: change.platform, sizeInByte: 0 }
      const entity = complete(set.type, { ...made, ...before?.entity, deviceCount })
      return { id, ...change, entity, deviceCount }
    })
    yield* putAll(
      store,
      set,
      counted.flatMap(({ entity, deviceCount }) =>
        deviceCount > 0 ? [{ keys: [], stored: { type: set.type, entity } }] : [],
      ),
    )
    yield* removeEach(
      store,
      set,
      counted.flatMap(({ id, deviceCount }) => (deviceCount > 0 ? [] : [[id]])),
    )
    for (const { id, gained, lost, deviceCount } of counted) {
      if (deviceCount <= 0) continue
      if (gained.size > 0) {
        yield* addReferences(store, onDevices, [id], [...gained])
        yield* addReferences(store, ofDevices, [...gained], [id])
      }
      if (lost.size > 0) {
        yield* dropReferences(store, onDevices, [id], [...lost])
        yield* dropReferences(store, ofDevices, [...lost], [id])
      }
    }
  }
}
