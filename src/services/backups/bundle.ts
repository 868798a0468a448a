/**
 * A backup on its way to the server: one JSON text with all its files, `{"files":[{"path":…,"text":…}]}`. The server reads it
 * from where it was kept, one file at a time.
 */
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { JsonReader } from '../transfer/json-reader.js'
import type { ByteSource } from '../transfer/spool.js'
import { issuesIn } from '../../model/issues.js'
import type { BackupFile, BackupFiles } from './backup.js'
import { LARGEST_FILE, MOST_FILES } from './bounds.js'
import { BackupError } from './errors.js'
import { requireInside } from './require-inside.js'

const FileSchema = Type.Object(
  { path: Type.String({ minLength: 1, maxLength: 1024 }), text: Type.String({ maxLength: LARGEST_FILE }) },
  { additionalProperties: false },
)

type File = Static<typeof FileSchema>

export async function* writeBundle(files: AsyncIterable<BackupFile> | Iterable<BackupFile>): AsyncGenerator<string> {
  let before = '{"files":['
  for await (const { path, text } of files) {
    yield before + JSON.stringify({ path, text })
    before = ','
  }
  yield before === ',' ? ']}' : `${before}]}`
}

export function openBundle(source: ByteSource): BackupFiles {
  const reader = new JsonReader(source)
  const positions = new Map<string, number>()
  const wrong = (): BackupError =>
    new BackupError('this is no bundle of the files of a backup: {"files":[{"path","text"}]}')
  if (reader.kind() !== 'object') throw wrong()
  let found = false
  for (const name of reader.members()) {
    if (name !== 'files' || found || reader.kind() !== 'array') throw wrong()
    found = true
    for (const i of reader.elements()) {
      if (i >= MOST_FILES) throw new BackupError(`it has more than ${MOST_FILES} files`)
      const position = reader.position
      const { path } = readFile(reader.value())
      if (positions.has(path)) throw new BackupError('is there more than once', { file: path })
      positions.set(path, position)
    }
  }
  reader.end()
  if (!found) throw wrong()
  return {
    paths: [...positions.keys()],
    read(path) {
      const position = positions.get(path)
      if (position === undefined) return undefined
      reader.seek(position)
      return (reader.value() as File).text
    },
  }
}

function readFile(value: unknown): File {
  const [issue] = issuesIn(FileSchema, value, '/files/…')
  if (issue !== undefined) throw new BackupError(`${issue.pointer} ${issue.detail}`)
  const file = value as File
  requireInside(file.path)
  return file
}
