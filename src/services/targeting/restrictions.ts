/** Which of several enrolment configurations of a kind holds for a user (L13, L14). */

export interface Restriction {
  readonly id: string
  /** 0 is the default, which is the last resort. */
  readonly priority: number
  /** Whether its assignments contain the user, or all users. */
  readonly includesUser: boolean
}

/** The lowest priority above zero wins. An enrolment without a user's choice gets the default. */
export function effectiveRestriction<R extends Restriction>(candidates: readonly R[], hasUser: boolean): R | undefined {
  const chosen = candidates.filter(({ priority, includesUser }) => hasUser && priority > 0 && includesUser)
  const [first] = chosen.sort((one, other) => one.priority - other.priority)
  return first ?? candidates.find(({ priority }) => priority === 0)
}
