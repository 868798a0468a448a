-- The assignments of a role are those of all roles that name it: what stood below a role moves to the set of all of them,
-- and pairs tell both ends.
INSERT INTO "reference" ("tenantId", "path", "fromKey", "toKey", "fromRow", "toRow")
  SELECT "tenantId", 'deviceManagement/roleDefinitions/roleAssignments', "toKey", "fromKey", "toRow", "fromRow" FROM "reference"
  WHERE "path" = 'deviceManagement/roleAssignments/roleDefinition';
INSERT INTO "reference" ("tenantId", "path", "fromKey", "toKey", "fromRow", "toRow")
  SELECT "tenantId", 'deviceManagement/roleDefinitions/roleAssignments', "above", "id", "parentRow", "row" FROM "entity"
  WHERE "path" = 'deviceManagement/roleDefinitions/roleAssignments';
INSERT INTO "reference" ("tenantId", "path", "fromKey", "toKey", "fromRow", "toRow")
  SELECT "tenantId", 'deviceManagement/roleAssignments/roleDefinition', "id", "above", "row", "parentRow" FROM "entity"
  WHERE "path" = 'deviceManagement/roleDefinitions/roleAssignments';
UPDATE "entity" SET
  "odataType" = 'deviceAndAppManagementRoleAssignment',
  "body" = (substr(replace("body"::text, '"#microsoft.graph.roleAssignment"', '"#microsoft.graph.deviceAndAppManagementRoleAssignment"'), 1, length(replace("body"::text, '"#microsoft.graph.roleAssignment"', '"#microsoft.graph.deviceAndAppManagementRoleAssignment"')) - 1) || ',"members":[],"roleScopeTagIds":["0"]}')::json,
  "bodyV1" = (substr(replace("bodyV1"::text, '"#microsoft.graph.roleAssignment"', '"#microsoft.graph.deviceAndAppManagementRoleAssignment"'), 1, length(replace("bodyV1"::text, '"#microsoft.graph.roleAssignment"', '"#microsoft.graph.deviceAndAppManagementRoleAssignment"')) - 1) || ',"members":[]}')::json
  WHERE "path" = 'deviceManagement/roleDefinitions/roleAssignments' AND "odataType" = 'roleAssignment';
UPDATE "entity" SET "path" = 'deviceManagement/roleAssignments', "above" = '', "parentRow" = NULL
  WHERE "path" = 'deviceManagement/roleDefinitions/roleAssignments';
