/** Which effect an operation has: that of the operation of its type, else that of its name, else none that is known. */
import type { Resource } from '../../model/model.js'
import type { EntityType, Operation } from '../../model/types.js'
import { approvals } from '../approvals/decisions.js'
import { addPassword } from './add-password.js'
import { convertFromMobileAppCatalogPackage } from './app-catalog.js'
import { assignedRoles } from './assigned-roles.js'
import { assignScript } from './assign-script.js'
import { filterState, supportedProperties, validateFilter } from './assignment-filters.js'
import { getAuditActivityTypes, getAuditCategories } from './audit.js'
import { byIds } from './by-ids.js'
import { changes, isFollowed } from './changes.js'
import { cloudPcs } from './cloud-pcs.js'
import { commitFile, renewUpload } from './content-file.js'
import { validateComplianceScript } from './compliance-script.js'
import { createCopy } from './create-copy.js'
import { createInstance } from './create-instance.js'
import { deviceAnswers } from './device-answers.js'
import type { Effect } from './effect.js'
import { executeDriverAction } from './driver-approval.js'
import { getByIds } from './directory-objects.js'
import { setDefaultProfile, updateDeviceProfileAssignment } from './enrollment-profiles.js'
import { summarizeDevices, summarizeDeviceScopes } from './experience-summaries.js'
import { identityImports } from './import-identities.js'
import { compare, getCustomizedSettings } from './intent-comparison.js'
import { setAsManagedInstaller } from './managed-installer.js'
import { setManagementAuthority } from './management-authority.js'
import { checkMember, getMember } from './memberships.js'
import { membershipTargets } from './membership-targets.js'
import { createMigrationReport } from './migration-report.js'
import { merge } from './merge-contained.js'
import { windowsPrivacyAccessControls } from './privacy-access-controls.js'
import { getPortalNotifications } from './portal-notifications.js'
import { remoteActions } from './remote-actions.js'
import { removePassword } from './remove-password.js'
import { replacement } from './replace-contained.js'
import { reportTables } from './report-tables.js'
import { getRoleScopeTagsByResource, hasCustomRoleScopeTag, scopedForResource } from './role-scope-tags.js'
import { revokeSignInSessions } from './revoke-sessions.js'
import { settingMembers } from './set-members.js'
import { reorder, setPriority } from './set-priority.js'
import { storedAnswers } from './stored-answers.js'
import { texts } from './texts.js'
import { userAnswers } from './user-answers.js'
import { updateRelationships } from './update-relationships.js'
import { notImitated, withoutEffect } from './unknown.js'
import { syncLicenses } from './vpp-token.js'
import { zebra } from './zebra.js'

/** By `type.operation` or `operation`. */
const effects: ReadonlyMap<string, Effect> = new Map(
  Object.entries({
    ...approvals,
    ...assignedRoles,
    ...cloudPcs,
    ...deviceAnswers,
    ...identityImports,
    ...membershipTargets,
    ...remoteActions,
    ...reportTables,
    ...settingMembers,
    ...storedAnswers,
    ...texts,
    ...userAnswers,
    ...zebra,
    'deviceManagement.alertRecord.getPortalNotifications': getPortalNotifications,
    'application.addPassword': addPassword,
    'application.delta': changes,
    'application.removePassword': removePassword,
    'auditEvent.getAuditActivityTypes': getAuditActivityTypes,
    'auditEvent.getAuditCategories': getAuditCategories,
    'deviceAndAppManagementAssignmentFilter.getPlatformSupportedProperties': supportedProperties,
    'deviceAndAppManagementAssignmentFilter.getState': filterState,
    'deviceAndAppManagementAssignmentFilter.getSupportedProperties': supportedProperties,
    'deviceAndAppManagementAssignmentFilter.validateFilter': validateFilter,
    'deviceCompliancePolicy.validateComplianceScript': validateComplianceScript,
    'deviceConfiguration.windowsPrivacyAccessControls': windowsPrivacyAccessControls,
    'deviceManagement.getRoleScopeTagsByIds': byIds('ids', 'deviceManagement/roleScopeTags'),
    'deviceManagement.getRoleScopeTagsByResource': getRoleScopeTagsByResource,
    'deviceManagement.scopedForResource': scopedForResource,
    'deviceManagementConfigurationPolicy.reorder': reorder,
    'deviceManagementIntent.compare': compare,
    'deviceManagementIntent.getCustomizedSettings': getCustomizedSettings,
    'deviceManagementScript.assign': assignScript,
    'deviceManagementTemplate.compare': compare,
    'deviceManagementTemplate.createInstance': createInstance,
    'directoryObject.checkMemberGroups': checkMember('groupIds'),
    'directoryObject.checkMemberObjects': checkMember('ids'),
    'directoryObject.delta': notImitated,
    'directoryObject.getByIds': getByIds,
    'directoryObject.getMemberGroups': getMember,
    'directoryObject.getMemberObjects': getMember,
    'enrollmentProfile.setDefaultProfile': setDefaultProfile,
    'enrollmentProfile.updateDeviceProfileAssignment': updateDeviceProfileAssignment,
    'group.delta': changes,
    'groupPolicyMigrationReport.createMigrationReport': createMigrationReport,
    'mobileApp.convertFromMobileAppCatalogPackage': convertFromMobileAppCatalogPackage,
    'mobileAppContentFile.commit': commitFile,
    'mobileAppContentFile.renewUpload': renewUpload,
    'organization.setMobileDeviceManagementAuthority': setManagementAuthority,
    'policySet.getPolicySets': byIds('policySetIds', 'deviceAppManagement/policySets'),
    'roleScopeTag.getRoleScopeTagsById': byIds('roleScopeTagIds', 'deviceManagement/roleScopeTags'),
    'roleScopeTag.hasCustomRoleScopeTag': hasCustomRoleScopeTag,
    'servicePrincipal.delta': changes,
    'user.delta': changes,
    'user.revokeSignInSessions': revokeSignInSessions,
    'vppToken.syncLicenses': syncLicenses,
    'windowsDriverUpdateProfile.executeAction': executeDriverAction,
    'windowsManagementApp.setAsManagedInstaller': setAsManagedInstaller,
    assign: replacement,
    changeSettings: replacement,
    clone: createCopy,
    createCopy,
    'policySet.update': merge,
    scheduleActionsForRules: replacement,
    setPriority,
    setScheduledActions: replacement,
    targetApps: replacement,
    updateDefinitionValues: merge,
    updateRelationships,
    updateSettings: merge,
    'deviceManagement.userExperienceAnalyticsSummarizedDeviceScopes': summarizeDeviceScopes,
    'userExperienceAnalyticsDevicePerformance.summarizeDevicePerformanceDevices': summarizeDevices,
    'userExperienceAnalyticsRemoteConnection.summarizeDeviceRemoteConnection': summarizeDevices,
    'userExperienceAnalyticsResourcePerformance.summarizeDeviceResourcePerformance': summarizeDevices,
  }),
)

/** `type` is what the operation is called on; what a base type does, its derived types do as well. */
export function effectOf(type: EntityType, operation: Operation): Effect {
  for (let at: EntityType | undefined = type; at !== undefined; at = at.baseType as EntityType | undefined) {
    const effect = effects.get(`${at.name}.${operation.name}`)
    if (effect !== undefined) return effect
  }
  const effect = effects.get(operation.name)
  return effect !== undefined && (effect.fits?.(operation, type) ?? true) ? effect : withoutEffect(type, operation)
}

/** Whether a call can be answered at all. */
export function isImitated(resource: Resource, type: EntityType, operation: Operation): boolean {
  const effect = effectOf(type, operation)
  return effect !== notImitated && (effect !== changes || isFollowed(resource))
}
