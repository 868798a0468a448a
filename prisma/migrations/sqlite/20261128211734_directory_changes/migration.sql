-- AlterTable
ALTER TABLE "application" ADD COLUMN "uniqueNameFolded" TEXT;

-- AlterTable
ALTER TABLE "group" ADD COLUMN "uniqueNameFolded" TEXT;

-- CreateTable
CREATE TABLE "directoryChange" (
    "tenantId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "memberId" TEXT NOT NULL DEFAULT '',
    "sequence" INTEGER NOT NULL,
    "expiresAt" TEXT,

    PRIMARY KEY ("tenantId", "path", "id", "memberId"),
    CONSTRAINT "directoryChange_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "directoryChange_tenantId_path_memberId_sequence_id_idx" ON "directoryChange"("tenantId", "path", "memberId", "sequence", "id");

-- CreateIndex
CREATE INDEX "directoryChange_expiresAt_idx" ON "directoryChange"("expiresAt");

-- A name that names one object has a column of its own. Where several objects had the same, the first one keeps it.
UPDATE "application" SET "uniqueNameFolded" = json_extract("folded", '$.uniqueName'), "folded" = json_remove("folded", '$.uniqueName') WHERE "uniqueName" IS NOT NULL;
UPDATE "application" SET "uniqueName" = NULL, "uniqueNameFolded" = NULL WHERE "uniqueName" IS NOT NULL AND EXISTS (
    SELECT 1 FROM "application" f WHERE f."tenantId" = "application"."tenantId" AND f."uniqueNameFolded" = "application"."uniqueNameFolded" AND f."id" < "application"."id"
);

UPDATE "group" SET "uniqueNameFolded" = json_extract("folded", '$.uniqueName'), "folded" = json_remove("folded", '$.uniqueName') WHERE "uniqueName" IS NOT NULL;
UPDATE "group" SET "uniqueName" = NULL, "uniqueNameFolded" = NULL WHERE "uniqueName" IS NOT NULL AND EXISTS (
    SELECT 1 FROM "group" f WHERE f."tenantId" = "group"."tenantId" AND f."uniqueNameFolded" = "group"."uniqueNameFolded" AND f."id" < "group"."id"
);

-- CreateIndex
CREATE UNIQUE INDEX "application_tenantId_uniqueNameFolded_key" ON "application"("tenantId", "uniqueNameFolded");

-- CreateIndex
CREATE UNIQUE INDEX "group_tenantId_uniqueNameFolded_key" ON "group"("tenantId", "uniqueNameFolded");

-- Whatever changes the directory, in whichever statement, is noted. A tenant that is being deleted notes nothing.
CREATE TRIGGER "user_created" AFTER INSERT ON "user" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'users', NEW."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "user_updated" AFTER UPDATE ON "user" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'users', NEW."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "user_deleted" AFTER DELETE ON "user" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'users', OLD."id", '', last."sequence", strftime('%Y-%m-%dT%H:%M:%S', 'now', '+7 days') FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "group_created" AFTER INSERT ON "group" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', NEW."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "group_updated" AFTER UPDATE ON "group" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', NEW."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "group_deleted" AFTER DELETE ON "group" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', OLD."id", '', last."sequence", strftime('%Y-%m-%dT%H:%M:%S', 'now', '+7 days') FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
  DELETE FROM "directoryChange" WHERE "tenantId" = OLD."tenantId" AND "path" = 'groups' AND "id" = OLD."id" AND "memberId" <> '';
END;

CREATE TRIGGER "application_created" AFTER INSERT ON "application" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'applications', NEW."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "application_updated" AFTER UPDATE ON "application" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'applications', NEW."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "application_deleted" AFTER DELETE ON "application" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'applications', OLD."id", '', last."sequence", strftime('%Y-%m-%dT%H:%M:%S', 'now', '+7 days') FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "servicePrincipal_created" AFTER INSERT ON "servicePrincipal" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'servicePrincipals', NEW."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "servicePrincipal_updated" AFTER UPDATE ON "servicePrincipal" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'servicePrincipals', NEW."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "servicePrincipal_deleted" AFTER DELETE ON "servicePrincipal" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'servicePrincipals', OLD."id", '', last."sequence", strftime('%Y-%m-%dT%H:%M:%S', 'now', '+7 days') FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "groupMember_added" AFTER INSERT ON "groupMember" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', g."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "group" g ON g."tenantId" = t."id" AND g."id" = NEW."groupId" WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', g."id", NEW."userId", last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "group" g ON g."tenantId" = t."id" AND g."id" = NEW."groupId" WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "groupMember_removed" AFTER DELETE ON "groupMember" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', g."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "group" g ON g."tenantId" = t."id" AND g."id" = OLD."groupId" WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'groups', g."id", OLD."userId", last."sequence", strftime('%Y-%m-%dT%H:%M:%S', 'now', '+7 days') FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "group" g ON g."tenantId" = t."id" AND g."id" = OLD."groupId" WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "applicationSecret_added" AFTER INSERT ON "applicationSecret" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'applications', a."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "application" a ON a."tenantId" = t."id" AND a."appId" = NEW."appId" WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "applicationSecret_removed" AFTER DELETE ON "applicationSecret" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'applications', a."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "application" a ON a."tenantId" = t."id" AND a."appId" = OLD."appId" WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "applicationCertificate_added" AFTER INSERT ON "applicationCertificate" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'applications', a."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "application" a ON a."tenantId" = t."id" AND a."appId" = NEW."appId" WHERE t."id" = NEW."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;

CREATE TRIGGER "applicationCertificate_removed" AFTER DELETE ON "applicationCertificate" BEGIN
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence")
  SELECT t."id", '', '', '', 1 FROM "tenant" t WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = "sequence" + 1;
  INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence", "expiresAt")
  SELECT t."id", 'applications', a."id", '', last."sequence", NULL FROM "tenant" t JOIN "directoryChange" last ON last."tenantId" = t."id" AND last."path" = '' JOIN "application" a ON a."tenantId" = t."id" AND a."appId" = OLD."appId" WHERE t."id" = OLD."tenantId"
  ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = excluded."sequence", "expiresAt" = excluded."expiresAt";
END;
