/** For whom the server answers, and what its private CA may vouch for. */
import { isIP } from 'node:net'

/** Names of Microsoft's services that a network may send here. */
export const MICROSOFT_NAMES = [
  'graph.microsoft.com',
  'canary.graph.microsoft.com',
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
  'graph.windows.net',
  'management.azure.com',
] as const

/** Names under which this machine and a compose network know the server. */
export const LOCAL_NAMES = ['localhost', '127.0.0.1', '::1', 'intunite', 'intunite.test'] as const

/** The setting `tlsNames`. */
export function namesOf({ tlsNames }: { readonly tlsNames?: string | undefined }): string[] {
  return tlsNames?.split(',').map((name) => name.trim()) ?? []
}

/** All names in a certificate: the usual ones and those that were asked for, without doubles. */
export function certificateNames(wanted: readonly string[]): string[] {
  return [...new Set([...LOCAL_NAMES, ...MICROSOFT_NAMES, ...wanted.map((name) => name.toLowerCase())])]
}

/** Top-level domains that do not exist on the Internet: a CA that leaks does no harm with them. */
const PRIVATE_DOMAINS = ['localhost', 'test', 'internal', 'local', 'lan', 'home.arpa', 'example', 'invalid']

/** DNS subtrees for which the CA may sign; a certificate for anything else is refused by every client. */
export function permittedDomains(wanted: readonly string[]): string[] {
  const names = certificateNames(wanted).filter((name) => isIP(name) === 0)
  return [...new Set([...PRIVATE_DOMAINS, ...names])]
}

/** Loopback and private networks, each as address and mask. */
export const PERMITTED_NETWORKS: readonly string[] = [
  '7f000000ff000000',
  '0a000000ff000000',
  'ac100000fff00000',
  'c0a80000ffff0000',
  `${'0'.repeat(31)}1${'f'.repeat(32)}`,
  `fc${'0'.repeat(30)}fe${'0'.repeat(30)}`,
]

export function isPermitted(name: string, permitted: readonly string[]): boolean {
  return isIP(name) !== 0 || permitted.some((domain) => name === domain || name.endsWith(`.${domain}`))
}
