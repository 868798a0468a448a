/** Backups on their way into an emulator, as the command line sends them. */
import { fileURLToPath } from 'node:url'
import { writeBundle } from '../../src/services/backups/bundle.js'
import { collect } from '../../src/services/backups/collect.js'
import type { BackupFile } from '../../src/services/backups/backup.js'
import type { BackupReport } from '../../src/services/backups/report.js'
import type { Client, Emulator, Response } from '../harness/emulator.js'
import { appClaims, signToken } from '../harness/tokens.js'
import { controlOf } from '../control/control.js'

export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))
}

export async function filesOf(path: string): Promise<BackupFile[]> {
  const backup = await collect(path)
  const files: BackupFile[] = []
  try {
    for await (const file of backup.files()) files.push(file)
    return files
  } finally {
    await backup.close()
  }
}

export async function bundleOf(files: readonly BackupFile[]): Promise<string> {
  let text = ''
  for await (const piece of writeBundle(files)) text += piece
  return text
}

export async function send(
  emulator: Emulator,
  tenant: string,
  files: readonly BackupFile[],
  query = '',
): Promise<Response> {
  return controlOf(emulator).post(`/tenants/${tenant}/import${query}`, await bundleOf(files))
}

export async function importFiles(
  emulator: Emulator,
  tenant: string,
  files: readonly BackupFile[],
  query = '',
): Promise<BackupReport> {
  const answer = await send(emulator, tenant, files, query)
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
  return answer.json()
}

/** The report as numbers: how many objects are new or there already, by the last part of the path of their set. */
export function countsOf({ sets }: BackupReport): Record<string, string> {
  return Object.fromEntries(
    sets.map(({ set, made, there, leftOut }) => [set.slice(set.lastIndexOf('/') + 1), `${made} ${there} ${leftOut}`]),
  )
}

const ROLES = [
  'DeviceManagementApps.ReadWrite.All',
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementRBAC.ReadWrite.All',
  'DeviceManagementScripts.ReadWrite.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
  'Group.ReadWrite.All',
  'Policy.Read.All',
]

export type Json = Record<string, any>

/** A tenant with what every tenant is born with, and a client that may read all of it. */
export interface FullTenant {
  readonly id: string
  readonly client: Client
  /** The items at a path below beta. */
  list(path: string): Promise<Json[]>
}

export async function fullTenant(emulator: Emulator): Promise<FullTenant> {
  const made = await controlOf(emulator).post('/tenants', {})
  return clientOf(emulator, made.json<{ id: string }>().id)
}

/** What a client that may do everything sees of a tenant. */
export async function clientOf(emulator: Emulator, id: string): Promise<FullTenant> {
  const client = emulator.withToken(await signToken(emulator.store, appClaims(id, ROLES)))
  return {
    id,
    client,
    async list(path) {
      const answer = await client.get(`/beta/${path}`)
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
      return answer.json().value
    },
  }
}
