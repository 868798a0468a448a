-- CreateTable
CREATE TABLE "lifeTenant" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "switched" INTEGER,
    "settings" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    "begunAt" BIGINT,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "runner" TEXT COLLATE "C",

    CONSTRAINT "lifeTenant_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "lifeDevice" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "facts" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "lifeDevice_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "lifePolicy" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "facts" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "lifePolicy_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "lifeEvent" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,
    "rank" INTEGER NOT NULL,
    "deviceId" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "policyId" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "kind" TEXT COLLATE "C" NOT NULL,
    "facts" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "lifeEvent_pkey" PRIMARY KEY ("tenantId","at","rank","deviceId","policyId","kind")
);

-- CreateTable
CREATE TABLE "lifeNote" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "deviceId" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,
    "policyId" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "kind" TEXT COLLATE "C" NOT NULL,
    "facts" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "lifeNote_pkey" PRIMARY KEY ("tenantId","deviceId","at","policyId","kind")
);

-- CreateIndex
CREATE INDEX "lifeNote_tenantId_kind_at_idx" ON "lifeNote"("tenantId", "kind", "at");
