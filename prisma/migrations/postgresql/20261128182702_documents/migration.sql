-- CreateTable
CREATE TABLE "entity" (
    "row" BIGSERIAL NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "above" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "parentRow" BIGINT,
    "parentTable" TEXT COLLATE "C",
    "odataType" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C",
    "body" JSON NOT NULL,
    "bodyV1" JSON,
    "folded" JSON NOT NULL,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("row"),
    CONSTRAINT "entity_contained" CHECK ("above" = '' OR "parentRow" IS NOT NULL OR "parentTable" IS NOT NULL)
);

-- CreateTable
CREATE TABLE "reference" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "fromKey" TEXT COLLATE "C" NOT NULL,
    "toKey" TEXT COLLATE "C" NOT NULL,
    "fromRow" BIGINT,
    "fromTable" TEXT COLLATE "C",
    "toRow" BIGINT,
    "toTable" TEXT COLLATE "C",

    CONSTRAINT "reference_pkey" PRIMARY KEY ("tenantId","path","fromKey","toKey")
);

-- CreateIndex
CREATE INDEX "entity_tenantId_path_above_row_idx" ON "entity"("tenantId", "path", "above", "row");

-- CreateIndex
CREATE INDEX "entity_tenantId_path_above_name_row_idx" ON "entity"("tenantId", "path", "above", "name" NULLS FIRST, "row");

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

-- AddForeignKey
ALTER TABLE "entity" ADD CONSTRAINT "entity_parentRow_fkey" FOREIGN KEY ("parentRow") REFERENCES "entity"("row") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reference" ADD CONSTRAINT "reference_fromRow_fkey" FOREIGN KEY ("fromRow") REFERENCES "entity"("row") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reference" ADD CONSTRAINT "reference_toRow_fkey" FOREIGN KEY ("toRow") REFERENCES "entity"("row") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What belongs to an item in a table of its type goes with it.
CREATE FUNCTION "deleteDocuments"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "entity" WHERE "tenantId" = OLD."tenantId" AND "parentTable" = TG_TABLE_NAME::text AND "above" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "fromTable" = TG_TABLE_NAME::text AND "fromKey" = OLD."id";
    DELETE FROM "reference" WHERE "tenantId" = OLD."tenantId" AND "toTable" = TG_TABLE_NAME::text AND "toKey" = OLD."id";
    RETURN NULL;
END $$;

CREATE TRIGGER "application_documents" AFTER DELETE ON "application" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "servicePrincipal_documents" AFTER DELETE ON "servicePrincipal" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "user_documents" AFTER DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "group_documents" AFTER DELETE ON "group" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "managedDeviceMobileAppConfiguration_documents" AFTER DELETE ON "managedDeviceMobileAppConfiguration" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "mobileAppCategory_documents" AFTER DELETE ON "mobileAppCategory" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "mobileApp_documents" AFTER DELETE ON "mobileApp" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "managedDevice_documents" AFTER DELETE ON "managedDevice" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "deviceAndAppManagementAssignmentFilter_documents" AFTER DELETE ON "deviceAndAppManagementAssignmentFilter" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "deviceCategory_documents" AFTER DELETE ON "deviceCategory" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "roleScopeTag_documents" AFTER DELETE ON "roleScopeTag" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "organization_documents" AFTER DELETE ON "organization" FOR EACH ROW EXECUTE FUNCTION "deleteDocuments"();
