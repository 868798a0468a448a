/** What the public model does not say, and no rule of thumb gets right. */
import type { Overlay } from '../model/facts/types.js'

export const overlay: Overlay = {
  properties: {},
  types: {
    deviceManagementConfigurationCategory: { set: 'deviceManagement/configurationCategories' },
    deviceManagementConfigurationSettingDefinition: { set: 'deviceManagement/configurationSettings' },
    managedDevice: { set: 'deviceManagement/managedDevices' },
    user: { set: 'users' },
  },
}
