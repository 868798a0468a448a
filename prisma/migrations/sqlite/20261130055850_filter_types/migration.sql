-- AlterTable
ALTER TABLE "deviceAndAppManagementAssignmentFilter" ADD COLUMN "odataType" TEXT NOT NULL DEFAULT 'deviceAndAppManagementAssignmentFilter';
ALTER TABLE "deviceAndAppManagementAssignmentFilter" ADD COLUMN "derived" TEXT NOT NULL DEFAULT '{}';
