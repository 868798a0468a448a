-- CreateTable
CREATE TABLE "contentUpload" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "since" TEXT NOT NULL,
    "encryption" TEXT,
    "verdict" TEXT,
    "blocks" TEXT NOT NULL DEFAULT '[]',
    "size" BIGINT,
    "etag" TEXT,
    "modified" TEXT,
    "contentType" TEXT,
    "contentMd5" TEXT,

    PRIMARY KEY ("tenantId", "id"),
    CONSTRAINT "contentUpload_row_fkey" FOREIGN KEY ("row") REFERENCES "entity" ("row") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "contentBlock" (
    "tenantId" TEXT NOT NULL,
    "uploadId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "size" BIGINT NOT NULL,

    PRIMARY KEY ("tenantId", "uploadId", "id"),
    CONSTRAINT "contentBlock_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "contentUpload" ("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "contentUpload_row_key" ON "contentUpload"("row");
