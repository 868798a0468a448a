import type { Issue } from '../../model/issues.js'

/** Why a tenant cannot be exported, imported or cloned. */
export class TransferError extends Error {
  readonly code: 'invalid' | 'exists' | 'notFound'
  readonly issues: readonly Issue[]

  constructor(code: 'invalid' | 'exists' | 'notFound', message: string, issues: readonly Issue[] = []) {
    super(message)
    this.name = 'TransferError'
    this.code = code
    this.issues = issues
  }
}
