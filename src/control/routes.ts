/** Every route of the control face. What is behind it is loaded when it is first called, so that a server starts without. */
import type { Operation } from './operation.js'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** Who may, besides callers with the key: people who read or administer the tenant of the path, or nobody. */
export type Access = 'key' | 'administrator' | 'reader'

export interface ControlRoute {
  readonly method: Method
  /** Below `/_intunite`, with parameters in braces. */
  readonly path: string
  readonly load: () => Promise<Operation>
  readonly access: Access
  /** The operation reads the body as it arrives, whatever its length. */
  readonly streamed?: true
}

const tenants = () => import('./operations/tenants.js')
const transfers = () => import('./operations/transfers.js')
const apps = () => import('./operations/apps.js')
const users = () => import('./operations/users.js')
const groups = () => import('./operations/groups.js')
const grants = () => import('./operations/grants.js')
const tokens = () => import('./operations/tokens.js')
const keys = () => import('./operations/keys.js')
const clocks = () => import('./operations/clocks.js')
const backups = () => import('./operations/backups.js')
const history = () => import('./operations/history.js')
const why = () => import('./operations/why.js')
const devices = () => import('./operations/devices.js')
const life = () => import('./operations/life.js')
const portalLinks = () => import('./operations/portal-links.js')
const requests = () => import('./operations/requests.js')
const requestReports = () => import('./operations/request-reports.js')
const snapshots = () => import('./operations/snapshots.js')

const TENANT = '/tenants/{tenant}'
const APP = `${TENANT}/apps/{app}`
const USER = `${TENANT}/users/{user}`
const GROUP = `${TENANT}/groups/{group}`
const DEVICE = `${TENANT}/devices/{device}`
const SNAPSHOT = `${TENANT}/snapshots/{snapshot}`

/**
 * Unless said otherwise readers of a tenant may read here, and its administrators may do the rest. Tenants and domains, which no two
 * tenants share, are the server's: Entra asks for proof in DNS, and leaves domains to other roles than those of Intune.
 */
function route(method: Method, path: string, load: () => Promise<Operation>, access?: Access): ControlRoute {
  const usual = !path.startsWith(TENANT) ? 'key' : method === 'GET' ? 'reader' : 'administrator'
  return { method, path, load, access: access ?? usual }
}

export const ROUTES: readonly ControlRoute[] = [
  route('GET', '/tenants', async () => (await tenants()).list),
  route('POST', '/tenants', async () => (await tenants()).create),
  { ...route('POST', '/tenants/import', async () => (await transfers()).imported), streamed: true },
  route('GET', TENANT, async () => (await tenants()).show),
  route('PATCH', TENANT, async () => (await tenants()).update),
  route('DELETE', TENANT, async () => (await tenants()).remove, 'key'),
  route('POST', `${TENANT}/domains`, async () => (await tenants()).addDomain, 'key'),
  route('DELETE', `${TENANT}/domains/{domain}`, async () => (await tenants()).removeDomain, 'key'),
  route('POST', `${TENANT}/reset`, async () => (await tenants()).reset),
  route('POST', `${TENANT}/seed`, async () => (await tenants()).seed),
  route('GET', `${TENANT}/export`, async () => (await transfers()).exported),
  { ...route('POST', `${TENANT}/import`, async () => (await backups()).imported), streamed: true },
  route('POST', `${TENANT}/clone`, async () => (await transfers()).clone, 'key'),
  route('POST', `${TENANT}/tokens`, async () => (await tokens()).create),
  route('POST', `${TENANT}/portal-links`, async () => (await portalLinks()).create, 'key'),
  route('GET', `${TENANT}/apps`, async () => (await apps()).list),
  route('POST', `${TENANT}/apps`, async () => (await apps()).create),
  route('GET', APP, async () => (await apps()).show),
  route('PATCH', APP, async () => (await apps()).update),
  route('DELETE', APP, async () => (await apps()).remove),
  route('POST', `${APP}/secrets`, async () => (await apps()).addSecret),
  route('DELETE', `${APP}/secrets/{key}`, async () => (await apps()).removeSecret),
  route('POST', `${APP}/certificates`, async () => (await apps()).addCertificate),
  route('DELETE', `${APP}/certificates/{key}`, async () => (await apps()).removeCertificate),
  route('GET', `${TENANT}/users`, async () => (await users()).list),
  route('POST', `${TENANT}/users`, async () => (await users()).create),
  route('GET', USER, async () => (await users()).show),
  route('PATCH', USER, async () => (await users()).update),
  route('DELETE', USER, async () => (await users()).remove),
  route('POST', `${USER}/revoke-sessions`, async () => (await users()).revokeSessions),
  route('GET', `${USER}/sign-ins`, async () => (await users()).signIns),
  route('DELETE', `${USER}/sign-ins/{key}`, async () => (await users()).endSignIn),
  route('GET', `${TENANT}/groups`, async () => (await groups()).list),
  route('POST', `${TENANT}/groups`, async () => (await groups()).create),
  route('GET', GROUP, async () => (await groups()).show),
  route('PATCH', GROUP, async () => (await groups()).update),
  route('DELETE', GROUP, async () => (await groups()).remove),
  route('POST', `${GROUP}/members`, async () => (await groups()).addMember),
  route('DELETE', `${GROUP}/members/{user}`, async () => (await groups()).removeMember),
  route('GET', `${TENANT}/grants`, async () => (await grants()).list),
  route('POST', `${TENANT}/grants`, async () => (await grants()).create),
  route('DELETE', `${TENANT}/grants`, async () => (await grants()).remove),
  route('GET', `${TENANT}/history`, async () => (await history()).list),
  route('GET', `${TENANT}/why`, async () => (await why()).explained),
  route('GET', `${TENANT}/life`, async () => (await life()).show),
  route('PATCH', `${TENANT}/life`, async () => (await life()).update),
  route('POST', `${TENANT}/life/settle`, async () => (await life()).settle),
  route('GET', `${TENANT}/life/outbox`, async () => (await devices()).sent),
  route('GET', `${TENANT}/devices`, async () => (await devices()).listed),
  route('POST', `${TENANT}/devices/enroll`, async () => (await devices()).enrolled),
  route('GET', DEVICE, async () => (await devices()).described),
  route('POST', `${DEVICE}/check-in`, async () => (await devices()).checkedIn),
  route('POST', `${DEVICE}/apps/{app}/install`, async () => (await devices()).installed),
  route('PATCH', `${DEVICE}/truth`, async () => (await devices()).stated),
  route('PATCH', `${DEVICE}/reachability`, async () => (await devices()).reached),
  route('GET', `${DEVICE}/timeline`, async () => (await devices()).told),
  route('GET', `${TENANT}/life/queue`, async () => (await life()).queue),
  route('POST', '/snapshots', async () => (await snapshots()).createAll),
  route('POST', '/snapshots/{snapshot}/restore', async () => (await snapshots()).restoreAll),
  route('DELETE', '/snapshots/{snapshot}', async () => (await snapshots()).removeAll),
  route('GET', `${TENANT}/snapshots`, async () => (await snapshots()).list),
  route('POST', `${TENANT}/snapshots`, async () => (await snapshots()).create),
  { ...route('POST', `${TENANT}/snapshots/import`, async () => (await snapshots()).imported), streamed: true },
  route('GET', SNAPSHOT, async () => (await snapshots()).show),
  route('DELETE', SNAPSHOT, async () => (await snapshots()).remove),
  route('POST', `${SNAPSHOT}/restore`, async () => (await snapshots()).restore),
  route('GET', `${SNAPSHOT}/export`, async () => (await snapshots()).exported),
  route('POST', `${SNAPSHOT}/branch`, async () => (await snapshots()).branch, 'key'),
  route('GET', `${TENANT}/diff`, async () => (await snapshots()).diff),
  ...['/clock', `${TENANT}/clock`].flatMap((path) => [
    route('GET', path, async () => (await clocks()).show),
    route('PATCH', path, async () => (await clocks()).set),
    route('DELETE', path, async () => (await clocks()).remove),
    route('POST', `${path}/advance`, async () => (await clocks()).advance),
  ]),
  ...['/requests', `${TENANT}/requests`].flatMap((path) => [
    route('GET', path, async () => (await requests()).list),
    route('DELETE', path, async () => (await requests()).clear),
    route('GET', `${path}/har`, async () => (await requestReports()).har),
    route('GET', `${path}/http`, async () => (await requestReports()).http),
    route('GET', `${path}/least-privilege`, async () => (await requestReports()).least),
    route('GET', `${path}/hints`, async () => (await requestReports()).hints),
    route('GET', `${path}/{request}`, async () => (await requests()).show),
    route('POST', `${path}/{request}/pin`, async () => (await requests()).pin),
    route('DELETE', `${path}/{request}/pin`, async () => (await requests()).unpin),
  ]),
  route('GET', '/keys', async () => (await keys()).list),
  route('POST', '/keys/rotate', async () => (await keys()).rotate),
  route('DELETE', '/keys/{key}', async () => (await keys()).remove),
]
