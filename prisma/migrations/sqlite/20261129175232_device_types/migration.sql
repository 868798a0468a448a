-- AlterTable
ALTER TABLE "managedDevice" ADD COLUMN "odataType" TEXT NOT NULL DEFAULT 'managedDevice';
