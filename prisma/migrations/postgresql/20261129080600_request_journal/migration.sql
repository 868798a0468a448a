-- CreateTable
CREATE TABLE "requestBlock" (
    "row" SERIAL NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "at" DOUBLE PRECISION NOT NULL,
    "entries" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "facts" TEXT COLLATE "C" NOT NULL,
    "bodies" TEXT COLLATE "C",

    CONSTRAINT "requestBlock_pkey" PRIMARY KEY ("row")
);

-- CreateTable
CREATE TABLE "requestPin" (
    "row" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "facts" TEXT COLLATE "C" NOT NULL,
    "bodies" TEXT COLLATE "C",

    CONSTRAINT "requestPin_pkey" PRIMARY KEY ("row","place")
);

-- CreateIndex
CREATE INDEX "requestBlock_tenantId_row_idx" ON "requestBlock"("tenantId", "row");
