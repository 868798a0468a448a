-- CreateTable
CREATE TABLE "requestBlock" (
    "row" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "tenantId" TEXT NOT NULL,
    "at" REAL NOT NULL,
    "entries" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "facts" TEXT NOT NULL,
    "bodies" TEXT
);

-- CreateTable
CREATE TABLE "requestPin" (
    "row" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "tenantId" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "bodies" TEXT,

    PRIMARY KEY ("row", "place")
);

-- CreateIndex
CREATE INDEX "requestBlock_tenantId_row_idx" ON "requestBlock"("tenantId", "row");
