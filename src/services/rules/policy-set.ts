/**
 * Policy sets and their items, which name apps and policies of other sets (B117). The status is the service's to say.
 * @see https://learn.microsoft.com/graph/api/resources/intune-policyset-policyset
 */
import { backendRefusal, conflict } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { qualifiedName } from '../../model/types.js'
import { capital } from '../../model/words.js'
import type { Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

export const policySet: Rules = {
  *prepare({ profile }, { keys }, { entity }, body) {
    if (keys.length > 0) return
    const said = ['status', 'errorCode'].find((name) => Object.hasOwn(body, name))
    if (said !== undefined && profile.ownMembers === 'kept')
      throw backendRefusal(`'${said}' of a policy set is not taken: the service sets it.`, said)
    if (!Object.hasOwn(body, 'errorCode')) entity['errorCode'] = 'noError'
  },
}

const APPS = 'deviceAppManagement'
const MANAGEMENT = 'deviceManagement'

/** Where the payload of an item lives, by what stands before `PolicySetItem` in the name of its type. */
const PAYLOADS: Readonly<Record<string, string>> = {
  deviceCompliancePolicy: `${MANAGEMENT}/deviceCompliancePolicies`,
  deviceConfiguration: `${MANAGEMENT}/deviceConfigurations`,
  deviceManagementConfigurationPolicy: `${MANAGEMENT}/configurationPolicies`,
  deviceManagementScript: `${MANAGEMENT}/deviceManagementScripts`,
  enrollmentRestrictionsConfiguration: `${MANAGEMENT}/deviceEnrollmentConfigurations`,
  iosLobAppProvisioningConfiguration: `${APPS}/iosLobAppProvisioningConfigurations`,
  managedAppProtection: `${APPS}/managedAppPolicies`,
  managedDeviceMobileAppConfiguration: `${APPS}/mobileAppConfigurations`,
  mdmWindowsInformationProtectionPolicy: `${APPS}/managedAppPolicies`,
  mobileApp: `${APPS}/mobileApps`,
  targetedManagedAppConfiguration: `${APPS}/managedAppPolicies`,
  windows10EnrollmentCompletionPageConfiguration: `${MANAGEMENT}/deviceEnrollmentConfigurations`,
  windowsAutopilotDeploymentProfile: `${MANAGEMENT}/windowsAutopilotDeploymentProfiles`,
}

/** Ids of payloads have a GUID in them. */
const NAMES_SOMETHING = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

const kindOf = (type: string): string => type.replace(/PolicySetItem$/, '')

export const policySetItem: Rules = {
  *newId(scope, { keys: [set = ''] }, { payloadId }, { name }) {
    const kind = kindOf(name)
    // The reference adds items of one text again and again, which is the id of nothing.
    if (scope.profile.policySetPayloads !== 'existing' && !NAMES_SOMETHING.test(String(payloadId))) return scope.newId()
    return `${set}_${String(payloadId)}_${capital(kind)}_Parcel`
  },

  *prepare(scope, { keys }, { type, entity }, body) {
    if (keys.length > 1) return
    const kind = kindOf(type.name)
    const payload = yield* payloadOf(scope, kind, entity)
    const sent = scope.profile.ownMembers === 'as sent' ? body : {}
    Object.assign(entity, { status: sent['status'] ?? 'notAssigned', errorCode: sent['errorCode'] ?? 'noError' })
    if (payload === undefined) return
    entity['displayName'] = payload.entity['displayName'] ?? payload.entity['name'] ?? null
    entity['itemType'] = kind === 'mobileApp' ? null : `#${qualifiedName(payload.type)}`
  },

  duplicate: ({ keys: [set = ''] }) => conflict(`The policy set '${set}' has an item of that payload already.`),
}

function* payloadOf({ store, model, profile }: Scope, kind: string, { payloadId }: Entity): Work<Stored | undefined> {
  const path = PAYLOADS[kind]
  const payload = path === undefined ? undefined : yield* store.load(model.resourceAt(path), [String(payloadId)])
  if (payload === undefined && profile.policySetPayloads === 'existing')
    throw backendRefusal(`The payload '${String(payloadId)}' of a policy set item does not exist.`, 'payloadId')
  return payload
}
