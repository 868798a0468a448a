/** What the bare server needs of its database. Results are JSON texts of entities without their context. */

import type { Documents } from './documents.js'

export type Maybe<T> = T | Promise<T>

export interface NewConfiguration {
  readonly id: string
  readonly displayName: string
  readonly description: string | null
  readonly targetedMobileApps: string
  readonly encodedSettingXml: string | null
  readonly settings: string
  readonly now: string
}

/** The one shape of list that this server knows. */
export interface ListQuery {
  readonly prefix: string
  readonly minVersion: number
  readonly top: number
  readonly descending: boolean
}

export interface Rows {
  configuration(id: string): Maybe<string | undefined>
  summary(parentId: string): Maybe<string | undefined>
  /** Selected properties only: id, displayName, version. */
  list(query: ListQuery): Maybe<string>
  /** Whole configurations, each with its assignments and summary; `contexts` begins every context URL. */
  listExpanded(query: ListQuery, contexts: string): Maybe<string>
  insertConfiguration(row: NewConfiguration): Maybe<void>
  /** False if there is one already, undefined if there is no parent. */
  insertSummary(parentId: string, row: SummaryRow): Maybe<boolean | undefined>
  readonly documents: Documents
  setting(name: string): Maybe<string | undefined>
  saveSetting(name: string, value: string): Maybe<void>
  close(): Maybe<void>
}

export const TENANT = '00000000-0000-4000-a000-000000000001'

export const SCHEMA = `
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS configuration (
  tenant TEXT NOT NULL, id TEXT NOT NULL, "targetedMobileApps" TEXT NOT NULL, "createdDateTime" TEXT NOT NULL,
  description TEXT, "lastModifiedDateTime" TEXT NOT NULL, "displayName" TEXT NOT NULL, version INTEGER NOT NULL,
  "encodedSettingXml" TEXT, settings TEXT NOT NULL, PRIMARY KEY (tenant, id));
CREATE TABLE IF NOT EXISTS assignment (
  tenant TEXT NOT NULL, parent TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (tenant, parent, id),
  FOREIGN KEY (tenant, parent) REFERENCES configuration (tenant, id) ON DELETE CASCADE);
CREATE TABLE IF NOT EXISTS summary (
  tenant TEXT NOT NULL, parent TEXT NOT NULL, id TEXT NOT NULL, "pendingCount" INTEGER NOT NULL,
  "notApplicableCount" INTEGER NOT NULL, "successCount" INTEGER NOT NULL, "errorCount" INTEGER NOT NULL,
  "failedCount" INTEGER NOT NULL, "lastUpdateDateTime" TEXT NOT NULL, "configurationVersion" INTEGER NOT NULL,
  PRIMARY KEY (tenant, parent),
  FOREIGN KEY (tenant, parent) REFERENCES configuration (tenant, id) ON DELETE CASCADE);`

const CONFIGURATION = `"@odata.type":"#microsoft.graph.iosMobileAppConfiguration"`

/** Columns in the order in which {@link configurationJson} takes them. */
export const CONFIGURATION_COLUMNS = `id, "targetedMobileApps", "createdDateTime", description, "lastModifiedDateTime", "displayName", version, "encodedSettingXml", settings`

export type ConfigurationRow = readonly [
  string,
  string,
  string,
  string | null,
  string,
  string,
  number,
  string | null,
  string,
]

/** Concatenation is the fastest way that JavaScript has from a row to JSON text. */
export function configurationJson(row: ConfigurationRow): string {
  const [id, apps, created, description, modified, displayName, version, xml, settings] = row
  return (
    `${CONFIGURATION},"id":"${id}","targetedMobileApps":${apps},"createdDateTime":"${created}",` +
    `"description":${description === null ? 'null' : JSON.stringify(description)},"lastModifiedDateTime":"${modified}",` +
    `"displayName":${JSON.stringify(displayName)},"version":${version},` +
    `"encodedSettingXml":${xml === null ? 'null' : `"${xml}"`},"settings":${settings}`
  )
}

export const SUMMARY_COLUMNS = `id, "pendingCount", "notApplicableCount", "successCount", "errorCount", "failedCount", "lastUpdateDateTime", "configurationVersion"`

export type SummaryRow = readonly [string, number, number, number, number, number, string, number]

export function summaryJson([
  id,
  pending,
  notApplicable,
  success,
  error,
  failed,
  updated,
  version,
]: SummaryRow): string {
  return (
    `"@odata.type":"#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary","id":"${id}",` +
    `"pendingCount":${pending},"notApplicableCount":${notApplicable},"successCount":${success},"errorCount":${error},` +
    `"failedCount":${failed},"lastUpdateDateTime":"${updated}","configurationVersion":${version}`
  )
}

export function selectedJson(id: string, displayName: string, version: number): string {
  return `{${CONFIGURATION},"id":"${id}","displayName":${JSON.stringify(displayName)},"version":${version}}`
}

export function assignmentJson(id: string, target: string): string {
  return `{"@odata.type":"#microsoft.graph.managedDeviceMobileAppConfigurationAssignment","id":"${id}","target":${target}}`
}

/** A configuration with what is expanded below it. */
export function expandedJson(
  row: ConfigurationRow,
  assignments: string,
  summary: string | undefined,
  contexts: string,
): string {
  const own = `${contexts}('${row[0]}')/microsoft.graph.iosMobileAppConfiguration`
  return (
    `{${configurationJson(row)},"assignments@odata.context":"${own}/assignments","assignments":[${assignments}],` +
    `"userStatusSummary@odata.context":"${own}/userStatusSummary/$entity",` +
    `"userStatusSummary":${summary === undefined ? 'null' : `{${summary}}`}}`
  )
}

/** The first text that does not begin with `prefix` any more. */
export function endOf(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)
}
