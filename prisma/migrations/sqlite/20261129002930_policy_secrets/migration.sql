-- CreateTable
CREATE TABLE "policySecret" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "id"),
    CONSTRAINT "policySecret_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "policySecret_tenantId_owner_idx" ON "policySecret"("tenantId", "owner");
