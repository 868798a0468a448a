/** What a run takes and what comes of it. */
import type { ScenarioProblem } from './problems.js'

export interface RunOptions {
  /** By id or domain; a new one unless given. */
  readonly tenant?: string | undefined
  /** The app that sends the requests that say no other. */
  readonly app?: string | undefined
  /** Instead of what the file says. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  /** A new tenant stays. */
  readonly keep?: boolean | undefined
  /** Hears of each step when it is done. */
  readonly onStep?: ((step: StepOutcome) => void) | undefined
}

export interface StepOutcome {
  readonly line: number
  /** The clock of the tenant when the step began. */
  readonly at: string
  /** What was done, `POST /v1.0/groups` for example, or the name of the step. */
  readonly text: string
  readonly status?: number
  readonly problems: readonly ScenarioProblem[]
}

export interface ScenarioOutcome {
  readonly scenario: string
  readonly file: string
  readonly tenantId: string
  /** Whether the tenant is still there. */
  readonly kept: boolean
  readonly passed: boolean
  readonly steps: readonly StepOutcome[]
  /** What the variables held at the end. */
  readonly variables: Readonly<Record<string, unknown>>
}
