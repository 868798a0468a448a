-- CreateTable
CREATE TABLE "contentUpload" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "row" BIGINT NOT NULL,
    "since" TEXT COLLATE "C" NOT NULL,
    "encryption" TEXT COLLATE "C",
    "verdict" TEXT COLLATE "C",
    "blocks" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "size" BIGINT,
    "etag" TEXT COLLATE "C",
    "modified" TEXT COLLATE "C",
    "contentType" TEXT COLLATE "C",
    "contentMd5" TEXT COLLATE "C",

    CONSTRAINT "contentUpload_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "contentBlock" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "uploadId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "file" TEXT COLLATE "C" NOT NULL,
    "size" BIGINT NOT NULL,

    CONSTRAINT "contentBlock_pkey" PRIMARY KEY ("tenantId","uploadId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contentUpload_row_key" ON "contentUpload"("row");

-- AddForeignKey
ALTER TABLE "contentUpload" ADD CONSTRAINT "contentUpload_row_fkey" FOREIGN KEY ("row") REFERENCES "entity"("row") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contentBlock" ADD CONSTRAINT "contentBlock_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "contentUpload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
