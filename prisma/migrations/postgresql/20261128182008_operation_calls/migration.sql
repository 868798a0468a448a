-- CreateTable
CREATE TABLE "operationCall" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "at" TEXT COLLATE "C" NOT NULL,
    "version" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "operation" TEXT COLLATE "C" NOT NULL,
    "parameters" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C",

    CONSTRAINT "operationCall_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "operationCall_tenantId_at_idx" ON "operationCall"("tenantId", "at");

-- AddForeignKey
ALTER TABLE "operationCall" ADD CONSTRAINT "operationCall_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
