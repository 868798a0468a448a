/** What came of a backup, what did not and why. Lists are bounded; what is beyond is counted. */
import type { FormatName, Mention, Note, Place } from './backup.js'
import { MOST_NOTES } from './bounds.js'

export interface SetCount {
  readonly set: string
  /** New objects. */
  made: number
  /** Objects that were there already, by their id or name, and stay as they are. */
  there: number
  /** Objects that were refused. */
  leftOut: number
}

export interface Unresolved extends Place {
  readonly kind: string
  readonly name: string
  /** The object that refers to it. */
  readonly of: string
}

export interface BackupReport {
  readonly format: FormatName
  /** Nothing was stored. */
  readonly dryRun: boolean
  readonly sets: readonly SetCount[]
  readonly objects: number
  readonly made: number
  /** Groups that nothing but assignments told of. */
  readonly groupsMade: number
  /** References that were found by the name of the other object. */
  readonly byName: number
  /** Values that are secret in the service, and clear in the backup. */
  readonly secrets: number
  readonly unresolved: readonly Unresolved[]
  /** Files, objects and members that did not come. */
  readonly leftOut: readonly Note[]
  /** What its owner may want to know. */
  readonly remarks: readonly Note[]
  /** What the lists above are too short for. */
  readonly more: number
  /** Everything that refers to something was resolved, and nothing but what never comes was left out. */
  readonly complete: boolean
}

export class ReportWriter {
  readonly #format: FormatName
  readonly #sets = new Map<string, SetCount>()
  readonly #unresolved: Unresolved[] = []
  readonly #leftOut: Note[] = []
  readonly #remarks: Note[] = []
  #more = 0
  #lost = 0
  groupsMade = 0
  byName = 0
  secrets = 0

  constructor(format: FormatName) {
    this.#format = format
  }

  count(set: string, what: 'made' | 'there' | 'leftOut'): void {
    let counted = this.#sets.get(set)
    if (counted === undefined) this.#sets.set(set, (counted = { set, made: 0, there: 0, leftOut: 0 }))
    counted[what] += 1
  }

  unresolved(place: Place, { kind, name, id }: Mention, of: string): void {
    this.#lost += 1
    this.#add(this.#unresolved, { ...place, kind, name: name ?? id ?? 'without a name', of })
  }

  /** `loses` tells that something is missing that the backup holds. */
  leftOut(note: Note, loses = true): void {
    if (loses) this.#lost += 1
    this.#add(this.#leftOut, note)
  }

  remark(note: Note): void {
    this.#add(this.#remarks, note)
  }

  #add<T>(list: T[], note: T): void {
    if (list.length < MOST_NOTES) list.push(note)
    else this.#more += 1
  }

  done(dryRun: boolean): BackupReport {
    const sets = [...this.#sets.values()]
    const sum = (of: (each: SetCount) => number): number => sets.reduce((total, each) => total + of(each), 0)
    return {
      format: this.#format,
      dryRun,
      sets,
      objects: sum(({ made, there, leftOut }) => made + there + leftOut),
      made: sum(({ made }) => made),
      groupsMade: this.groupsMade,
      byName: this.byName,
      secrets: this.secrets,
      unresolved: this.#unresolved,
      leftOut: this.#leftOut,
      remarks: this.#remarks,
      more: this.#more,
      complete: this.#lost === 0,
    }
  }
}
