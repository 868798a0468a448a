/** The rules of every resource: those of its type, or else those of its shape. */
import type { EntityType } from '../../model/types.js'
import type { Resource } from '../../model/model.js'
import { agreement, agreementFile } from './agreement.js'
import { application } from './application.js'
import { approvalRequest } from './approval-request.js'
import { assignment } from './assignment.js'
import { uploadedDefinitionFile } from './uploaded-definition-file.js'
import { managedAppPolicy, managedMobileApp } from './managed-app-policy.js'
import { policySet, policySetItem } from './policy-set.js'
import { autopilotDevice, autopilotImport } from './autopilot-import.js'
import { autopilotProfile } from './autopilot-profile.js'
import { cleanupRule } from './cleanup-rule.js'
import { catalogPolicy, catalogSetting, reusableSetting } from './catalog-policy.js'
import { assignmentFilter } from './assignment-filter.js'
import { brandingAssignment, brandingProfile } from './branding-profile.js'
import { complianceAction, compliancePolicy, complianceRule } from './compliance-policy.js'
import { cachedReport } from './cached-report.js'
import { exportJob } from './export-job.js'
import { enrollmentAssignment, enrollmentConfiguration } from './enrollment-configuration.js'
import { enrollmentProfile } from './enrollment-profile.js'
import { localizedMessage, notificationTemplate } from './notification-template.js'
import { detectedApp } from './detected-app.js'
import { deviceConfiguration } from './device-configuration.js'
import { deviceManagement } from './malware-overview.js'
import { intent, settingInstance } from './intent.js'
import { managedDevice } from './managed-device.js'
import { deviceOverview } from './device-overview.js'
import { roleAssignment } from './role-assignment.js'
import { roleDefinition } from './role-definition.js'
import { healthScript } from './script.js'
import { runState } from './run-state.js'
import { deviceStates } from './device-states.js'
import { directoryDevice, group, user } from './directory-object.js'
import { groupPolicyConfiguration } from './group-policy.js'
import { mobileApp } from './mobile-app.js'
import { mobileAppAssignment } from './mobile-app-assignment.js'
import { mobileAppCategory } from './mobile-app-category.js'
import { appConfiguration } from './mobile-app-configuration.js'
import { contentFile, contentVersion } from './mobile-app-content.js'
import { mobileAppRelationship } from './mobile-app-relationship.js'
import { roleScopeTag } from './role-scope-tag.js'
import { runSummary } from './run-summary.js'
import { settingSummaries } from './setting-summaries.js'
import { servicePrincipal } from './service-principal.js'
import { optionalValue, singleValue } from './single-value.js'
import { singleton } from './singleton.js'
import { deviceStatus, userStatus } from './status.js'
import { summary } from './summary.js'
import { threatConnector } from './threat-connector.js'
import { featureUpdateProfile, qualityUpdateProfile } from './update-profile.js'
import { vppToken } from './vpp-token.js'
import {
  complianceSummary,
  configurationSummary,
  configurationUserSummary,
  deviceStatusOverview,
  updateSummary,
  userStatusOverview,
} from './overviews.js'
import type { Rules } from './rules.js'

const rules: Readonly<Record<string, Rules>> = {
  agreement,
  agreementFile,
  auditLogRoot: singleton,
  deviceAppManagement: singleton,
  detectedApp,
  deviceManagement,
  device: directoryDevice,
  managedDeviceMobileAppConfiguration: appConfiguration,
  managedDeviceMobileAppConfigurationAssignment: assignment,
  managedDeviceMobileAppConfigurationDeviceStatus: deviceStatus,
  managedDeviceMobileAppConfigurationUserStatus: userStatus,
  managedDeviceMobileAppConfigurationDeviceSummary: summary,
  managedDeviceMobileAppConfigurationUserSummary: summary,
  applePushNotificationCertificate: optionalValue,
  operationApprovalRequest: approvalRequest,
  deviceCompliancePolicy: compliancePolicy,
  deviceConfiguration,
  deviceConfigurationState: deviceStates,
  deviceHealthScriptPolicyState: deviceStates,
  deviceCompliancePolicyState: deviceStates,
  managedDeviceMobileAppConfigurationState: deviceStates,
  deviceComplianceScheduledActionForRule: complianceRule,
  deviceComplianceActionItem: complianceAction,
  deviceManagementComplianceActionItem: complianceAction,
  deviceManagementCachedReportConfiguration: cachedReport,
  deviceManagementExportJob: exportJob,
  settingStateDeviceSummary: settingSummaries,
  deviceCompliancePolicySettingStateSummary: settingSummaries,
  deviceCompliancePolicyDeviceStateSummary: complianceSummary,
  deviceConfigurationDeviceStateSummary: configurationSummary,
  deviceConfigurationUserStateSummary: configurationUserSummary,
  softwareUpdateStatusSummary: updateSummary,
  deviceComplianceDeviceOverview: deviceStatusOverview,
  deviceConfigurationDeviceOverview: deviceStatusOverview,
  deviceComplianceUserOverview: userStatusOverview,
  deviceConfigurationUserOverview: userStatusOverview,
  deviceManagementConfigurationPolicy: catalogPolicy,
  deviceManagementCompliancePolicy: catalogPolicy,
  deviceManagementInventoryPolicy: catalogPolicy,
  deviceManagementConfigurationSetting: catalogSetting,
  deviceManagementReusablePolicySetting: reusableSetting,
  deviceManagementIntent: intent,
  deviceManagementSettingInstance: settingInstance,
  deviceHealthScript: healthScript,
  deviceComplianceScriptDeviceState: runState,
  deviceHealthScriptDeviceState: runState,
  deviceManagementScriptDeviceState: runState,
  deviceAndAppManagementAssignmentFilter: assignmentFilter,
  deviceEnrollmentConfiguration: enrollmentConfiguration,
  enrollmentProfile,
  enrollmentConfigurationAssignment: enrollmentAssignment,
  managedDevice,
  managedDeviceCleanupRule: cleanupRule,
  managedDeviceOverview: deviceOverview,
  intuneBrandingProfile: brandingProfile,
  intuneBrandingProfileAssignment: brandingAssignment,
  localizedNotificationMessage: localizedMessage,
  notificationMessageTemplate: notificationTemplate,
  policySet,
  policySetItem,
  reportRoot: singleton,
  roleAssignment,
  roleDefinition,
  groupPolicyConfiguration,
  groupPolicyUploadedDefinitionFile: uploadedDefinitionFile,
  managedAppPolicy,
  managedMobileApp,
  mobileApp,
  mobileAppAssignment,
  mobileAppCategory,
  mobileAppContent: contentVersion,
  mobileAppContentFile: contentFile,
  mobileAppRelationship,
  vppToken,
  deviceComplianceScriptRunSummary: runSummary,
  deviceHealthScriptRunSummary: runSummary,
  deviceManagementScriptRunSummary: runSummary,
  hardwareConfigurationRunSummary: runSummary,
  mobileThreatDefenseConnector: threatConnector,
  windowsFeatureUpdateProfile: featureUpdateProfile,
  windowsQualityUpdateProfile: qualityUpdateProfile,
  roleScopeTag,
  user,
  group,
  windowsProtectionState: optionalValue,
  importedWindowsAutopilotDeviceIdentity: autopilotImport,
  windowsAutopilotDeviceIdentity: autopilotDevice,
  windowsAutopilotDeploymentProfile: autopilotProfile,
  identityContainer: singleton,
  identityGovernance: singleton,
  application,
  servicePrincipal,
}

const none: Rules = {}

const ofResources = new WeakMap<Resource, Rules>()

/** The rules of what lives at a resource: those of its type, and what a single value of its shape is until it is written. */
export function rulesOf(resource: Resource): Rules {
  let rules = ofResources.get(resource)
  if (rules === undefined) ofResources.set(resource, (rules = findRules(resource)))
  return rules
}

function findRules(resource: Resource): Rules {
  const own = ownRules(resource.type)
  const shape = rulesOfShape(resource)
  if (own === undefined) return shape
  return shape.absent === undefined || own.absent !== undefined ? own : { ...shape, ...own }
}

function ownRules(type: EntityType): Rules | undefined {
  for (let at: EntityType | undefined = type; at !== undefined; at = at.baseType as EntityType | undefined) {
    const own = rules[at.name]
    if (own !== undefined) return own
  }
  return undefined
}

function rulesOfShape({ type, many, layout, refersTo, optional }: Resource): Rules {
  if (many && type.name.endsWith('Assignment')) return assignment
  if (many || layout === 'table' || refersTo !== undefined) return none
  return optional ? optionalValue : singleValue
}
