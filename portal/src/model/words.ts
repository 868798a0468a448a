/** Names of members and types as words: `iosGeneralDeviceConfiguration` is "iOS general device configuration". */

const SPELLED: Readonly<Record<string, string>> = {
  ios: 'iOS',
  macos: 'macOS',
  ipados: 'iPadOS',
  aosp: 'AOSP',
  id: 'ID',
  ids: 'IDs',
  url: 'URL',
  uri: 'URI',
  os: 'OS',
  vpn: 'VPN',
  pkcs: 'PKCS',
  scep: 'SCEP',
  pfx: 'PFX',
  wifi: 'Wi-Fi',
  vpp: 'VPP',
  dep: 'DEP',
  mdm: 'MDM',
  oma: 'OMA',
  imei: 'IMEI',
  meid: 'MEID',
  udid: 'UDID',
  eas: 'EAS',
  pc: 'PC',
  azure: 'Azure',
  windows: 'Windows',
  windows10: 'Windows 10',
  windows81: 'Windows 8.1',
  android: 'Android',
  microsoft: 'Microsoft',
  office: 'Office',
  win32: 'Win32',
  lob: 'line-of-business',
  ad: 'AD',
  aad: 'Entra',
  entra: 'Entra',
  smime: 'S/MIME',
  json: 'JSON',
  xml: 'XML',
}

export function wordsOf(name: string): string {
  const parts = name
    .replace(/^.*\./, '')
    .replace(/(?<=[a-z])DateTime$/, '')
    .replace(/macOS/g, 'macos')
    .replace(/(?<![a-z])iOS/g, 'ios')
    .replace(/iPadOS/g, 'ipados')
    .replace(/wiFi/gi, 'wifi')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .split(' ')
    .map((word) => SPELLED[word.toLowerCase()] ?? (/^[A-Z\d]+$/.test(word) ? word : word.toLowerCase()))
  const text = parts.join(' ')
  return /^(i|mac)/.test(text) && /^(iOS|iPadOS|macOS)/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

/** The member by which people know an object. */
const NAMES = [
  'displayName',
  'name',
  'deviceName',
  'title',
  'userPrincipalName',
  'localeName',
  'userDisplayName',
  'deviceDisplayName',
  'fileName',
  'productName',
  'serialNumber',
  'settingName',
  'settingDefinitionId',
  'id',
] as const

export function nameOf(value: Readonly<Record<string, unknown>> | undefined): string {
  for (const member of NAMES) {
    const text = value?.[member]
    if (typeof text === 'string' && text.trim() !== '') return text
  }
  return '–'
}

export function nameMemberOf(members: readonly { readonly name: string; readonly type: string }[]): string | undefined {
  const names = new Set(members.filter(({ type }) => type === 'String').map(({ name }) => name))
  return NAMES.find((name) => names.has(name) && name !== 'id')
}
