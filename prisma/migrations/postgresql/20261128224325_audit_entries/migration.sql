-- CreateTable
CREATE TABLE "auditEntry" (
    "row" SERIAL NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "facts" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "auditEntry_pkey" PRIMARY KEY ("row")
);

-- AddForeignKey
ALTER TABLE "auditEntry" ADD CONSTRAINT "auditEntry_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
