-- AlterTable
ALTER TABLE "deviceAndAppManagementAssignmentFilter" ADD COLUMN     "derived" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
ADD COLUMN     "odataType" TEXT COLLATE "C" NOT NULL DEFAULT 'deviceAndAppManagementAssignmentFilter';
