-- The number of a row is never given again: snapshots keep rows by their numbers, and bring them back.
-- Triggers of other tables name this one, which is not there for a moment.
PRAGMA legacy_alter_table=ON;
CREATE TABLE "new_entity" (
    "row" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
INSERT INTO "new_entity" ("row", "tenantId", "path", "above", "id", "parentRow", "parentTable", "odataType", "name", "body", "bodyV1", "folded")
SELECT "row", "tenantId", "path", "above", "id", "parentRow", "parentTable", "odataType", "name", "body", "bodyV1", "folded" FROM "entity";
DROP TABLE "entity";
ALTER TABLE "new_entity" RENAME TO "entity";
PRAGMA legacy_alter_table=OFF;

-- Rows that only snapshots hold have had their numbers as well.
DELETE FROM sqlite_sequence WHERE "name" = 'entity';
INSERT INTO sqlite_sequence ("name", "seq") SELECT 'entity', max(
    coalesce((SELECT max("row") FROM "entity"), 0),
    coalesce((SELECT max(CAST("key" ->> 0 AS INTEGER)) FROM "snapshotRow" WHERE "ofTable" = 'entity'), 0)
);

-- CreateIndex
CREATE UNIQUE INDEX "entity_tenantId_path_above_id_key" ON "entity"("tenantId", "path", "above", "id");

-- CreateIndex
CREATE INDEX "entity_tenantId_path_above_row_idx" ON "entity"("tenantId", "path", "above") WHERE "parentRow" IS NULL;

-- CreateIndex
CREATE INDEX "entity_tenantId_path_above_name_row_idx" ON "entity"("tenantId", "path", "above", "name") WHERE "parentRow" IS NULL;

-- CreateIndex
CREATE INDEX "entity_parentRow_path_row_idx" ON "entity"("parentRow", "path") WHERE "parentRow" IS NOT NULL;

-- CreateIndex
CREATE INDEX "entity_tenantId_parentTable_above_idx" ON "entity"("tenantId", "parentTable", "above") WHERE "parentTable" IS NOT NULL;

-- What leaves the directory leaves its groups.
CREATE TRIGGER "device_leaves" AFTER DELETE ON "entity" WHEN OLD."path" = 'devices' BEGIN
  DELETE FROM "groupMember" WHERE "tenantId" = OLD."tenantId" AND "memberId" = OLD."id";
END;
