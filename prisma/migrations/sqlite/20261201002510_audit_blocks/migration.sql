-- AlterTable
ALTER TABLE "auditEntry" ADD COLUMN "entries" INTEGER NOT NULL DEFAULT 1;
