/** Pages may redeem codes and refresh tokens of browser apps, and nothing else: they could not read any other answer. */
import { EntraError } from './errors.js'
import type { TokenRequest } from './token-request.js'

export function requireNotCrossOrigin({ crossOrigin, origin }: TokenRequest): void {
  if (crossOrigin === undefined || isSame(crossOrigin, origin)) return
  throw new EntraError(9002326, [crossOrigin])
}

function isSame(one: string, other: string): boolean {
  return URL.canParse(one) && new URL(one).origin === new URL(other).origin
}
