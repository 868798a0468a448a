-- AlterTable
ALTER TABLE "deviceManagement" ADD COLUMN     "samsungEFotaFirmwareVersions" TEXT COLLATE "C" NOT NULL DEFAULT '[]';
