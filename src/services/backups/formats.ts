/** The formats of backups, in the order in which they are recognised (K1 to K6). */
import { posix } from 'node:path'
import type { BackupFiles, Format, FormatName } from './backup.js'
import { BackupError } from './errors.js'
import { graph, portal } from './graph/reader.js'
import { intunebackupandrestore } from './intunebackupandrestore/reader.js'
import { intunemanagement, TABLE } from './intunemanagement/reader.js'
import { intunecd } from './intunecd/reader.js'

/** The formats that have folders of certain names. */
const NAMED_FOLDERS: readonly Format[] = [intunebackupandrestore, intunecd]

const TOOLS: readonly Format[] = [intunemanagement, ...NAMED_FOLDERS]

const READERS: readonly Format[] = [...TOOLS, portal, graph]

const NOT_READ: readonly (readonly [sign: RegExp, text: RegExp | undefined, reason: string])[] = [
  [
    /\.ps1$/i,
    /Import-DscResource\s+-ModuleName\s+'?"?Microsoft365DSC/i,
    'this is an export of Microsoft365DSC, which is not read: let Start-DscConfiguration write it to this server (docs/backups.md)',
  ],
  [
    /(^|\/)(terraform\.tfstate|[^/]+\.tf)$/,
    undefined,
    'this is a configuration or state of Terraform, which is not read: let terraform apply it to this server (docs/backups.md)',
  ],
]

export interface Recognised {
  readonly format: Format
  /** The files as the format knows them: an archive often has one folder around everything. */
  readonly root: BackupFiles
}

/** The format that a backup has, or the one that is said to be its. */
export function formatOf(files: BackupFiles, named?: FormatName): Recognised {
  if (files.paths.length === 0) throw new BackupError('there are no files in it that could be a backup')
  const readers = named === undefined ? READERS : READERS.filter(({ name }) => name === named)
  // A file of a tool looks like an answer of Graph, so that tools are looked for at every depth first.
  for (const formats of [TOOLS, READERS])
    for (let root: BackupFiles | undefined = files; root !== undefined; root = insideOf(root)) {
      const at = root
      const format = readers.find((each) => formats.includes(each) && each.recognises(at))
      if (format === undefined || format === intunemanagement) requireOne(at, readers)
      if (format !== undefined) return { format, root }
    }
  const [format] = readers
  if (named !== undefined && format !== undefined) return { format, root: files }
  for (const [sign, text, reason] of NOT_READ)
    if (files.paths.some((path) => sign.test(path) && (text === undefined || text.test(files.read(path) ?? ''))))
      throw new BackupError(reason)
  throw new BackupError(
    `none of its ${files.paths.length} files looks like a backup that is read here: ${READERS.map(({ title }) => title).join(', ')}`,
  )
}

/** Refuses backups of tools that lie side by side, or beside other files: objects of one would be taken for those of another. */
function requireOne(all: BackupFiles, readers: readonly Format[]): void {
  const tables = readers.includes(intunemanagement) ? all.paths.filter((path) => TABLE.test(path)) : []
  const found = new Map(tables.map((path) => [posix.dirname(path), intunemanagement]))
  for (const [folder, files] of foldersIn(all)) {
    const format = readers.find((each) => NAMED_FOLDERS.includes(each) && each.recognises(files))
    if (format !== undefined) found.set(folder, format)
  }
  if (found.size === 0 || (found.size === 1 && (tables.length === 1 || insideOf(all) !== undefined))) return
  const named = [...found].map(([folder, { title }]) => `'${folder}' (${title})`)
  const more = named.length > ENOUGH ? ` and ${named.length - ENOUGH} more` : ''
  const are = named.length === 1 ? 'is a backup beside other files' : `are ${named.length} backups`
  throw new BackupError(`there ${are} in it, ${named.slice(0, ENOUGH).join(', ')}${more}: import one folder`)
}

/** Folders that are named, at most. */
const ENOUGH = 5

/** The files of the one folder that holds all of them. */
function insideOf(files: BackupFiles): BackupFiles | undefined {
  const [first = ''] = files.paths
  const folder = first.slice(0, first.indexOf('/') + 1)
  if (folder === '' || !files.paths.every((path) => path.startsWith(folder))) return undefined
  return within(files, folder, files.paths)
}

function foldersIn(files: BackupFiles): Map<string, BackupFiles> {
  const paths = new Map<string, string[]>()
  for (const path of files.paths) {
    const folder = path.slice(0, path.indexOf('/') + 1)
    const its = paths.get(folder)
    if (its !== undefined) its.push(path)
    else if (folder !== '') paths.set(folder, [path])
  }
  return new Map([...paths].map(([folder, its]) => [folder.slice(0, -1), within(files, folder, its)]))
}

function within({ read }: BackupFiles, folder: string, paths: readonly string[]): BackupFiles {
  return { paths: paths.map((path) => path.slice(folder.length)), read: (path) => read(folder + path) }
}
