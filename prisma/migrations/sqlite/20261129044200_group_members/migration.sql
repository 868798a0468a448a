-- AlterTable
ALTER TABLE "directoryChange" ADD COLUMN "memberType" TEXT;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_groupMember" (
    "tenantId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "memberType" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "groupId", "memberId"),
    CONSTRAINT "groupMember_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "group" ("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_groupMember" ("tenantId", "groupId", "memberId", "memberType") SELECT "tenantId", "groupId", "userId", 'user' FROM "groupMember";
DROP TABLE "groupMember";
ALTER TABLE "new_groupMember" RENAME TO "groupMember";
CREATE INDEX "groupMember_tenantId_groupId_memberType_memberId_idx" ON "groupMember"("tenantId", "groupId", "memberType", "memberId");
CREATE INDEX "groupMember_tenantId_memberId_groupId_idx" ON "groupMember"("tenantId", "memberId", "groupId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- Until now all members were users, in snapshots and in what is noted of changes, too.
UPDATE "directoryChange" SET "memberType" = 'user' WHERE "memberId" <> '';
UPDATE "snapshotRow" SET "facts" = json_object('tenantId', "facts" ->> 'tenantId', 'groupId', "facts" ->> 'groupId', 'memberId', "facts" ->> 'userId', 'memberType', 'user') WHERE "ofTable" = 'groupMember';

CREATE TRIGGER "groupMember_added" AFTER INSERT ON "groupMember" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', g."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "group" g ON g."tenantId" = t."id" AND g."id" = NEW."groupId" WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "memberType", "sequence", "expiresAt")
  SELECT t."id", 'groups', g."id", NEW."memberId", NEW."memberType", last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "group" g ON g."tenantId" = t."id" AND g."id" = NEW."groupId" WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "memberType" = excluded."memberType", "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "groupMember_removed" AFTER DELETE ON "groupMember" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', g."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "group" g ON g."tenantId" = t."id" AND g."id" = OLD."groupId" WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "memberType", "sequence", "expiresAt")
  SELECT t."id", 'groups', g."id", OLD."memberId", OLD."memberType", last."sequence", strftime('%Y-%m-%dT%H:%M:%S', 'now', '+7 days') FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "group" g ON g."tenantId" = t."id" AND g."id" = OLD."groupId" WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "memberType" = excluded."memberType", "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

-- What is no longer there is in no group.
CREATE TRIGGER "user_leaves" AFTER DELETE ON "user" BEGIN
  DELETE FROM "groupMember" WHERE "tenantId" = OLD."tenantId" AND "memberId" = OLD."id";
END;

CREATE TRIGGER "group_leaves" AFTER DELETE ON "group" BEGIN
  DELETE FROM "groupMember" WHERE "tenantId" = OLD."tenantId" AND "memberId" = OLD."id";
END;

CREATE TRIGGER "servicePrincipal_leaves" AFTER DELETE ON "servicePrincipal" BEGIN
  DELETE FROM "groupMember" WHERE "tenantId" = OLD."tenantId" AND "memberId" = OLD."id";
END;

CREATE TRIGGER "device_leaves" AFTER DELETE ON "entity" WHEN OLD."path" = 'devices' BEGIN
  DELETE FROM "groupMember" WHERE "tenantId" = OLD."tenantId" AND "memberId" = OLD."id";
END;
