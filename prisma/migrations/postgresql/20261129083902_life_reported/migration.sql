-- AlterTable
ALTER TABLE "lifeDevice" ADD COLUMN     "reported" TEXT COLLATE "C";
