/** The formats of backups, in the order in which they are recognised (K1 to K6). */
import type { BackupFiles, Format, FormatName } from './backup.js'
import { BackupError } from './errors.js'
import { graph, portal } from './graph/reader.js'
import { intunebackupandrestore } from './intunebackupandrestore/reader.js'
import { intunemanagement } from './intunemanagement/reader.js'
import { intunecd } from './intunecd/reader.js'

const READERS: readonly Format[] = [intunemanagement, intunebackupandrestore, intunecd, portal, graph]

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
  for (let root: BackupFiles | undefined = files; root !== undefined; root = insideOf(root)) {
    const at = root
    const format = readers.find((each) => each.recognises(at))
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

/** The files of the one folder that holds all of them. */
function insideOf(files: BackupFiles): BackupFiles | undefined {
  const [first = ''] = files.paths
  const folder = first.slice(0, first.indexOf('/') + 1)
  if (folder === '' || !files.paths.every((path) => path.startsWith(folder))) return undefined
  return { paths: files.paths.map((path) => path.slice(folder.length)), read: (path) => files.read(folder + path) }
}
