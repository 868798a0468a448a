/**
 * The apps of Microsoft that a policy for apps reaches by a group, by the names of their packages.
 * @see https://learn.microsoft.com/mem/intune/apps/apps-supported-intune-apps
 */
import type { Entity } from '../../model/payload.js'
import { NAMESPACE } from '../../model/types.js'

export type Platform = 'android' | 'ios' | 'windows'

const ofMicrosoft = (names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `com.microsoft.${name}`)

const CORE_ANDROID = ofMicrosoft(`
  office.excel office.outlook office.powerpoint office.word sharepoint skydrive emmx office.officehub
  office.officehubrow office.onenote teams todos
`)

const MORE_ANDROID = [
  ...ofMicrosoft(`
    cortana crm.crmphone crm.crmphone.fieldservices crm.crmphone.sales crm.crmtablet d365.fs.mobile dynamics.invoice
    flow ipviewer launcher lists.public mobile.polymer msapps office.lync15 office.officehubhl office.officelens
    planner powerbim ramobile scmx stream teams.baidu whiteboard.publicpreview workfolders
  `),
  'com.ms.office365admin',
  'com.yammer.v1',
  'ols.microsoft.com.shiftr',
]

const CORE_IOS = ofMicrosoft(`
  office.excel office.outlook office.powerpoint office.word sharepoint skydrive msedge officemobile onenote
  skype.teams to-do
`)

const MORE_IOS = [
  ...ofMicrosoft(`
    bing.halseyassistant d365.fs.mobile dynamics dynamics.invoice dynamics.iphone.moca
    dynamics.iphone.moca.fieldservices dynamics.iphone.moca.sales lync2013.iphone mobile.polymer msapps
    o365shdmobileapp officelens plannermobile powerbimobile procsimo ramobile rms-sharing scmx shiftr splists stream
    visio whiteboard workfolders
  `),
  'com.veradocs.ios.appstore.intune',
  'wefwef',
]

const CORE: Readonly<Record<Platform, readonly string[]>> = {
  android: CORE_ANDROID,
  ios: CORE_IOS,
  windows: ['com.microsoft.edge'],
}

const MORE: Readonly<Record<Platform, readonly string[]>> = { android: MORE_ANDROID, ios: MORE_IOS, windows: [] }

function allOf(platform: Platform): string[] {
  return [...CORE[platform], ...MORE[platform]]
}

const GROUPS: Readonly<Record<string, (platform: Platform) => readonly string[]>> = {
  allCoreMicrosoftApps: (platform) => CORE[platform],
  allMicrosoftApps: allOf,
  // All apps there are: none is named.
  allApps: () => [],
}

const IDENTIFIERS: Readonly<Record<Platform, readonly [type: string, member: string]>> = {
  android: ['androidMobileAppIdentifier', 'packageId'],
  ios: ['iosMobileAppIdentifier', 'bundleId'],
  windows: ['windowsAppIdentifier', 'windowsAppId'],
}

/** The apps of a group as members of a policy; undefined if the policy names them itself. */
export function appsOfGroup(group: unknown, platforms: readonly Platform[]): Entity[] | undefined {
  const names = typeof group === 'string' ? GROUPS[group] : undefined
  if (names === undefined) return undefined
  return platforms.flatMap((platform) =>
    [...names(platform)].sort().map((name) => ({ mobileAppIdentifier: identifierOf(platform, name) })),
  )
}

function identifierOf(platform: Platform, name: string): Entity {
  const [type, member] = IDENTIFIERS[platform]
  return { '@odata.type': `#${NAMESPACE}.${type}`, [member]: name }
}

/** The apps that policies can name, as the service lists them (B187). */
export function knownApps(): Entity[] {
  const platforms = Object.keys(IDENTIFIERS) as Platform[]
  return platforms.flatMap((platform) =>
    allOf(platform)
      .sort()
      .map((name) => ({ displayName: name, isFirstParty: true, appIdentifier: identifierOf(platform, name) })),
  )
}
