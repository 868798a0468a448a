/**
 * The apps of Microsoft that a policy for apps reaches by a group, by the names of their packages.
 * @see https://learn.microsoft.com/mem/intune/apps/apps-supported-intune-apps
 */
import type { Entity } from '../../model/payload.js'
import { NAMESPACE } from '../../model/types.js'

export type Platform = 'android' | 'ios' | 'windows'

const OFFICE = ['excel', 'outlook', 'powerpoint', 'word'].map((name) => `com.microsoft.office.${name}`)
const EVERYWHERE = ['com.microsoft.sharepoint', 'com.microsoft.skydrive']
const FURTHER = [
  'bing',
  'd365.fs.mobile',
  'dynamics.invoice',
  'ipviewer',
  'loop',
  'msapps',
  'planner',
  'scmx',
  'stream',
].map((name) => `com.microsoft.${name}`)

const ANDROID = ['emmx', 'office.officehub', 'office.officehubrow', 'office.onenote', 'teams', 'todos']
const MORE_ANDROID = [
  'flow',
  'lists.public',
  'office.lens',
  'office.lync15',
  'powerbim',
  'rdc.androidx',
  'whiteboard.publicpreview',
]
const IOS = ['msedge', 'officemobile', 'onenote', 'skype.teams', 'to-do']
const MORE_IOS = [
  'lync2013.iphone',
  'officelens',
  'powerbimobile',
  'procsimo',
  'rdc.ios',
  'splists',
  'visio',
  'whiteboard',
]

const ofMicrosoft = (names: readonly string[]): string[] => names.map((name) => `com.microsoft.${name}`)

const CORE: Readonly<Record<Platform, readonly string[]>> = {
  android: [...OFFICE, ...EVERYWHERE, ...ofMicrosoft(ANDROID)],
  ios: [...OFFICE, ...EVERYWHERE, ...ofMicrosoft(IOS)],
  windows: ['com.microsoft.edge'],
}

const MORE: Readonly<Record<Platform, readonly string[]>> = {
  android: [...FURTHER, ...ofMicrosoft(MORE_ANDROID), 'com.yammer.v1'],
  ios: [...FURTHER, ...ofMicrosoft(MORE_IOS), 'wefwef'],
  windows: [],
}

const GROUPS: Readonly<Record<string, (platform: Platform) => readonly string[]>> = {
  allCoreMicrosoftApps: (platform) => CORE[platform],
  allMicrosoftApps: (platform) => [...CORE[platform], ...MORE[platform]],
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
  return names && platforms.flatMap((platform) => [...names(platform)].sort().map((name) => appOf(platform, name)))
}

function appOf(platform: Platform, name: string): Entity {
  const [type, member] = IDENTIFIERS[platform]
  return { mobileAppIdentifier: { '@odata.type': `#${NAMESPACE}.${type}`, [member]: name } }
}
