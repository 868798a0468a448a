/** What is wrong with a scenario, with the place in its file. */
import { namesIn } from '../model/issues.js'

export interface ScenarioProblem {
  readonly line: number
  /** As in `steps[2].expect.count`; empty for the whole file. */
  readonly property: string
  readonly detail: string
}

export class ScenarioError extends Error {
  readonly file: string
  readonly problems: readonly ScenarioProblem[]

  constructor(file: string, problems: readonly ScenarioProblem[]) {
    super(problems.map((problem) => problemText(file, problem)).join('\n'))
    this.name = 'ScenarioError'
    this.file = file
    this.problems = problems
  }
}

export function problemText(file: string, { line, property, detail }: ScenarioProblem): string {
  return `${file}:${line}: ${property === '' ? 'the file' : property} ${detail}`
}

/** `steps[2].expect` from `/steps/2/expect`. */
export function propertyOf(pointer: string): string {
  return namesIn(pointer)
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}
