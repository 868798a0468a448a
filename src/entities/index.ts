/** Every declared entity set and singleton; a singleton stands before the sets below it. */
import { createModel } from '../model/model.js'
import deviceAppManagement from './device-app-management/device-app-management.js'
import mobileAppConfigurations from './device-app-management/mobile-app-configurations.js'

export const model = createModel([deviceAppManagement, mobileAppConfigurations])
