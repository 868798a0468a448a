/** Actions whose effect is that members of the item they are called on have other values afterwards. */
import { GraphError } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { updateEntity } from '../entities.js'
import { decided } from '../approvals/decisions.js'
import { requireBound } from '../presence.js'
import { extendPause } from '../rules/update-ring.js'
import type { Scope } from '../scope.js'
import { later } from '../stamps.js'
import type { Call, Effect, Result } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

/** What a change may depend on. */
interface Given {
  readonly parameters: Entity
  /** The parameters that the body holds. */
  readonly sent: Entity
  /** What is stored, empty if nothing is. */
  readonly current: Entity
  readonly now: string
  readonly scope: Scope
  /** Of the item. */
  readonly type: EntityType
}

export type Change = (given: Given) => Entity

export function setting(change: Change): Effect {
  return {
    plan(call) {
      const { scope, resource, keys } = call
      const parameters = call.read()
      return function* (): Work<Result> {
        const stored = yield* scope.store.load(resource, keys)
        if (stored === undefined) yield* requireBound(scope, { resource, keys }, 'entity')
        const now = `${scope.clock.now()}Z`
        const early = change({
          parameters,
          sent: call.sent,
          current: stored?.entity ?? {},
          now,
          scope,
          type: resource.type,
        })
        const changes = { body: {}, named: undefined, early, bindings: [] }
        yield* amid(updateEntity(scope, resource, keys, changes, ID_ALONE))
        return yieldsItself(call) ? { entity: { resource, keys } } : undefined
      }
    },
  }
}

/** Whether an operation answers with the item that it is called on. */
export function yieldsItself({ operation: { returns, binding }, type }: Pick<Call, 'operation' | 'type'>): boolean {
  return binding === 'entity' && returns !== undefined && !returns.collection && returns.type === type
}

const sentAlone: Change = ({ parameters, sent }) =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => Object.hasOwn(sent, name)))

const bindStatus =
  (status: string): Change =>
  (): Entity => ({ bindStatus: status })

const appSync: Change = ({ now }) => ({ lastAppSyncDateTime: now, lastAppSyncStatus: 'success' })

const review =
  (status: string): Change =>
  ({ parameters: { reviewerJustification }, now, scope }) => ({
    status,
    reviewerJustification,
    reviewCompletedDateTime: now,
    reviewCompletedByUserId: scope.caller.userId ?? null,
  })

const decision =
  (status: string): Change =>
  ({ parameters: { justification }, current, scope }) => ({
    status,
    approvalJustification: justification,
    ...decided(scope, current, status),
  })

/** What the camera of a new device reads: Android Device Policy, and the token that it enrols with (B104). */
function provisioning(token: string): string {
  const extra = 'android.app.extra.PROVISIONING'
  return JSON.stringify({
    [`${extra}_DEVICE_ADMIN_COMPONENT_NAME`]:
      'com.google.android.apps.work.clouddpc/.receivers.CloudDeviceAdminReceiver',
    [`${extra}_DEVICE_ADMIN_PACKAGE_DOWNLOAD_LOCATION`]:
      'https://play.google.com/managed/downloadManagingApp?identifier=setup',
    [`${extra}_ADMIN_EXTRAS_BUNDLE`]: { 'com.google.android.apps.work.clouddpc.EXTRA_ENROLLMENT_TOKEN': token },
  })
}

const token: Change = ({ parameters: { tokenValidityInSeconds }, now, scope, current }) => {
  const tokenValue = scope.newId().replaceAll('-', '').slice(0, 20).toUpperCase()
  return {
    tokenValue,
    qrCodeContent: provisioning(tokenValue),
    tokenExpirationDateTime: later(now, tokenValidityInSeconds as number),
    ...(Object.hasOwn(current, 'tokenCreationDateTime') ? { tokenCreationDateTime: now } : {}),
  }
}

const MINUTE = 60_000

/** In `live`, and where a tenant lives, ten minutes have to pass between two of them (B98, L88). */
const synchronization: Change = ({ now, current, scope: { life, profile } }) => {
  const pause = life?.autopilotSync ?? profile.synchronizationPauses.autopilot * MINUTE
  requirePause(current['lastManualSyncTriggerDateTime'], now, pause)
  return { lastManualSyncTriggerDateTime: now, lastSyncDateTime: now, syncStatus: 'completed' }
}

/** Apple is asked once in a quarter of an hour, in `live` (B100). */
const appleSynchronization: Change = ({ now, current, scope: { profile } }) => {
  requirePause(current['lastSyncTriggeredDateTime'], now, profile.synchronizationPauses.apple * MINUTE)
  return { lastSyncTriggeredDateTime: now, lastSuccessfulSyncDateTime: now }
}

function requirePause(last: unknown, now: string, pause: number): void {
  if (Date.parse(now) - Date.parse(String(last)) < pause)
    throw new GraphError(429, 'TooManyRequests', 'A synchronization was started a short time ago.', { form: 'nested' })
}

const noToken: Change = ({ now }) => ({
  tokenValue: null,
  qrCodeContent: null,
  tokenExpirationDateTime: now,
})

/** By `type.operation`. B37, B61, B68, B86, B97, B98, B100, B102, B103, B104, B171, B172, B190, B202. */
const changes: Readonly<Record<string, Change>> = {
  'androidDeviceOwnerEnrollmentProfile.createToken': token,
  'androidDeviceOwnerEnrollmentProfile.revokeToken': noToken,
  'androidForWorkEnrollmentProfile.createToken': token,
  'androidForWorkEnrollmentProfile.revokeToken': noToken,
  'androidForWorkSettings.completeSignup': bindStatus('boundAndValidated'),
  'androidForWorkSettings.syncApps': appSync,
  'androidForWorkSettings.unbind': bindStatus('notBound'),
  'androidManagedStoreAccountEnterpriseSettings.completeSignup': bindStatus('boundAndValidated'),
  'androidManagedStoreAccountEnterpriseSettings.setAndroidDeviceOwnerFullyManagedEnrollmentState': ({
    parameters: { enabled },
  }) => ({ androidDeviceOwnerFullyManagedEnrollmentEnabled: enabled }),
  'androidManagedStoreAccountEnterpriseSettings.syncApps': appSync,
  'androidManagedStoreAccountEnterpriseSettings.unbind': bindStatus('notBound'),
  'dataSharingConsent.consentToDataSharing': ({ now, scope }) => ({
    granted: true,
    grantDateTime: now,
    grantedByUserId: scope.caller.userId ?? null,
  }),
  'depOnboardingSetting.shareForSchoolDataSyncService': () => ({ shareTokenWithSchoolDataSyncService: true }),
  'depOnboardingSetting.syncWithAppleDeviceEnrollmentProgram': appleSynchronization,
  'depOnboardingSetting.unshareForSchoolDataSyncService': () => ({ shareTokenWithSchoolDataSyncService: false }),
  'depOnboardingSetting.uploadDepToken': ({ parameters: { appleId } }) => ({ appleIdentifier: appleId }),
  'deviceAppManagementTask.updateStatus': ({ parameters: { status } }) => ({ status }),
  'deviceManagement.enableLegacyPcManagement': () => ({ legacyPcManangementEnabled: true }),
  'deviceManagement.enableUnlicensedAdminstrators': () => ({ unlicensedAdminstratorsEnabled: true }),
  'deviceManagementIntent.migrateToTemplate': ({ parameters: { newTemplateId } }) => ({ templateId: newTemplateId }),
  'deviceManagementPartner.terminate': () => ({ partnerState: 'terminated' }),
  'groupPolicyUploadedDefinitionFile.remove': () => ({ status: 'removalInProgress' }),
  'groupPolicyMigrationReport.updateScopeTags': sentAlone,
  'operationApprovalRequest.approve': decision('approved'),
  'operationApprovalRequest.cancelApproval': decision('cancelled'),
  'operationApprovalRequest.reject': decision('rejected'),
  'privilegeManagementElevationRequest.approve': review('approved'),
  'privilegeManagementElevationRequest.deny': review('denied'),
  'privilegeManagementElevationRequest.revoke': review('revoked'),
  'remoteAssistancePartner.beginOnboarding': () => ({ onboardingStatus: 'onboarding' }),
  'remoteAssistancePartner.disconnect': () => ({ onboardingStatus: 'notOnboarded' }),
  'vppToken.syncLicenses': ({ now }) => ({ lastSyncDateTime: now, lastSyncStatus: 'completed' }),
  'windowsAutopilotDeviceIdentity.assignUserToDevice': sentAlone,
  'windowsAutopilotDeviceIdentity.unassignUserFromDevice': () => ({ userPrincipalName: '', addressableUserName: '' }),
  'windowsAutopilotDeviceIdentity.updateDeviceProperties': sentAlone,
  'windowsAutopilotDeviceIdentity.assignResourceAccountToDevice': ({
    parameters: { resourceAccountName, ...user },
  }) => ({
    ...user,
    resourceName: resourceAccountName,
  }),
  'windowsAutopilotDeviceIdentity.unassignResourceAccountFromDevice': () => ({
    userPrincipalName: '',
    addressableUserName: '',
    resourceName: '',
  }),
  'windowsAutopilotSettings.sync': synchronization,
  'windowsDriverUpdateProfile.syncInventory': ({ now }) => ({
    inventorySyncStatus: { lastSuccessfulSyncDateTime: now, driverInventorySyncState: 'success' },
  }),
  'windowsUpdateForBusinessConfiguration.extendFeatureUpdatesPause': extendPause('featureUpdates'),
  'windowsUpdateForBusinessConfiguration.extendQualityUpdatesPause': extendPause('qualityUpdates'),
  'windowsManagementApp.setAsManagedInstaller': ({ current: { managedInstaller } }) => ({
    managedInstaller: managedInstaller === 'enabled' ? 'disabled' : 'enabled',
  }),
}

export const settingMembers: Readonly<Record<string, Effect>> = Object.fromEntries(
  Object.entries(changes).map(([name, change]) => [name, setting(change)]),
)
