/**
 * The rows that all servers hold, made from their number alone. A hundred configurations form a team; filters by team
 * find exactly a page. Teams of the first half have summaries; those of the second half wait for W3 to create theirs.
 */
import { createHash } from 'node:crypto'

export const TENANT = '00000000-0000-4000-a000-000000000001'
export const TEAM = 100

export interface Summary {
  readonly id: string
  readonly pendingCount: number
  readonly notApplicableCount: number
  readonly successCount: number
  readonly errorCount: number
  readonly failedCount: number
  readonly lastUpdateDateTime: string
  readonly configurationVersion: number
}

export interface Configuration {
  readonly id: string
  readonly targetedMobileApps: readonly string[]
  readonly createdDateTime: string
  readonly description: string | null
  readonly lastModifiedDateTime: string
  readonly displayName: string
  readonly version: number
  readonly encodedSettingXml: string | null
  readonly settings: readonly { appConfigKey: string; appConfigKeyType: string; appConfigKeyValue: string }[]
}

export interface Assignment {
  readonly id: string
  readonly target: { readonly '@odata.type': string; readonly groupId: string }
}

export interface Item {
  readonly configuration: Configuration
  readonly assignment: Assignment
  readonly summary: Summary | undefined
}

/** A GUID that looks random and is always the same. */
export function guid(text: string): string {
  const hex = createHash('md5').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export function idOf(i: number): string {
  return guid(`configuration ${i}`)
}

export function teamName(team: number): string {
  return `Team ${String(team).padStart(4, '0')} `
}

/** How many of `rows` have a summary. */
export function summarised(rows: number): number {
  return Math.floor(rows / TEAM / 2) * TEAM
}

export function itemAt(i: number, rows: number): Item {
  const id = idOf(i)
  const group = guid(`group ${i % 37}`)
  return {
    configuration: {
      id,
      targetedMobileApps: [guid(`app ${i % 50}`), guid(`app ${(i + 7) % 50}`)],
      createdDateTime: timeAt(i),
      description: i % 3 === 0 ? null : `Settings of the mail app for site ${i % 211}, "Zürich" included`,
      lastModifiedDateTime: timeAt(i + 1000),
      displayName: `${teamName(Math.floor(i / TEAM))}settings ${String((i * 37) % TEAM).padStart(2, '0')}`,
      version: 1 + (i % 5),
      encodedSettingXml:
        i % 4 === 0 ? Buffer.from(`<dict><key>site</key><string>${i}</string></dict>`).toString('base64') : null,
      settings: [
        {
          appConfigKey: 'ServerUrl',
          appConfigKeyType: 'stringType',
          appConfigKeyValue: `https://mail${i % 17}.contoso.example`,
        },
        { appConfigKey: 'SyncDays', appConfigKeyType: 'integerType', appConfigKeyValue: String(i % 30) },
      ],
    },
    assignment: {
      id: `${id}_${group}`,
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group },
    },
    summary: i < summarised(rows) ? summaryAt(i, id) : undefined,
  }
}

export function summaryAt(i: number, id = idOf(i)): Summary {
  return {
    id: `${TENANT}_${id}`,
    pendingCount: i % 13,
    notApplicableCount: i % 7,
    successCount: 100 + (i % 900),
    errorCount: i % 5,
    failedCount: i % 3,
    lastUpdateDateTime: timeAt(i + 5000),
    configurationVersion: 4,
  }
}

/** Seven digits, the last of them not zero, as the service prints them. */
function timeAt(i: number): string {
  const seconds = new Date(Date.UTC(2026, 0, 1) + (i % 2_000_000) * 1000).toISOString().slice(0, 19)
  return `${seconds}.${String((i * 7919) % 1_000_000).padStart(6, '0')}${1 + (i % 9)}Z`
}
