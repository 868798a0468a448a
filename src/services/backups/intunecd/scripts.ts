/** Scripts and profiles that IntuneCD writes beside an object: the object counts, and a difference is told (K19, K20). */
import { posix } from 'node:path'
import type { Entity } from '../../../model/payload.js'
import type { BackupFiles } from '../backup.js'
import { cleaned } from './file-names.js'

const { dirname, basename } = posix

export function scriptNotes(files: BackupFiles, path: string, body: Entity): string[] {
  const folder = dirname(path)
  const name = cleaned(textOf(body['displayName']))
  const notes: string[] = []
  const compare = (member: string, candidates: readonly string[]): void => {
    const own = body[member]
    if (typeof own !== 'string' || own === '') return
    const text = Buffer.from(own, 'base64').toString('utf8')
    for (const file of candidates) {
      const beside = files.read(file)
      if (beside === undefined || sameText(beside, text)) continue
      notes.push(`${file} differs from ${member}, which counts`)
    }
  }
  const data = `${folder}/Script Data`
  const stem = basename(cleaned(textOf(body['fileName']))).replace(/\.[^.]*$/, '')
  compare('scriptContent', [`${data}/${stem}.ps1`, `${data}/${stem}.sh`])
  compare('detectionScriptContent', [`${data}/${name}_detectionScript.ps1`, `${data}/${name}.ps1`])
  compare('remediationScriptContent', [`${data}/${name}_remediationScript.ps1`])
  if (typeof body['payloadFileName'] === 'string')
    compare('payload', [`${folder}/mobileconfig/${cleaned(body['payloadFileName'])}`])
  return notes
}

/** The file may have other line ends, and a byte order mark. */
function sameText(a: string, b: string): boolean {
  const plain = (text: string): string =>
    text
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
      .trimEnd()
  return plain(a) === plain(b)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
