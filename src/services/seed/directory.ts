/** The objects of devices in the directory, which belong to the people who have them. */
import type { Entity } from '../../model/payload.js'
import type { Random } from './random.js'
import type { SeedDevice } from './tenant.js'

export interface DirectoryDevice {
  readonly device: SeedDevice
  readonly entity: Entity
}

export function makeDirectoryDevices(random: Random, devices: readonly SeedDevice[]): DirectoryDevice[] {
  return devices.map((device) => ({
    device,
    entity: {
      id: random.guid(),
      deviceId: device.entity['azureADDeviceId'],
      displayName: device.name,
      accountEnabled: true,
      operatingSystem: device.entity['operatingSystem'],
      operatingSystemVersion: device.entity['osVersion'],
      manufacturer: device.entity['manufacturer'],
      model: device.model,
      deviceOwnership: device.corporate ? 'Company' : 'Personal',
      trustType: 'Workplace',
      isManaged: true,
      isCompliant: device.entity['complianceState'] === 'compliant',
      managementType: 'MDM',
      mdmAppId: '0000000a-0000-0000-c000-000000000000',
      registrationDateTime: device.entity['enrolledDateTime'],
      approximateLastSignInDateTime: device.lastSync,
      alternativeSecurityIds: [],
    },
  }))
}
