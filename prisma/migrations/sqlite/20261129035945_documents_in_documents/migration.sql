-- Documents in a document are found by the row of that one, so the indexes of sets are only of the others.
DROP INDEX "entity_parentRow_idx";
CREATE INDEX "entity_parentRow_path_row_idx" ON "entity"("parentRow", "path") WHERE "parentRow" IS NOT NULL;
DROP INDEX "entity_tenantId_path_above_row_idx";
CREATE INDEX "entity_tenantId_path_above_row_idx" ON "entity"("tenantId", "path", "above") WHERE "parentRow" IS NULL;
DROP INDEX "entity_tenantId_path_above_name_row_idx";
CREATE INDEX "entity_tenantId_path_above_name_row_idx" ON "entity"("tenantId", "path", "above", "name") WHERE "parentRow" IS NULL;
