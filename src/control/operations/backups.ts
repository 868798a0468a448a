import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import { FORMATS } from '../../services/backups/backup.js'
import { MOST_BYTES } from '../../services/backups/bounds.js'
import { defineOperation } from '../operation.js'
import { Problem } from '../problem.js'
import { closed, Flag, optional } from '../schemas.js'

const Count = Type.Integer()

const Note = Type.Object({ file: Type.String(), line: optional(Count), detail: Type.String() })

const Report = Type.Object({
  format: Type.Enum([...FORMATS]),
  dryRun: Flag,
  sets: Type.Array(Type.Object({ set: Type.String(), made: Count, there: Count, leftOut: Count })),
  objects: Count,
  made: Count,
  groupsMade: Type.Integer({ description: 'groups of which the backup tells only the name' }),
  byName: Type.Integer({ description: 'references that were found by name' }),
  secrets: Type.Integer({ description: 'values that are secret in the service, and clear in the backup' }),
  unresolved: Type.Array(
    Type.Object({
      file: Type.String(),
      line: optional(Count),
      kind: Type.String(),
      name: Type.String(),
      of: Type.String({ description: 'the object that refers to it' }),
    }),
  ),
  leftOut: Type.Array(Note),
  remarks: Type.Array(Note),
  more: Type.Integer({ description: 'notes that the lists are too short for' }),
  complete: Type.Boolean({ description: 'every reference was resolved, and nothing was refused' }),
})

/** Named `imported`, because `import` is a word of the language. */
export const imported = defineOperation({
  summary: 'Import the files of a backup that IntuneCD or another tool has made, all or nothing',
  query: closed({
    format: optional(Type.Enum([...FORMATS])),
    dryRun: optional(Flag),
    placeholders: optional(Flag),
    lenient: optional(Flag),
  }),
  body: Type.Object({}, { description: 'the files of a backup: { "files": [{ "path", "text" }] }' }),
  answer: Report,
  async perform({ directory, jobs, importBytes }, { params, query, body }) {
    const { id } = await directory.tenants.find(params.tenant)
    const { format, dryRun = false, placeholders = false, lenient = false } = query
    // JSON needs a few more bytes than the files.
    const most = Math.min(importBytes, 2 * MOST_BYTES)
    const tooLarge = (): Problem => new Problem(413, `the backup has more than ${most} bytes (INTUNITE_IMPORT_BYTES)`)
    return jobs.bring(id, body as Readable, { format, dryRun, placeholders, lenient, most, tooLarge })
  },
})
