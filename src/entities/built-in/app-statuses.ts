/** The list of the apps that policies can name, as clients read it by the id that is its name (B187). */
import type { Entity } from '../../model/payload.js'
import { knownApps } from './microsoft-apps.js'

export const appStatuses: readonly Entity[] = [
  {
    '@odata.type': '#microsoft.graph.managedAppStatusRaw',
    id: 'managedAppList',
    displayName: 'Managed App List',
    version: null,
    content: { appList: knownApps() },
  },
]
