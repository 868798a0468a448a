/** Every declared entity set and singleton; a singleton stands before the sets below it. */
import { createModel } from '../model/model.js'
import deviceAppManagement from './device-app-management/device-app-management.js'
import mobileAppCategories from './device-app-management/mobile-app-categories.js'
import mobileAppConfigurations from './device-app-management/mobile-app-configurations.js'
import mobileApps from './device-app-management/mobile-apps.js'
import assignmentFilters from './device-management/assignment-filters.js'
import deviceCategories from './device-management/device-categories.js'
import deviceManagement from './device-management/device-management.js'
import managedDevices from './device-management/managed-devices.js'
import roleScopeTags from './device-management/role-scope-tags.js'
import applications from './directory/applications.js'
import groups from './directory/groups.js'
import me from './directory/me.js'
import organization from './directory/organization.js'
import servicePrincipals from './directory/service-principals.js'
import users from './directory/users.js'

export const declarations = [
  deviceAppManagement,
  mobileApps,
  mobileAppConfigurations,
  mobileAppCategories,
  deviceManagement,
  managedDevices,
  deviceCategories,
  assignmentFilters,
  roleScopeTags,
  users,
  me,
  groups,
  organization,
  applications,
  servicePrincipals,
]

export const model = createModel(declarations)
