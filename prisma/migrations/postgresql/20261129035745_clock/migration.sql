-- CreateTable
CREATE TABLE "clock" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "anchor" DOUBLE PRECISION NOT NULL,
    "base" DOUBLE PRECISION NOT NULL,
    "rate" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("tenantId")
);
