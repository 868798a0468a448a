/**
 * What items of some types say that are nothing without it, or that no client could make as the type begins: a report that
 * was exported, an import that is done, two apps that are related.
 */
import { printedTime } from '../../model/date-time.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import type { SeedDevice } from './tenant.js'

/** Whom and what an item is about, and when it was made. */
export interface Occasion {
  readonly id: string
  readonly created: string
  /** Counts the items of the set. */
  readonly n: number
  /** A device that Autopilot could set up. */
  readonly pc: SeedDevice
}

export function particularsOf(type: EntityType, occasion: Occasion): Entity {
  return PARTICULARS[type.name]?.(occasion) ?? {}
}

const PARTICULARS: Readonly<Record<string, (occasion: Occasion) => Entity>> = {
  deviceManagementExportJob: ({ id, created }) => ({
    id: `Devices_${id}`,
    reportName: 'Devices',
    select: COLUMNS,
    status: 'failed',
    requestDateTime: created,
  }),

  deviceManagementCachedReportConfiguration: ({ id, created }) => ({
    id: `Devices_${id}`,
    reportName: 'Devices',
    select: COLUMNS,
    status: 'completed',
    lastRefreshDateTime: created,
    expirationDateTime: later(created, 3),
  }),

  importedWindowsAutopilotDeviceIdentity: ({ id, pc }) => ({
    importId: id,
    serialNumber: pc.entity['serialNumber'],
    state: { deviceImportStatus: 'complete', deviceRegistrationId: id, deviceErrorCode: 0, deviceErrorName: '' },
  }),

  windowsAutopilotDeviceIdentity: ({ pc: { id, user, entity } }) => ({
    managedDeviceId: id,
    userPrincipalName: user.userPrincipalName,
    serialNumber: entity['serialNumber'],
    manufacturer: entity['manufacturer'],
    model: entity['model'],
    enrollmentState: 'enrolled',
  }),

  groupPolicyUploadedDefinitionFile: ({ n, created }) => ({
    fileName: `contoso${n + 1}.admx`,
    targetNamespace: `Contoso.Policies.Products${n + 1}`,
    targetPrefix: `contoso${n + 1}`,
    policyType: 'admxIngested',
    revision: '1.0',
    languageCodes: ['en-US'],
    defaultLanguageCode: 'en-US',
    status: 'available',
    uploadDateTime: created,
  }),

  activeDirectoryWindowsAutopilotDeploymentProfile: () => NAMED_TWICE,
  azureADWindowsAutopilotDeploymentProfile: () => NAMED_TWICE,
}

const COLUMNS = ['DeviceId', 'DeviceName', 'OS']

/** Under the newer name what is told under the older one (B95). */
const NAMED_TWICE = { hardwareHashExtractionEnabled: false, preprovisioningAllowed: false }

const DAY = 86_400_000

function later(time: string, days: number): string {
  return printedTime(Date.parse(time) + days * DAY)
}
