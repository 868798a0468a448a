/** The Intune services behind the devices area, named as their error messages name them, and what they ask for. */
import type { Backend, Permissions } from '../../model/sets.js'

export const devices: Backend = { kind: 'intune', service: 'DeviceFE_2607/StatelessDeviceFEService' }

export const assignmentFilters: Backend = {
  kind: 'intune',
  service: 'AssignmentFilter_2607/StatelessAssignmentFilterFEService',
}

export const roles: Backend = { kind: 'intune', service: 'RACerts_2607/StatelessRoleAdministrationFEService' }

/** @see https://learn.microsoft.com/graph/permissions-reference#devicemanagementmanageddevicesreadwriteall */
export const managedDevicesPermissions = readAndWrite('DeviceManagementManagedDevices')

export const configurationPermissions = readAndWrite('DeviceManagementConfiguration')

export const rolesPermissions = readAndWrite('DeviceManagementRBAC')

/** The root shows a little of everything: the permission for any part of the area opens it. */
export const anyDeviceManagementPermissions: Permissions = {
  read: ['Configuration', 'ServiceConfig', 'ManagedDevices', 'Apps', 'RBAC'].flatMap(
    (area) => readAndWrite(`DeviceManagement${area}`).read,
  ),
  write: ['DeviceManagementConfiguration.ReadWrite.All', 'DeviceManagementServiceConfig.ReadWrite.All'],
}

function readAndWrite(area: string): Permissions {
  return { read: [`${area}.Read.All`, `${area}.ReadWrite.All`], write: [`${area}.ReadWrite.All`] }
}
