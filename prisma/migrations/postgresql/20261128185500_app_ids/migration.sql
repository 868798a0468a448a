-- Entries of targetedMobileApps may be any text: like other texts they are kept in folded case as well. Those that are
-- there are GUIDs in lower case, which are their own folded form.
UPDATE "managedDeviceMobileAppConfiguration"
SET "folded" = jsonb_set("folded"::jsonb, '{targetedMobileApps}', "targetedMobileApps"::jsonb)::text
WHERE "targetedMobileApps" IS NOT NULL;
