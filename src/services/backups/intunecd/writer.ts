/** A backup as IntuneCD makes it: file names, folders, members left out, order and layout (K11, section by section). */
import type { Entity } from '../../../model/payload.js'
import type { BackupFile } from '../backup.js'
import { Source } from '../export/source.js'
import type { Get } from '../export/source.js'
import { appPolicies } from './export/app-policies.js'
import { apps } from './export/apps.js'
import { compliance } from './export/compliance.js'
import { configuration } from './export/configuration.js'
import { enrollment } from './export/enrollment.js'
import { Writer } from './export/objects.js'
import { scripts } from './export/scripts.js'
import { tenant } from './export/tenant.js'
import { reportOf } from './report.js'
import { pythonYaml } from './yaml.js'

/** In the order of the tool. */
const PARTS = [...appPolicies, apps, ...compliance, ...configuration, ...scripts, ...enrollment, ...tenant]

/** JSON as Python writes it: five spaces, and nothing beyond ASCII. */
export function pythonJson(value: unknown): string {
  return JSON.stringify(value, undefined, 5).replace(
    // eslint-disable-next-line no-control-regex
    /[^\u0000-\u007e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

interface Layout {
  readonly end: '.json' | '.yaml'
  readonly write: (value: unknown) => string
}

const JSON_FILES: Layout = { end: '.json', write: pythonJson }
const YAML_FILES: Layout = { end: '.yaml', write: pythonYaml }

export const writeIntunecd = (get: Get): AsyncGenerator<BackupFile> => writeFiles(get, JSON_FILES)

export const writeIntunecdYaml = (get: Get): AsyncGenerator<BackupFile> => writeFiles(get, YAML_FILES)

async function* writeFiles(get: Get, { end, write }: Layout): AsyncGenerator<BackupFile> {
  const writer = new Writer(new Source(get))
  const written: { path: string; item: Entity }[] = []
  for (const part of PARTS)
    for await (const { path, item, beside = [] } of part(writer)) {
      written.push({ path, item })
      yield { path: path + end, text: write(item) }
      yield* beside
    }
  const report = reportOf(written)
  if (report.length > 0) yield { path: `Assignment Report/report${end}`, text: write(report) }
}
