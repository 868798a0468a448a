-- AlterTable
ALTER TABLE "managedDevice" ADD COLUMN     "odataType" TEXT COLLATE "C" NOT NULL DEFAULT 'managedDevice';
