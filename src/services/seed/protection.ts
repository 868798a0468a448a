/** What the antivirus of Windows devices last reported; no other platform has one (L86). */
import type { Entity } from '../../model/payload.js'
import type { Random } from './random.js'
import type { SeedDevice } from './tenant.js'

export interface Protection {
  readonly device: SeedDevice
  readonly entity: Entity
}

/** All is well: what was found and dealt with stands below. */
export function makeProtections(random: Random, devices: readonly SeedDevice[]): Protection[] {
  return devices.filter(runsWindows).map((device) => ({
    device,
    entity: {
      id: random.guid(),
      malwareProtectionEnabled: true,
      deviceState: 'clean',
      realTimeProtectionEnabled: true,
      networkInspectionSystemEnabled: true,
      quickScanOverdue: false,
      fullScanOverdue: false,
      signatureUpdateOverdue: false,
      rebootRequired: false,
      fullScanRequired: false,
      engineVersion: '1.1.25010.7',
      signatureVersion: '1.423.166.0',
      antiMalwareVersion: '4.18.25010.11',
      lastQuickScanDateTime: device.lastSync,
      lastFullScanDateTime: null,
      lastQuickScanSignatureVersion: '1.423.166.0',
      lastFullScanSignatureVersion: null,
      lastReportedDateTime: device.lastSync,
      productStatus: 'noStatus',
      isVirtualMachine: false,
      tamperProtectionEnabled: true,
    },
  }))
}

export function runsWindows({ platform }: SeedDevice): boolean {
  return platform === 'windows'
}
