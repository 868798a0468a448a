/**
 * What items of some types say that are nothing without it, or that no client could make as the type begins: a report that
 * was exported, an import that is done.
 */
import { printedTime } from '../../model/date-time.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import { BEGUN } from '../rules/autopilot-import.js'
import { LIFETIME } from '../rules/cached-report.js'
import { runsWindows } from './protection.js'
import type { SeedDevice } from './tenant.js'

/** Whom and what an item is about, and when it was made. */
export interface Occasion {
  readonly id: string
  readonly created: string
  /** Counts the items of the set. */
  readonly n: number
  readonly devices: readonly SeedDevice[]
}

export function particularsOf(type: EntityType, occasion: Occasion): Entity {
  return PARTICULARS[type.name]?.(occasion) ?? {}
}

const PARTICULARS: Readonly<Record<string, (occasion: Occasion) => Entity>> = {
  deviceManagementExportJob: ({ id, created }) => ({
    ...ofReport(id),
    status: 'failed',
    requestDateTime: created,
  }),

  deviceManagementCachedReportConfiguration: ({ id, created }) => ({
    ...ofReport(id),
    status: 'completed',
    lastRefreshDateTime: created,
    expirationDateTime: printedTime(Date.parse(created) + LIFETIME),
  }),

  importedWindowsAutopilotDeviceIdentity: (occasion) => ({
    importId: occasion.id,
    serialNumber: pcOf(occasion)?.entity['serialNumber'],
    state: { ...BEGUN, deviceImportStatus: 'complete', deviceRegistrationId: occasion.id },
  }),

  windowsAutopilotDeviceIdentity: (occasion) => {
    const pc = pcOf(occasion)
    if (pc === undefined) return {}
    const { serialNumber, manufacturer, model } = pc.entity
    const { userPrincipalName } = pc.user
    return { managedDeviceId: pc.id, userPrincipalName, serialNumber, manufacturer, model, enrollmentState: 'enrolled' }
  },

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

/** A device that Autopilot could set up. */
function pcOf({ devices, n }: Occasion): SeedDevice | undefined {
  const pcs = devices.filter(runsWindows)
  return pcs[n % pcs.length]
}

function ofReport(id: string): Entity {
  return { id: `Devices_${id}`, reportName: 'Devices', select: ['DeviceId', 'DeviceName', 'OS'] }
}

/** Under the newer name what is told under the older one (B95). */
const NAMED_TWICE = { hardwareHashExtractionEnabled: false, preprovisioningAllowed: false }
