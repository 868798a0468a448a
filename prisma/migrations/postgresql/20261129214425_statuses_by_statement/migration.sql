-- DropForeignKey
ALTER TABLE "managedDeviceMobileAppConfigurationDeviceStatus" DROP CONSTRAINT "managedDeviceMobileAppConfigurationDeviceStatus_tenantId_p_fkey";

-- DropForeignKey
ALTER TABLE "managedDeviceMobileAppConfigurationUserStatus" DROP CONSTRAINT "managedDeviceMobileAppConfigurationUserStatus_tenantId_par_fkey";

-- A tenant has many of these rows, and most are written many at a time: the configurations are looked up once for each
-- statement and not once for each row. Nothing changes the configuration of a row that is there.
CREATE FUNCTION "requireConfiguration"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM (SELECT DISTINCT "tenantId", "parentId" FROM added) named) <> (
        SELECT count(*) FROM (
            SELECT 1 FROM "managedDeviceMobileAppConfiguration" c
            WHERE (c."tenantId", c."id") IN (SELECT DISTINCT "tenantId", "parentId" FROM added)
            FOR KEY SHARE
        ) found
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = format('a row of table "%s" names a configuration that is not there', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION "deleteStatuses"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "managedDeviceMobileAppConfigurationDeviceStatus" s USING removed c WHERE s."tenantId" = c."tenantId" AND s."parentId" = c."id";
    DELETE FROM "managedDeviceMobileAppConfigurationUserStatus" s USING removed c WHERE s."tenantId" = c."tenantId" AND s."parentId" = c."id";
    RETURN NULL;
END $$;

CREATE TRIGGER "deviceStatus_contained" AFTER INSERT ON "managedDeviceMobileAppConfigurationDeviceStatus" REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION "requireConfiguration"();
CREATE TRIGGER "userStatus_contained" AFTER INSERT ON "managedDeviceMobileAppConfigurationUserStatus" REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION "requireConfiguration"();
CREATE TRIGGER "managedDeviceMobileAppConfiguration_statuses" AFTER DELETE ON "managedDeviceMobileAppConfiguration" REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION "deleteStatuses"();
