-- DropForeignKey
ALTER TABLE "groupMember" DROP CONSTRAINT "groupMember_tenantId_userId_fkey";

-- DropIndex
DROP INDEX "groupMember_tenantId_userId_idx";

-- AlterTable
ALTER TABLE "directoryChange" ADD COLUMN     "memberType" TEXT COLLATE "C";

-- AlterTable: until now all members were users.
ALTER TABLE "groupMember" RENAME COLUMN "userId" TO "memberId";
ALTER TABLE "groupMember" ADD COLUMN     "memberType" TEXT COLLATE "C" NOT NULL DEFAULT 'user';
ALTER TABLE "groupMember" ALTER COLUMN "memberType" DROP DEFAULT;

-- CreateIndex
CREATE INDEX "groupMember_tenantId_groupId_memberType_memberId_idx" ON "groupMember"("tenantId", "groupId", "memberType", "memberId");

-- CreateIndex
CREATE INDEX "groupMember_tenantId_memberId_groupId_idx" ON "groupMember"("tenantId", "memberId", "groupId");

-- Also in snapshots and in what is noted of changes.
UPDATE "directoryChange" SET "memberType" = 'user' WHERE "memberId" <> '';
UPDATE "snapshotRow" SET "facts" = (
    SELECT row_to_json(r)::text FROM (SELECT f ->> 'tenantId' AS "tenantId", f ->> 'groupId' AS "groupId", f ->> 'userId' AS "memberId", 'user' AS "memberType" FROM (SELECT "snapshotRow"."facts"::json AS f) facts) r
) WHERE "ofTable" = 'groupMember';

CREATE OR REPLACE FUNCTION "noteMemberChange"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    expires TEXT := CASE WHEN TG_OP = 'DELETE' THEN to_char(now() AT TIME ZONE 'UTC' + interval '7 days', 'YYYY-MM-DD"T"HH24:MI:SS') END;
BEGIN
    INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
    SELECT DISTINCT t."id", '', '', '', 1 FROM changed c JOIN "tenant" t ON t."id" = c."tenantId"
    ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "directoryChange"."sequence" + 1;
    INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "memberType", "sequence", "expiresAt")
    SELECT DISTINCT t."id", 'groups', g."id", m."memberId", m."memberType", last."sequence", m."expiresAt"
    FROM changed c
    JOIN "tenant" t ON t."id" = c."tenantId"
    JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = ''
    JOIN "group" g ON g."tenantId" = c."tenantId" AND g."id" = c."groupId"
    CROSS JOIN LATERAL (VALUES ('', NULL, NULL), (c."memberId", c."memberType", expires)) AS m("memberId", "memberType", "expiresAt")
    ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "memberType" = excluded."memberType", "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
    RETURN NULL;
END $$;

-- What is no longer there is in no group.
CREATE FUNCTION "leaveGroups"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "groupMember" m USING changed c WHERE m."tenantId" = c."tenantId" AND m."memberId" = c."id";
    RETURN NULL;
END $$;

CREATE FUNCTION "deviceLeavesGroups"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "groupMember" WHERE "tenantId" = OLD."tenantId" AND "memberId" = OLD."id";
    RETURN NULL;
END $$;

CREATE TRIGGER "user_leaves" AFTER DELETE ON "user" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "leaveGroups"();
CREATE TRIGGER "group_leaves" AFTER DELETE ON "group" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "leaveGroups"();
CREATE TRIGGER "servicePrincipal_leaves" AFTER DELETE ON "servicePrincipal" REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION "leaveGroups"();
CREATE TRIGGER "device_leaves" AFTER DELETE ON "entity"
    FOR EACH ROW WHEN (OLD."path" = 'devices') EXECUTE FUNCTION "deviceLeavesGroups"();
