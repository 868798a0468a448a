/** Graph as a client sees it, with the token of an app of a tenant: of a running server, or of the data itself. */
import type { Get } from '../../services/backups/export/source.js'
import { BackupError } from '../../services/backups/errors.js'
import type { ControlAnswer, Transport } from './transport.js'

export async function graphOf(transport: Transport, tenantPath: string, app: string): Promise<Get> {
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
