/**
 * Where the live service answers writes with other codes than it mostly does, by the path of the set in lower case. Tools
 * that compare codes rely on them. @see https://github.com/almenscorner/IntuneCD, whose modules name the codes they expect
 */
import type { ServiceBehaviour } from '../model/sets.js'

export type Codes = Partial<
  Pick<ServiceBehaviour, 'createStatus' | 'updateStatus' | 'deleteStatus' | 'actionStatus'>
> & {
  /** Of single actions, by name in lower case. */
  readonly actions?: Readonly<Record<string, 200 | 204>>
}

/** PATCH gives the entity back. */
const updated: Codes = { updateStatus: 200 }

/** POST gives 200. */
const created: Codes = { createStatus: 200, updateStatus: 200 }

/** Policies for apps: neither DELETE nor `assign` is 200. */
const appPolicies: Codes = { deleteStatus: 204, actionStatus: 204 }

/** Remote actions answer as the reference says (B124), and so does DELETE of a device (B120). */
const devices: Codes = { deleteStatus: 204, actionStatus: 204 }

export const LIVE_CODES: Readonly<Record<string, Codes>> = {
  'deviceappmanagement/androidmanagedappprotections': appPolicies,
  'deviceappmanagement/defaultmanagedappprotections': appPolicies,
  'deviceappmanagement/iosmanagedappprotections': appPolicies,
  'deviceappmanagement/managedapppolicies': appPolicies,
  'deviceappmanagement/mdmwindowsinformationprotectionpolicies': appPolicies,
  'deviceappmanagement/mobileapps': { actions: { updaterelationships: 204 } },
  'deviceappmanagement/mobileapps/contentversions/files': { actionStatus: 204 },
  'deviceappmanagement/targetedmanagedappconfigurations': appPolicies,
  'deviceappmanagement/windowsinformationprotectionpolicies': { ...appPolicies, updateStatus: 200 },
  'deviceappmanagement/windowsmanagedappprotections': appPolicies,
  'devicemanagement/assignmentfilters': updated,
  'devicemanagement/comanageddevices': devices,
  'devicemanagement/devicecategories': updated,
  'devicemanagement/devicecompliancescripts': updated,
  'devicemanagement/devicecustomattributeshellscripts': updated,
  'devicemanagement/deviceenrollmentconfigurations': updated,
  'devicemanagement/devicehealthscripts': updated,
  'devicemanagement/devicemanagementscripts': updated,
  'devicemanagement/deviceshellscripts': updated,
  'devicemanagement/grouppolicyconfigurations': {
    updateStatus: 200,
    deleteStatus: 204,
    actions: { updatedefinitionvalues: 204 },
  },
  'devicemanagement/intents': { actionStatus: 204 },
  'devicemanagement/manageddevices': devices,
  'devicemanagement/notificationmessagetemplates': { ...created, actions: { sendtestmessage: 204 } },
  'devicemanagement/notificationmessagetemplates/localizednotificationmessages': created,
  'devicemanagement/roledefinitions': created,
  'devicemanagement/rolescopetags': created,
  'devicemanagement/windowsautopilotdeploymentprofiles': updated,
  'devicemanagement/windowsdriverupdateprofiles': updated,
  'devicemanagement/windowsfeatureupdateprofiles': updated,
  'devicemanagement/windowsqualityupdatepolicies': updated,
  'devicemanagement/windowsqualityupdateprofiles': updated,
  'identity/conditionalaccess/policies': { deleteStatus: 200 },
}
