/** What every tenant of Intune has from its first moment and keeps: defaults of enrolment, roles, the default branding. */
import type { BuiltIn } from '../../model/model.js'
import { appCatalog } from './app-catalog.js'
import { appCategories } from './app-categories.js'
import { defaultBranding } from './branding.js'
import { complianceSummaries } from './compliance-summaries.js'
import { enrollmentDefaults } from './enrollment.js'
import { assistancePartners, managementPartners } from './partners.js'
import { appStatuses } from './app-statuses.js'
import { builtInRoles, resourceOperations } from './roles.js'
import { updateCatalog } from './update-catalog.js'

export function builtInOf(tenantId: string): readonly BuiltIn[] {
  return [
    { path: 'deviceAppManagement/managedAppStatuses', entities: appStatuses },
    { path: 'deviceAppManagement/mobileAppCatalogPackages', entities: appCatalog },
    { path: 'deviceAppManagement/mobileAppCategories', entities: appCategories },
    { path: 'deviceManagement/deviceCompliancePolicySettingStateSummaries', entities: complianceSummaries },
    { path: 'deviceManagement/deviceEnrollmentConfigurations', entities: enrollmentDefaults(tenantId) },
    { path: 'deviceManagement/deviceManagementPartners', entities: managementPartners },
    { path: 'deviceManagement/intuneBrandingProfiles', entities: [defaultBranding] },
    { path: 'deviceManagement/remoteAssistancePartners', entities: assistancePartners },
    { path: 'deviceManagement/roleDefinitions', entities: builtInRoles },
    { path: 'deviceManagement/resourceOperations', entities: resourceOperations },
    { path: 'deviceManagement/windowsUpdateCatalogItems', entities: updateCatalog },
  ]
}
