-- Entries of targetedMobileApps may be any text: like other texts they are kept in folded case as well. Those that are
-- there are GUIDs in lower case, which are their own folded form.
UPDATE "managedDeviceMobileAppConfiguration"
SET "folded" = json_set("folded", '$.targetedMobileApps', json("targetedMobileApps"))
WHERE "targetedMobileApps" IS NOT NULL;
