-- DropForeignKey
ALTER TABLE "entity" DROP CONSTRAINT "entity_parentRow_fkey";

-- DropForeignKey
ALTER TABLE "reference" DROP CONSTRAINT "reference_fromRow_fkey";

-- DropForeignKey
ALTER TABLE "reference" DROP CONSTRAINT "reference_toRow_fkey";

-- DropForeignKey
ALTER TABLE "contentUpload" DROP CONSTRAINT "contentUpload_row_fkey";

-- What a document contains goes with it, and so do its references and uploads: looked for once in a statement and not once for
-- each row and key. A transaction that adds a row locks the documents that the row names FOR KEY SHARE. A connection keeps
-- the plans of these statements, so each is an index scan even if it is planned when the tables have a page.
CREATE FUNCTION "deleteContained"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    numbers BIGINT[] := ARRAY(SELECT "row" FROM removed);
BEGIN
    IF cardinality(numbers) = 0 THEN RETURN NULL; END IF;
    DELETE FROM "entity" WHERE "parentRow" = ANY (numbers);
    DELETE FROM "reference" WHERE "fromRow" = ANY (numbers);
    DELETE FROM "reference" WHERE "toRow" = ANY (numbers);
    DELETE FROM "contentUpload" WHERE "row" = ANY (numbers);
    RETURN NULL;
END $$;

CREATE TRIGGER "entity_contained" AFTER DELETE ON "entity" REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION "deleteContained"();

-- The same for what belongs to items in tables of their types.
DROP TRIGGER "application_documents" ON "application";
DROP TRIGGER "servicePrincipal_documents" ON "servicePrincipal";
DROP TRIGGER "user_documents" ON "user";
DROP TRIGGER "group_documents" ON "group";
DROP TRIGGER "managedDeviceMobileAppConfiguration_documents" ON "managedDeviceMobileAppConfiguration";
DROP TRIGGER "mobileAppCategory_documents" ON "mobileAppCategory";
DROP TRIGGER "mobileApp_documents" ON "mobileApp";
DROP TRIGGER "managedDevice_documents" ON "managedDevice";
DROP TRIGGER "deviceAndAppManagementAssignmentFilter_documents" ON "deviceAndAppManagementAssignmentFilter";
DROP TRIGGER "deviceCategory_documents" ON "deviceCategory";
DROP TRIGGER "roleScopeTag_documents" ON "roleScopeTag";
DROP TRIGGER "organization_documents" ON "organization";

CREATE OR REPLACE FUNCTION "deleteDocuments"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    own TEXT;
    keys TEXT[];
BEGIN
    FOR own, keys IN SELECT "tenantId", array_agg("id") FROM removed GROUP BY "tenantId" LOOP
        DELETE FROM "entity" WHERE "tenantId" = own AND "parentTable" = TG_TABLE_NAME::text AND "above" = ANY (keys);
        DELETE FROM "reference" WHERE "tenantId" = own AND "fromTable" = TG_TABLE_NAME::text AND "fromKey" = ANY (keys);
        DELETE FROM "reference" WHERE "tenantId" = own AND "toTable" = TG_TABLE_NAME::text AND "toKey" = ANY (keys);
    END LOOP;
    RETURN NULL;
END $$;

CREATE TRIGGER "application_documents" AFTER DELETE ON "application" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "servicePrincipal_documents" AFTER DELETE ON "servicePrincipal" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "user_documents" AFTER DELETE ON "user" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "group_documents" AFTER DELETE ON "group" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "managedDeviceMobileAppConfiguration_documents" AFTER DELETE ON "managedDeviceMobileAppConfiguration" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "mobileAppCategory_documents" AFTER DELETE ON "mobileAppCategory" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "mobileApp_documents" AFTER DELETE ON "mobileApp" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "managedDevice_documents" AFTER DELETE ON "managedDevice" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "deviceAndAppManagementAssignmentFilter_documents" AFTER DELETE ON "deviceAndAppManagementAssignmentFilter" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "deviceCategory_documents" AFTER DELETE ON "deviceCategory" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "roleScopeTag_documents" AFTER DELETE ON "roleScopeTag" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
CREATE TRIGGER "organization_documents" AFTER DELETE ON "organization" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "deleteDocuments"();
