/** A backup that cannot be read or written, in words for its owner. `file` says where, if it is in one of the files. */
export class BackupError extends Error {
  readonly reason: string
  readonly file: string | undefined
  readonly line: number | undefined

  constructor(reason: string, where?: { readonly file: string; readonly line?: number | undefined }) {
    super(where === undefined ? reason : `${placeOf(where)}: ${reason}`)
    this.name = 'BackupError'
    this.reason = reason
    this.file = where?.file
    this.line = where?.line
  }
}

export function placeOf({ file, line }: { readonly file: string; readonly line?: number | undefined }): string {
  return line === undefined ? file : `${file}:${line}`
}
