/** The journal of requests as the control face shows it. */
import type { Failure, RequestFacts } from './entry.js'

export interface ShownRequest extends RequestFacts {
  readonly id: number
  readonly batch?: number
  readonly at: string
  readonly app?: { readonly id: string; readonly name?: string }
  readonly user?: { readonly id?: string; readonly name?: string }
  readonly kind?: 'app' | 'user'
  readonly headers?: Readonly<Record<string, string>>
  readonly failure?: Failure
  readonly pinned: boolean
}

export interface WholeRequest extends ShownRequest {
  readonly sent?: string
  readonly answer?: string
  readonly route?: string
  readonly needed: readonly string[]
  readonly granted: readonly string[]
  readonly parts: readonly ShownRequest[]
}

export interface ShownPage {
  readonly value: readonly ShownRequest[]
  readonly next?: number
  readonly newest: number
}

export interface ShownPrivilege {
  readonly kind: 'application' | 'delegated'
  readonly requests: number
  readonly needed: readonly {
    readonly permission: string
    readonly uses: readonly { readonly method: string; readonly route: string; readonly requests: number }[]
  }[]
  readonly missing: readonly string[]
  readonly unneeded: readonly string[]
  readonly commands: readonly string[]
}
