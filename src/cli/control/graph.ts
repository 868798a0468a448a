/** Graph as a client sees it, with the token of an app of a tenant: of a running server, or of the data itself. */
import type { Get } from '../../services/backups/export/source.js'
import { BackupError } from '../../services/backups/errors.js'
import type { ControlAnswer, Transport } from './transport.js'

/** The app that every tenant of a start has, and what a tenant without it reads with for as long as it takes. */
const ADMIN = 'intunite-admin'
const PASSING = {
  displayName: 'intunite-export',
  roles: [
    'DeviceManagementApps.Read.All',
    // Values of OMA settings are given to nobody who may only read.
    'DeviceManagementConfiguration.ReadWrite.All',
    'DeviceManagementManagedDevices.Read.All',
    'DeviceManagementRBAC.Read.All',
    'DeviceManagementScripts.Read.All',
    'DeviceManagementServiceConfig.Read.All',
    'Group.Read.All',
    'Policy.Read.All',
  ],
} as const

/** Runs what reads a tenant through Graph: with the token of an app that is named, or else of one that may read everything. */
export async function withGraph<T>(
  transport: Transport,
  tenantPath: string,
  app: string | undefined,
  use: (get: Get) => Promise<T>,
): Promise<T> {
  const apps = `${tenantPath}/apps`
  const isMissing =
    app === undefined && (await transport.send({ method: 'GET', path: `${apps}/${ADMIN}` })).status === 404
  if (!isMissing) return use(await graphOf(transport, tenantPath, app ?? ADMIN))
  const made = await transport.send({ method: 'POST', path: apps, body: JSON.stringify(PASSING) })
  const { appId, detail } = parsed(made)
  if (made.status >= 400) throw new BackupError(`no app of the tenant may read it: ${textOf(detail)}`)
  try {
    return await use(await graphOf(transport, tenantPath, textOf(appId)))
  } finally {
    await transport.send({ method: 'DELETE', path: `${apps}/${textOf(appId)}` })
  }
}

async function graphOf(transport: Transport, tenantPath: string, app: string): Promise<Get> {
  const issued = await transport.send({ method: 'POST', path: `${tenantPath}/tokens`, body: JSON.stringify({ app }) })
  const answer = parsed(issued)
  if (issued.status >= 400) throw new BackupError(textOf(answer['detail']) || `there is no token for ${app}`)
  const token = textOf(answer['accessToken'])
  return async (path, headers) => {
    const found = await transport.graph(`/beta/${path}`, { ...headers, authorization: `Bearer ${token}` })
    if (found.status === 200) return parsed(found)
    if (found.status === 401 || found.status === 403)
      throw new BackupError(`the app ${app} may not read ${path.replace(/\?.*$/, '')}: name one that may (--app)`)
    if (found.status >= 500 && found.status !== 501)
      throw new BackupError(`GET /beta/${path} fails with ${found.status}`)
    return undefined
  }
}

function parsed({ text }: ControlAnswer): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
