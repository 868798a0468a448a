import type { Backend, Permissions } from '../../model/sets.js'

/** The Intune service behind the apps area, named as its error messages name it. */
export const appLifecycle: Backend = {
  kind: 'intune',
  service: 'AppLifecycle_2607/StatelessAppMetadataFEService',
}

/** @see https://learn.microsoft.com/graph/permissions-reference#devicemanagementappsreadwriteall */
export const appsPermissions: Permissions = {
  read: ['DeviceManagementApps.Read.All', 'DeviceManagementApps.ReadWrite.All'],
  write: ['DeviceManagementApps.ReadWrite.All'],
}
