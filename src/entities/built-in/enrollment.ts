/** The five enrolment configurations of all users and all devices (B87 to B89). Their ids begin with the tenant's. */
import type { Entity } from '../../model/payload.js'

const NEVER = '0001-01-01T00:00:00Z'
const ALLOWED = { platformBlocked: false, personalDeviceEnrollmentBlocked: false }
const BLOCKED = { platformBlocked: true, personalDeviceEnrollmentBlocked: false }

/** By suffix of the id: the kind that beta tells, the description, and what the type adds. */
const DEFAULTS: readonly (readonly [suffix: string, kind: string, description: string, own: Entity])[] = [
  [
    'DefaultLimit',
    'limit',
    'The limit of devices per user for all users.',
    { '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration', limit: 15 },
  ],
  [
    'DefaultPlatformRestrictions',
    'platformRestrictions',
    'The platforms that all users may enroll.',
    {
      '@odata.type': '#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration',
      androidRestriction: ALLOWED,
      iosRestriction: ALLOWED,
      macOSRestriction: ALLOWED,
      windowsRestriction: ALLOWED,
      windowsMobileRestriction: BLOCKED,
    },
  ],
  [
    'DefaultWindowsHelloForBusiness',
    'windowsHelloForBusiness',
    'Windows Hello for Business of all users.',
    {
      '@odata.type': '#microsoft.graph.deviceEnrollmentWindowsHelloForBusinessConfiguration',
      state: 'notConfigured',
      enhancedBiometricsState: 'notConfigured',
      pinMinimumLength: 6,
      pinMaximumLength: 127,
      pinUppercaseCharactersUsage: 'disallowed',
      pinLowercaseCharactersUsage: 'disallowed',
      pinSpecialCharactersUsage: 'disallowed',
      remotePassportEnabled: true,
      unlockWithBiometricsEnabled: true,
    },
  ],
  [
    'DefaultWindows10EnrollmentCompletionPageConfiguration',
    'windows10EnrollmentCompletionPageConfiguration',
    'The enrollment status page of all users and all devices.',
    {
      '@odata.type': '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration',
      showInstallationProgress: false,
      installProgressTimeoutInMinutes: 60,
    },
  ],
  [
    'WindowsRestore',
    'windowsRestore',
    'The backup and restore of Windows settings for all users.',
    { '@odata.type': '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration', state: 'notConfigured' },
  ],
]

export function enrollmentDefaults(tenantId: string): Entity[] {
  return DEFAULTS.map(([suffix, kind, description, own]) => ({
    id: `${tenantId}_${suffix}`,
    displayName: 'All users and all devices',
    description,
    priority: 0,
    version: 0,
    createdDateTime: NEVER,
    lastModifiedDateTime: NEVER,
    roleScopeTagIds: [],
    deviceEnrollmentConfigurationType: kind,
    ...own,
  }))
}
