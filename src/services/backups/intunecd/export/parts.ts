/** The parts of a backup: what of a set or of a single value goes into which files. */
import type { Entity } from '../../../../model/payload.js'
import type { BackupFile } from '../../backup.js'
import { decoded, shortType, text } from '../../export/source.js'
import { cleaned } from '../file-names.js'
import type { Writer } from './objects.js'

export interface Written {
  /** Without the end of the name. */
  readonly path: string
  readonly item: Entity
  /** Scripts and profiles. */
  readonly beside?: readonly BackupFile[]
}

export type Part = (writer: Writer) => AsyncGenerator<Written>

/** The end of a name: the type, or what the policy is for. */
function suffix(item: Entity): string {
  if (item['@odata.type'] !== undefined) return `_${shortType(item['@odata.type'])}`
  return item['technologies'] === undefined ? '' : `_${text(item['technologies'])}`
}

interface Plain {
  readonly folder: string
  readonly set: string
  readonly query?: string
  readonly name?: string
  readonly assigned?: boolean
  readonly takes?: (item: Entity) => boolean
  /** Lists show less than single objects. */
  readonly single?: boolean
  readonly change?: (item: Entity, writer: Writer) => Promise<readonly BackupFile[]> | readonly BackupFile[]
  readonly file?: (item: Entity) => string
  readonly assignmentsOf?: (item: Entity) => string
}

export function plain({ folder, set, query = '', name = 'displayName', assigned = false, ...more }: Plain): Part {
  return async function* (writer) {
    for (const listed of await writer.source.list(set + query)) {
      if (more.takes?.(listed) === false) continue
      const item =
        more.single === true ? ((await writer.source.item(`${set}/${text(listed['id'])}`)) ?? listed) : listed
      const beside = (await more.change?.(item, writer)) ?? []
      const file = cleaned(more.file?.(item) ?? `${text(item[name])}${suffix(item)}`)
      const where = more.assignmentsOf?.(item) ?? `${set}/${text(item['id'])}/assignments`
      const shown = await writer.finished(item, assigned ? where : undefined)
      yield {
        path: `${folder}/${file}`,
        item: shown,
        beside: beside.map((each) => ({ ...each, path: `${folder}/${each.path}` })),
      }
    }
  }
}

export function script(item: Entity, member: string, file: string): BackupFile[] {
  return text(item[member]) === '' ? [] : [{ path: `Script Data/${file}`, text: decoded(item[member]) }]
}

export function singleton(folder: string, path: string, name?: string): Part {
  return async function* (writer) {
    const item = await writer.source.item(path)
    if (item === undefined || (name !== undefined && text(item[name]) === '')) return
    const file = name === undefined ? 'settings' : cleaned(`${text(item[name])}${suffix(item)}`)
    yield { path: `${folder}/${file}`, item: await writer.finished(item) }
  }
}
