-- CreateTable
CREATE TABLE "clock" (
    "tenantId" TEXT NOT NULL PRIMARY KEY,
    "anchor" REAL NOT NULL,
    "base" REAL NOT NULL,
    "rate" REAL NOT NULL
);
