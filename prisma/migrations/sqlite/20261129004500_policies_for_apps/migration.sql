-- Policies for apps are stored under the set of all kinds.
UPDATE "entity" SET "path" = 'deviceAppManagement/managedAppPolicies' || substr("path", length('deviceAppManagement/androidManagedAppProtections') + 1)
  WHERE "path" = 'deviceAppManagement/androidManagedAppProtections' OR "path" LIKE 'deviceAppManagement/androidManagedAppProtections/%';
UPDATE "entity" SET "path" = 'deviceAppManagement/managedAppPolicies' || substr("path", length('deviceAppManagement/defaultManagedAppProtections') + 1)
  WHERE "path" = 'deviceAppManagement/defaultManagedAppProtections' OR "path" LIKE 'deviceAppManagement/defaultManagedAppProtections/%';
UPDATE "entity" SET "path" = 'deviceAppManagement/managedAppPolicies' || substr("path", length('deviceAppManagement/iosManagedAppProtections') + 1)
  WHERE "path" = 'deviceAppManagement/iosManagedAppProtections' OR "path" LIKE 'deviceAppManagement/iosManagedAppProtections/%';
UPDATE "entity" SET "path" = 'deviceAppManagement/managedAppPolicies' || substr("path", length('deviceAppManagement/mdmWindowsInformationProtectionPolicies') + 1)
  WHERE "path" = 'deviceAppManagement/mdmWindowsInformationProtectionPolicies' OR "path" LIKE 'deviceAppManagement/mdmWindowsInformationProtectionPolicies/%';
UPDATE "entity" SET "path" = 'deviceAppManagement/managedAppPolicies' || substr("path", length('deviceAppManagement/targetedManagedAppConfigurations') + 1)
  WHERE "path" = 'deviceAppManagement/targetedManagedAppConfigurations' OR "path" LIKE 'deviceAppManagement/targetedManagedAppConfigurations/%';
UPDATE "entity" SET "path" = 'deviceAppManagement/managedAppPolicies' || substr("path", length('deviceAppManagement/windowsInformationProtectionPolicies') + 1)
  WHERE "path" = 'deviceAppManagement/windowsInformationProtectionPolicies' OR "path" LIKE 'deviceAppManagement/windowsInformationProtectionPolicies/%';
UPDATE "entity" SET "path" = 'deviceAppManagement/managedAppPolicies' || substr("path", length('deviceAppManagement/windowsManagedAppProtections') + 1)
  WHERE "path" = 'deviceAppManagement/windowsManagedAppProtections' OR "path" LIKE 'deviceAppManagement/windowsManagedAppProtections/%';
