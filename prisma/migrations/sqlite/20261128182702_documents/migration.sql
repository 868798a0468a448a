-- CreateTable
CREATE TABLE "entity" (
    "row" INTEGER NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "above" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "parentRow" INTEGER,
    "parentTable" TEXT,
    "odataType" TEXT NOT NULL,
    "name" TEXT,
    "body" TEXT NOT NULL,
    "bodyV1" TEXT,
    "folded" TEXT NOT NULL,
    CONSTRAINT "entity_contained" CHECK ("above" = '' OR "parentRow" IS NOT NULL OR "parentTable" IS NOT NULL),
    CONSTRAINT "entity_parentRow_fkey" FOREIGN KEY ("parentRow") REFERENCES "entity" ("row") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "reference" (
    "tenantId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "fromKey" TEXT NOT NULL,
    "toKey" TEXT NOT NULL,
    "fromRow" INTEGER,
    "fromTable" TEXT,
    "toRow" INTEGER,
    "toTable" TEXT,

    PRIMARY KEY ("tenantId", "path", "fromKey", "toKey"),
    CONSTRAINT "reference_fromRow_fkey" FOREIGN KEY ("fromRow") REFERENCES "entity" ("row") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "reference_toRow_fkey" FOREIGN KEY ("toRow") REFERENCES "entity" ("row") ON DELETE CASCADE ON UPDATE NO ACTION
);

-- CreateIndex
-- The row is behind every key of an index anyhow.
CREATE INDEX "entity_tenantId_path_above_row_idx" ON "entity"("tenantId", "path", "above");

-- CreateIndex
CREATE INDEX "entity_tenantId_path_above_name_row_idx" ON "entity"("tenantId", "path", "above", "name");

-- CreateIndex
CREATE INDEX "entity_parentRow_idx" ON "entity"("parentRow") WHERE "parentRow" IS NOT NULL;

-- CreateIndex
CREATE INDEX "entity_tenantId_parentTable_above_idx" ON "entity"("tenantId", "parentTable", "above") WHERE "parentTable" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "entity_tenantId_path_above_id_key" ON "entity"("tenantId", "path", "above", "id");

-- CreateIndex
CREATE INDEX "reference_tenantId_fromTable_fromKey_idx" ON "reference"("tenantId", "fromTable", "fromKey") WHERE "fromTable" IS NOT NULL;

-- CreateIndex
CREATE INDEX "reference_tenantId_toTable_toKey_idx" ON "reference"("tenantId", "toTable", "toKey") WHERE "toTable" IS NOT NULL;

-- CreateIndex
CREATE INDEX "reference_fromRow_idx" ON "reference"("fromRow") WHERE "fromRow" IS NOT NULL;

-- CreateIndex
CREATE INDEX "reference_toRow_idx" ON "reference"("toRow") WHERE "toRow" IS NOT NULL;

-- What belongs to an item in a table of its type goes with it.
CREATE TRIGGER "application_documents" AFTER DELETE ON "application" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'application' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'application' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'application' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "servicePrincipal_documents" AFTER DELETE ON "servicePrincipal" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'servicePrincipal' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'servicePrincipal' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'servicePrincipal' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "user_documents" AFTER DELETE ON "user" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'user' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'user' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'user' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "group_documents" AFTER DELETE ON "group" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'group' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'group' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'group' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "managedDeviceMobileAppConfiguration_documents" AFTER DELETE ON "managedDeviceMobileAppConfiguration" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'managedDeviceMobileAppConfiguration' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'managedDeviceMobileAppConfiguration' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'managedDeviceMobileAppConfiguration' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "mobileAppCategory_documents" AFTER DELETE ON "mobileAppCategory" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'mobileAppCategory' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'mobileAppCategory' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'mobileAppCategory' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "mobileApp_documents" AFTER DELETE ON "mobileApp" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'mobileApp' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'mobileApp' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'mobileApp' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "managedDevice_documents" AFTER DELETE ON "managedDevice" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'managedDevice' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'managedDevice' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'managedDevice' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "deviceAndAppManagementAssignmentFilter_documents" AFTER DELETE ON "deviceAndAppManagementAssignmentFilter" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'deviceAndAppManagementAssignmentFilter' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'deviceAndAppManagementAssignmentFilter' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'deviceAndAppManagementAssignmentFilter' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "deviceCategory_documents" AFTER DELETE ON "deviceCategory" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'deviceCategory' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'deviceCategory' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'deviceCategory' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "roleScopeTag_documents" AFTER DELETE ON "roleScopeTag" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'roleScopeTag' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'roleScopeTag' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'roleScopeTag' AND "toKey" = OLD."id";
END;
CREATE TRIGGER "organization_documents" AFTER DELETE ON "organization" FOR EACH ROW BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = 'organization' AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = 'organization' AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = 'organization' AND "toKey" = OLD."id";
END;
