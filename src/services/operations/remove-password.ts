/**
 * The action `removePassword` of an app registration.
 * @see https://learn.microsoft.com/graph/api/application-removepassword
 */
import { directoryBadRequest } from '../../errors.js'
import { requireObject } from '../../model/payload.js'
import { run } from '../../store/work.js'
import { holdAppId } from './application-id.js'
import type { Effect } from './effect.js'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export const removePassword: Effect = {
  plan({ scope, resource, keys, sent: body }) {
    requireObject(body)
    const keyId = body['keyId']
    if (typeof keyId !== 'string' || !GUID.test(keyId))
      throw directoryBadRequest("A value is required for property 'keyId' of resource 'PasswordCredential'.")
    return function* () {
      const appId = yield* holdAppId(scope, resource, keys)
      const { placeholder } = scope.store.dialect
      const { changes } = yield* run(
        `DELETE FROM "applicationSecret" WHERE "tenantId" = ${placeholder(1)} AND "appId" = ${placeholder(2)} AND "keyId" = ${placeholder(3)}`,
        [scope.tenantId, appId, keyId.toLowerCase()],
      )
      if (changes === 0) throw directoryBadRequest(`No password credential found with keyId '${keyId}'.`)
      return undefined
    }
  },
}
