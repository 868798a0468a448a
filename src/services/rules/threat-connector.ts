/**
 * Connectors to partners that defend against threats on devices. The partner's id is the key: clients give it, as that of
 * Microsoft Defender is the same in all tenants (B200).
 */
import { backendRefusal, conflict, shortened } from '../../errors.js'
import type { Rules } from './rules.js'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export const threatConnector: Rules = {
  takesId: true,

  *newId(scope, _location, { id }) {
    if (typeof id !== 'string' || id === '') return scope.newId()
    if (!GUID.test(id)) throw backendRefusal(`'${shortened(id)}' is no id of a partner: it is a GUID.`, 'id')
    return id.toLowerCase()
  },

  duplicate: () => conflict('The tenant has a connector of that partner already.'),
}
