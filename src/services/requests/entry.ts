/** Stands among the headers of a request whose answer was a page with more behind it. */
export const MORE = 'answered-next-link'

export interface Failure {
  readonly code: string
  readonly message: string
}

/** What was asked, how it was answered, and what that took; times are in milliseconds. */
export interface RequestFacts {
  readonly ms: number
  readonly sql: number
  readonly statements: number
  readonly status: number
  readonly method: string
  /** Path and query, as sent. */
  readonly url: string
  readonly requestId: string
}

/** A request as readers of the journal see it. */
export interface RequestEntry extends RequestFacts {
  /** Its place in the journal; later ones are higher. */
  readonly id: number
  /** The batch that it is a part of, by id. */
  readonly batch: number | undefined
  readonly tenantId: string | undefined
  readonly at: string
  readonly appId: string | undefined
  readonly userId: string | undefined
  readonly userName: string | undefined
  /** Whether an app calls for itself or on behalf of a user. */
  readonly kind: 'app' | 'user' | undefined
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly failure: Failure | undefined
  /** What the token allows. */
  readonly permissions: readonly string[]
  readonly pinned: boolean
}

/** What was sent and answered, without secrets; undefined where it was not kept or there was none. */
export interface RequestBodies {
  readonly sent: string | undefined
  readonly answer: string | undefined
}
