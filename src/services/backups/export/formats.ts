/** What a tenant can be exported as. */
import type { BackupFile } from '../backup.js'
import { writeGraph, writePortal } from '../graph/writer.js'
import { writeIntunebackupandrestore } from '../intunebackupandrestore/writer.js'
import { writeIntunemanagement } from '../intunemanagement/writer.js'
import { writeTerraform } from '../terraform/writer.js'
import { writeIntunecd, writeIntunecdYaml } from '../intunecd/writer.js'
import type { ExportTenant, Get } from './source.js'

type Write = (get: Get, tenant: ExportTenant) => AsyncGenerator<BackupFile>

export const EXPORT_FORMATS = [
  'intunecd',
  'intunecd-yaml',
  'intunemanagement',
  'intunebackupandrestore',
  'portal',
  'graph',
  'terraform',
] as const

export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const WRITERS: Readonly<Record<ExportFormat, Write>> = {
  intunecd: writeIntunecd,
  'intunecd-yaml': writeIntunecdYaml,
  intunemanagement: writeIntunemanagement,
  intunebackupandrestore: writeIntunebackupandrestore,
  portal: writePortal,
  graph: writeGraph,
  terraform: writeTerraform,
}
