-- AlterTable
ALTER TABLE "managedDeviceMobileAppConfigurationDeviceSummary" ADD COLUMN     "errorCountV1" INTEGER;

-- AlterTable
ALTER TABLE "managedDeviceMobileAppConfigurationUserSummary" ADD COLUMN     "errorCountV1" INTEGER;
