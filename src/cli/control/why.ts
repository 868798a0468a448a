import type { Why } from '../../services/targeting/words.js'
import { tenantPath, verb } from './command.js'
import { TENANT } from './flags.js'

/** The one verb of `intunite why`. */
export const WHY = verb({
  summary:
    'Say why a device gets a policy or app, or does not. Exits with 1 if it does not, and with 2 if it cannot be told.',
  takes: ['device', 'policy'],
  settings: { tenant: TENANT },
  request: ({ words: [device, policy], values: { tenant } }) => ({
    method: 'GET',
    path: tenantPath(tenant, 'why'),
    query: { device, policy },
  }),
  show: (_given, { text }: Why) => text,
  exit: ({ answer }: Why) => (answer === 'applies' ? 0 : 1),
  failed: 2,
})
