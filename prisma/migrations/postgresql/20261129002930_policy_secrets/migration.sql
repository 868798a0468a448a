-- CreateTable
CREATE TABLE "policySecret" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "owner" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "policySecret_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "policySecret_tenantId_owner_idx" ON "policySecret"("tenantId", "owner");

-- AddForeignKey
ALTER TABLE "policySecret" ADD CONSTRAINT "policySecret_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
