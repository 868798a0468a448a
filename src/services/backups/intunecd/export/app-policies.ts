/** Configurations and protection of apps. */
import { decoded, shortType, text } from '../../export/source.js'
import { APPS } from './objects.js'
import { plain } from './parts.js'
import type { Part } from './parts.js'

export const appPolicies: readonly Part[] = [
  plain({
    folder: 'App Configuration',
    set: `${APPS}/mobileAppConfigurations`,
    assigned: true,
    async change(item, writer) {
      const ids = item['targetedMobileApps']
      for (const id of Array.isArray(ids) ? (ids as unknown[]) : []) {
        const app = await writer.app(id)
        if (app === undefined) continue
        delete item['targetedMobileApps']
        item['targetedMobileApps'] = { appName: app['displayName'], type: app['@odata.type'] }
      }
      if (text(item['payloadJson']) !== '') item['payloadJson'] = JSON.parse(decoded(item['payloadJson']))
      return []
    },
  }),
  plain({
    folder: 'App Protection',
    set: `${APPS}/managedAppPolicies`,
    assigned: true,
    assignmentsOf(item) {
      const type = shortType(item['@odata.type'])
      const set = type.endsWith('InformationProtectionPolicy') ? `${type.slice(0, -1)}ies` : `${type}s`
      return `${APPS}/${set}/${text(item['id'])}/assignments`
    },
  }),
]
