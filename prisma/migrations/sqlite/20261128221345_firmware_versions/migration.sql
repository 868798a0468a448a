-- AlterTable
ALTER TABLE "deviceManagement" ADD COLUMN "samsungEFotaFirmwareVersions" TEXT NOT NULL DEFAULT '[]';
