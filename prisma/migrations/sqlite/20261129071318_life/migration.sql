-- CreateTable
CREATE TABLE "lifeTenant" (
    "tenantId" TEXT NOT NULL PRIMARY KEY,
    "switched" INTEGER,
    "settings" TEXT NOT NULL DEFAULT '{}',
    "begunAt" BIGINT,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "runner" TEXT
);

-- CreateTable
CREATE TABLE "lifeDevice" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "facts" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "lifePolicy" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "facts" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "lifeEvent" (
    "tenantId" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "rank" INTEGER NOT NULL,
    "deviceId" TEXT NOT NULL DEFAULT '',
    "policyId" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "facts" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "at", "rank", "deviceId", "policyId", "kind")
);

-- CreateTable
CREATE TABLE "lifeNote" (
    "tenantId" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "policyId" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "facts" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "deviceId", "at", "policyId", "kind")
);

-- CreateIndex
CREATE INDEX "lifeNote_tenantId_kind_at_idx" ON "lifeNote"("tenantId", "kind", "at");
