/** Requests for approval expire, where they hold writes back: in a tenant that lives (B119). */
import { expireRequests } from '../approvals/requests.js'
import type { Rules } from './rules.js'

export const approvalRequest: Rules = {
  settlesLife: true,

  *settle(scope) {
    yield* expireRequests(scope)
  },
}
