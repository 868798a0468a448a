/** What the table of commands says of each. */
import type { Settings } from '../settings.js'

export interface Command {
  readonly summary: string
  readonly details: string
  readonly settings: Settings
  /** Runs the command to its end and gives the exit code. */
  readonly load: () => Promise<(argv: readonly string[]) => Promise<number>>
  /** The help of what has no settings of its own, by the words behind its name. */
  readonly help?: (rest: readonly string[]) => Promise<string>
}
