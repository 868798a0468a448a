-- CreateTable
CREATE TABLE "operationCall" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "parameters" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "userId" TEXT,

    PRIMARY KEY ("tenantId", "id"),
    CONSTRAINT "operationCall_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "operationCall_tenantId_at_idx" ON "operationCall"("tenantId", "at");
