/**
 * Which permissions a path and method ask for, from Microsoft's public permission map.
 *
 * ```
 * permission = letter " " name
 * path       = path *(" " method "=" letters ["/" letters])   ; application, and delegated where they differ
 *
 * Letters are those of the text that a line stands in.
 * ```
 *
 * Paths are without keys, casts and parameters, in lower case. What a path does not say is what the path above it says:
 * reads as GET, writes as the same method or any other write.
 *
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
import { NEIGHBOUR_PERMISSIONS } from './neighbours.js'
import { PERMISSIONS } from './permissions.js'

export interface MethodPermissions {
  /** Any one is enough; least privileged first. */
  readonly application: readonly string[]
  readonly delegated: readonly string[]
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

const WRITES: readonly Method[] = ['PATCH', 'POST', 'PUT', 'DELETE']

/** Paths that the map lacks, and the sibling that answers for them. */
const SIBLINGS: Readonly<Record<string, string>> = {
  '/deviceappmanagement/mobileapprelationships': '/deviceappmanagement/mobileapps',
  '/devicemanagement/devicemanagementscripts': '/devicemanagement/deviceshellscripts',
  '/devicemanagement/grouppolicydefinitionfiles': '/devicemanagement/grouppolicydefinitions',
  '/devicemanagement/inventorycategories': '/devicemanagement/configurationcategories',
  '/devicemanagement/inventorypolicies': '/devicemanagement/configurationpolicies',
  '/devicemanagement/inventorysettings': '/devicemanagement/configurationsettings',
  '/devicemanagement/manageddevicecleanuprules': '/devicemanagement/manageddevices',
  '/users/manageddevices': '/devicemanagement/manageddevices',
  '/users/managedappregistrations': '/deviceappmanagement/managedappregistrations',
  '/users/deviceenrollmentconfigurations': '/devicemanagement/deviceenrollmentconfigurations',
  '/users/mobileapptroubleshootingevents': '/devicemanagement/mobileapptroubleshootingevents',
  '/users/devicemanagementtroubleshootingevents': '/devicemanagement/troubleshootingevents',
  '/users/mobileappintentandstates': '/deviceappmanagement/mobileapps',
  '/users/managedapplogcollectionrequests': '/deviceappmanagement/managedappregistrations',
  '/users/windowsinformationprotectiondeviceregistrations':
    '/deviceappmanagement/windowsinformationprotectiondeviceregistrations',
  '/users/cloudpcs': '/devicemanagement/virtualendpoint/cloudpcs',
}

/** What the map says of a path: letters by method, and the names that these stand for. */
interface Mapped {
  readonly names: ReadonlyMap<string, string>
  readonly methods: ReadonlyMap<string, string>
}

let known: ReadonlyMap<string, Mapped> | undefined

function permissionMap(): ReadonlyMap<string, Mapped> {
  return (known ??= new Map([...readMap(PERMISSIONS), ...readMap(NEIGHBOUR_PERMISSIONS)]))
}

/** All permissions that the map names. */
export function mappedPermissions(): readonly string[] {
  return [...new Set([...permissionMap().values()].flatMap(({ names }) => [...names.values()]))]
}

function readMap(text: string): Map<string, Mapped> {
  const names = new Map<string, string>()
  const paths = new Map<string, Mapped>()
  for (const line of text.trim().split('\n')) {
    const [head = '', ...words] = line.split(' ')
    const methods = (): [string, string][] => words.map((word) => word.split('=') as [string, string])
    if (head.startsWith('/')) paths.set(head, { names, methods: new Map(methods()) })
    else names.set(head, words[0] ?? '')
  }
  return paths
}

/**
 * What `method` asks for at a path such as `deviceManagement/deviceConfigurations/assign`, without keys, casts and parameters.
 * Undefined for paths that lie outside of the map. Only what lies below the path `below` counts.
 */
export function permissionsAt(path: string, method: Method, below = ''): MethodPermissions | undefined {
  const paths = permissionMap()
  const end = below === '' ? 0 : below.length + 1
  for (let at = `/${path.toLowerCase()}`; at.length > end; at = at.slice(0, at.lastIndexOf('/'))) {
    const sibling = SIBLINGS[at]
    if (sibling !== undefined) return permissionsAt(sibling.slice(1) + path.toLowerCase().slice(at.length - 1), method)
    const mapped = paths.get(at)
    const letters = lettersOf(mapped?.methods, method)
    if (letters === undefined) continue
    const [application = '', delegated = application] = letters.split('/')
    const named = (text: string): string[] => [...text].map((letter) => mapped?.names.get(letter) ?? '')
    return { application: named(application), delegated: named(delegated) }
  }
  return undefined
}

function lettersOf(methods: ReadonlyMap<string, string> | undefined, method: Method): string | undefined {
  if (methods === undefined || method === 'GET') return methods?.get('GET')
  return [method, ...WRITES].map((each) => methods.get(each)).find((letters) => letters !== undefined)
}
