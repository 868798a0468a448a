/** Apps as devices install them: their platform, who installs them, their version, and what they need and replace (L65 to L70). */
import type { Entity } from '../../../model/payload.js'
import type { App } from '../outcomes/policy.js'
import { platformsOfType } from '../../platforms.js'
import { asText } from './values.js'

/** Types that the Windows agent installs. */
const OF_AGENT: ReadonlySet<string> = new Set(['win32LobApp', 'win32CatalogApp', 'winGetApp', 'windowsStoreApp'])

/** Where types of apps say their version. */
const VERSIONS = [
  'displayVersion',
  'versionNumber',
  'versionName',
  'productVersion',
  'primaryBundleVersion',
  'identityVersion',
  'buildNumber',
]

/** `relationships` are those of the app, to what it depends on and what it takes the place of. */
export function appFrom(typeName: string, entity: Entity, relationships: readonly Entity[]): App {
  const ofAgent = OF_AGENT.has(typeName)
  const version = VERSIONS.map((name) => entity[name]).find((value) => typeof value === 'string' && value !== '')
  const children = relationships.filter(({ targetType }) => targetType !== 'parent')
  return {
    kind: 'app',
    id: String(entity['id']),
    name: asText(entity['displayName']),
    // New content is installed again, though it is called the same.
    version: Number(entity['committedContentVersion'] ?? 1) || 1,
    platforms: platformsOfType(typeName),
    agent: ofAgent ? 'extension' : 'mdm',
    appVersion: (version as string | undefined) ?? '1.0',
    publisher: asText(entity['publisher']),
    dependsOn: children
      .filter((each) => isA(each, 'mobileAppDependency'))
      .map(({ targetId, dependencyType }) => ({ appId: String(targetId), installs: dependencyType !== 'detect' })),
    supersedes: children
      .filter((each) => isA(each, 'mobileAppSupersedence'))
      .map(({ targetId, supersedenceType }) => ({
        appId: String(targetId),
        uninstalls: supersedenceType === 'replace',
      })),
    announcesContent: typeName !== 'iosLobApp',
    offersRequired: /^ios(?:Store|Vpp)App$/.test(typeName),
    offersDevices: ofAgent || typeName.startsWith('androidManagedStore'),
  }
}

function isA(relationship: Entity, name: string): boolean {
  return relationship['@odata.type'] === `#microsoft.graph.${name}`
}
