-- AlterTable
ALTER TABLE "application" ADD COLUMN     "uniqueNameFolded" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "group" ADD COLUMN     "uniqueNameFolded" TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "directoryChange" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "memberId" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "sequence" INTEGER NOT NULL,
    "expiresAt" TEXT COLLATE "C",

    CONSTRAINT "directoryChange_pkey" PRIMARY KEY ("tenantId","path","id","memberId")
);

-- CreateIndex
CREATE INDEX "directoryChange_tenantId_path_memberId_sequence_id_idx" ON "directoryChange"("tenantId", "path", "memberId", "sequence", "id");

-- CreateIndex
CREATE INDEX "directoryChange_expiresAt_idx" ON "directoryChange"("expiresAt");

-- A name that names one object has a column of its own. Where several objects had the same, the first one keeps it.
UPDATE "application" SET "uniqueNameFolded" = "folded"::jsonb ->> 'uniqueName', "folded" = ("folded"::jsonb - 'uniqueName')::text WHERE "uniqueName" IS NOT NULL;
UPDATE "application" SET "uniqueName" = NULL, "uniqueNameFolded" = NULL WHERE "uniqueName" IS NOT NULL AND EXISTS (
    SELECT 1 FROM "application" f WHERE f."tenantId" = "application"."tenantId" AND f."uniqueNameFolded" = "application"."uniqueNameFolded" AND f."id" < "application"."id"
);

UPDATE "group" SET "uniqueNameFolded" = "folded"::jsonb ->> 'uniqueName', "folded" = ("folded"::jsonb - 'uniqueName')::text WHERE "uniqueName" IS NOT NULL;
UPDATE "group" SET "uniqueName" = NULL, "uniqueNameFolded" = NULL WHERE "uniqueName" IS NOT NULL AND EXISTS (
    SELECT 1 FROM "group" f WHERE f."tenantId" = "group"."tenantId" AND f."uniqueNameFolded" = "group"."uniqueNameFolded" AND f."id" < "group"."id"
);

-- CreateIndex
CREATE UNIQUE INDEX "application_tenantId_uniqueNameFolded_key" ON "application"("tenantId", "uniqueNameFolded");

-- CreateIndex
CREATE UNIQUE INDEX "group_tenantId_uniqueNameFolded_key" ON "group"("tenantId", "uniqueNameFolded");

-- AddForeignKey
ALTER TABLE "directoryChange" ADD CONSTRAINT "directoryChange_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whatever changes the directory, in whichever statement, is noted. A tenant that is being deleted notes nothing. The
-- row with the number of the last change is locked until the transaction ends: numbers become visible in order.
CREATE FUNCTION "noteDirectoryChange"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    expires TEXT := CASE WHEN TG_OP = 'DELETE' THEN to_char(now() AT TIME ZONE 'UTC' + interval '7 days', 'YYYY-MM-DD"T"HH24:MI:SS') END;
BEGIN
    INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
    SELECT DISTINCT t."id", '', '', '', 1 FROM changed c JOIN "tenant" t ON t."id" = c."tenantId"
    ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "directoryChange"."sequence" + 1;
    INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
    SELECT t."id", TG_ARGV[0], c."id", '', last."sequence", expires
    FROM changed c
    JOIN "tenant" t ON t."id" = c."tenantId"
    JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = ''
    ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
    IF TG_OP = 'DELETE' AND TG_ARGV[0] = 'groups' THEN
        DELETE FROM "directoryChange" d USING changed c
        WHERE d."tenantId" = c."tenantId" AND d."path" = 'groups' AND d."id" = c."id" AND d."memberId" <> '';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION "noteMemberChange"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    expires TEXT := CASE WHEN TG_OP = 'DELETE' THEN to_char(now() AT TIME ZONE 'UTC' + interval '7 days', 'YYYY-MM-DD"T"HH24:MI:SS') END;
BEGIN
    INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
    SELECT DISTINCT t."id", '', '', '', 1 FROM changed c JOIN "tenant" t ON t."id" = c."tenantId"
    ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "directoryChange"."sequence" + 1;
    INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
    SELECT DISTINCT t."id", 'groups', g."id", m."memberId", last."sequence", m."expiresAt"
    FROM changed c
    JOIN "tenant" t ON t."id" = c."tenantId"
    JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = ''
    JOIN "group" g ON g."tenantId" = c."tenantId" AND g."id" = c."groupId"
    CROSS JOIN LATERAL (VALUES ('', NULL), (c."userId", expires)) AS m("memberId", "expiresAt")
    ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
    RETURN NULL;
END $$;

CREATE FUNCTION "noteCredentialChange"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
    SELECT DISTINCT t."id", '', '', '', 1 FROM changed c JOIN "tenant" t ON t."id" = c."tenantId"
    ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "directoryChange"."sequence" + 1;
    INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
    SELECT DISTINCT t."id", 'applications', a."id", '', last."sequence", NULL
    FROM changed c
    JOIN "tenant" t ON t."id" = c."tenantId"
    JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = ''
    JOIN "application" a ON a."tenantId" = c."tenantId" AND a."appId" = c."appId"
    ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
    RETURN NULL;
END $$;

CREATE TRIGGER "user_created" AFTER INSERT ON "user" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('users');
CREATE TRIGGER "user_updated" AFTER UPDATE ON "user" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('users');
CREATE TRIGGER "user_deleted" AFTER DELETE ON "user" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('users');
CREATE TRIGGER "group_created" AFTER INSERT ON "group" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('groups');
CREATE TRIGGER "group_updated" AFTER UPDATE ON "group" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('groups');
CREATE TRIGGER "group_deleted" AFTER DELETE ON "group" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('groups');
CREATE TRIGGER "application_created" AFTER INSERT ON "application" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('applications');
CREATE TRIGGER "application_updated" AFTER UPDATE ON "application" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('applications');
CREATE TRIGGER "application_deleted" AFTER DELETE ON "application" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('applications');
CREATE TRIGGER "servicePrincipal_created" AFTER INSERT ON "servicePrincipal" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('servicePrincipals');
CREATE TRIGGER "servicePrincipal_updated" AFTER UPDATE ON "servicePrincipal" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('servicePrincipals');
CREATE TRIGGER "servicePrincipal_deleted" AFTER DELETE ON "servicePrincipal" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteDirectoryChange"('servicePrincipals');
CREATE TRIGGER "groupMember_added" AFTER INSERT ON "groupMember" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteMemberChange"();
CREATE TRIGGER "groupMember_removed" AFTER DELETE ON "groupMember" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteMemberChange"();
CREATE TRIGGER "applicationSecret_added" AFTER INSERT ON "applicationSecret" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteCredentialChange"();
CREATE TRIGGER "applicationSecret_removed" AFTER DELETE ON "applicationSecret" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteCredentialChange"();
CREATE TRIGGER "applicationCertificate_added" AFTER INSERT ON "applicationCertificate" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteCredentialChange"();
CREATE TRIGGER "applicationCertificate_removed" AFTER DELETE ON "applicationCertificate" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "noteCredentialChange"();
