/** What is wrong with the files of a model that is brought at start. */
export interface Problem {
  readonly file: string
  /** Qualified name of the type, or path of the set, that it is about. */
  readonly type?: string | undefined
  readonly reason: string
}

/** A problem in one line. */
export function printProblem({ file, type, reason }: Problem): string {
  return type === undefined ? `${file}: ${reason}` : `${file}: ${type}: ${reason}`
}
