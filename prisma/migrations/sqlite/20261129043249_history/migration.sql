-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_auditEntry" (
    "row" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "tenantId" TEXT NOT NULL,
    "settled" INTEGER NOT NULL DEFAULT 0,
    "at" TEXT NOT NULL DEFAULT '',
    "facts" TEXT NOT NULL,
    CONSTRAINT "auditEntry_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_auditEntry" ("facts", "row", "tenantId") SELECT "facts", "row", "tenantId" FROM "auditEntry";
DROP TABLE "auditEntry";
ALTER TABLE "new_auditEntry" RENAME TO "auditEntry";
CREATE INDEX "auditEntry_tenantId_idx" ON "auditEntry"("tenantId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
