-- CreateTable
CREATE TABLE "auditEntry" (
    "row" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "tenantId" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    CONSTRAINT "auditEntry_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
