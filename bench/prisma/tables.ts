/** The tables of schema.prisma as `prisma migrate` would make them, so that loading needs no schema engine. */
export function prismaSchema(provider: 'sqlite' | 'postgresql'): string {
  const json = 'JSONB'
  const counts = ['pendingCount', 'notApplicableCount', 'successCount', 'errorCount', 'failedCount']
  const numbers = counts.map((name) => `"${name}" INTEGER NOT NULL`).join(', ')
  const reference = `FOREIGN KEY ("tenant", "parent") REFERENCES "Configuration" ("tenant", "id") ON DELETE CASCADE ON UPDATE CASCADE`
  const wal = provider === 'sqlite' ? 'PRAGMA journal_mode = WAL;' : ''
  return `${wal}
    CREATE TABLE "Setting" ("name" TEXT NOT NULL PRIMARY KEY, "value" TEXT NOT NULL);
    CREATE TABLE "Configuration" ("tenant" TEXT NOT NULL, "id" TEXT NOT NULL, "targetedMobileApps" ${json} NOT NULL,
      "createdDateTime" TEXT NOT NULL, "description" TEXT, "lastModifiedDateTime" TEXT NOT NULL,
      "displayName" TEXT NOT NULL, "version" INTEGER NOT NULL, "encodedSettingXml" TEXT, "settings" ${json} NOT NULL,
      PRIMARY KEY ("tenant", "id"));
    CREATE INDEX "Configuration_tenant_displayName_idx" ON "Configuration" ("tenant", "displayName");
    CREATE TABLE "Assignment" ("tenant" TEXT NOT NULL, "parent" TEXT NOT NULL, "id" TEXT NOT NULL,
      "target" ${json} NOT NULL, PRIMARY KEY ("tenant", "parent", "id"), ${reference});
    CREATE TABLE "Summary" ("tenant" TEXT NOT NULL, "parent" TEXT NOT NULL, "id" TEXT NOT NULL, ${numbers},
      "lastUpdateDateTime" TEXT NOT NULL, "configurationVersion" INTEGER NOT NULL,
      PRIMARY KEY ("tenant", "parent"), ${reference});`
}
