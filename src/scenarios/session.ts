/** A tenant that a scenario runs in: its clock, its tokens, and requests to it. */
import { ADMIN_ROLES } from '../store/identity/development.js'
import { valueOf } from './face.js'
import type { Face, FaceAnswer } from './face.js'
import type { ScenarioFile, Step } from './format.js'
import { errorText } from './expect.js'

/** The server refuses something without which no step can be made. */
export class RunError extends Error {}

export interface TenantOfRun {
  readonly id: string
  readonly domain: string
  /** The app that sends what says no other. */
  readonly app: string
  /** Made for this run. */
  readonly fresh: boolean
}

/** When the clock of a new tenant begins, unless the scenario says otherwise. */
const BEGIN = '2026-01-05T08:00:00Z'

const APP = 'scenario'

interface Json {
  readonly [name: string]: unknown
}

/** How long an export takes in a tenant that does not live. */
const EXPORT = 'PT30S'

export class Session {
  readonly tenant: TenantOfRun
  readonly #face: Face
  readonly #tokens = new Map<string, string>()

  private constructor(face: Face, tenant: TenantOfRun) {
    this.#face = face
    this.tenant = tenant
  }

  /** In a tenant that is there, or else in a new one that is as the scenario says. */
  static async open(
    face: Face,
    wanted: { readonly tenant: string | undefined; readonly app: string | undefined },
    described: ScenarioFile['tenant'] = {},
  ): Promise<Session> {
    const { tenant, app } = wanted
    if (tenant !== undefined) {
      const { id, defaultDomain } = await need(face, 'GET', `/tenants/${encodeURIComponent(tenant)}`)
      const given = { id: String(id), domain: String(defaultDomain), app: app ?? 'intunite-admin', fresh: false }
      return new Session(face, given)
    }
    const { clock = BEGIN, profile, seed, life } = described
    const made = await need(face, 'POST', '/tenants', {
      displayName: 'Scenario',
      ...(profile !== undefined && { profile }),
    })
    const id = String(made['id'])
    const session = new Session(face, { id, domain: String(made['defaultDomain']), app: APP, fresh: true })
    try {
      await need(face, 'PATCH', `/tenants/${id}/clock`, { now: clock, rate: 0 })
      await need(face, 'POST', `/tenants/${id}/apps`, { displayName: APP, roles: ADMIN_ROLES })
      if (seed !== undefined) await need(face, 'POST', `/tenants/${id}/seed`, { size: seed })
      if (life !== undefined) await need(face, 'PATCH', `/tenants/${id}/life`, { on: true, ...lifeOf(life) })
      return session
    } catch (error) {
      await session.remove()
      throw error
    }
  }

  /** Of the control face, below the tenant. */
  async control(method: string, path: string, body?: unknown): Promise<FaceAnswer> {
    return control(this.#face, method, encoded(`/tenants/${this.tenant.id}/${path.replace(/^\//, '')}`), body)
  }

  /** The clock, when everything that is due by it is done. */
  async settle(): Promise<string> {
    await need(this.#face, 'POST', `/tenants/${this.tenant.id}/life/settle`)
    return (await this.now()).now
  }

  async now(): Promise<{ readonly now: string; readonly mode: string }> {
    const { now, mode } = await need(this.#face, 'GET', `/tenants/${this.tenant.id}/clock`)
    return { now: String(now), mode: String(mode) }
  }

  /** How long an export takes by the clock: what the delays of a tenant that lives say. */
  async exportTime(): Promise<string> {
    const { on, delays } = await need(this.#face, 'GET', `/tenants/${this.tenant.id}/life`)
    return on === true ? (delays as { readonly export: string }).export : EXPORT
  }

  /** Tokens are as old as the clock says. */
  async advance(by: string): Promise<FaceAnswer> {
    this.#tokens.clear()
    return this.control('POST', 'clock/advance', { by })
  }

  async graph(method: string, path: string, step: Step): Promise<FaceAnswer> {
    const { body, headers = {} } = step as { body?: unknown; headers?: Record<string, string> }
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    return this.#face.send({
      method,
      path: encoded(path),
      headers: {
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        authorization: `Bearer ${await this.#token(step.as)}`,
        ...headers,
      },
      body: sent,
    })
  }

  /** What a URL of the server leads to, such as that of an exported report. */
  async fetch(url: string): Promise<FaceAnswer> {
    const { pathname, search } = new URL(url, 'http://localhost')
    return this.#face.send({ method: 'GET', path: pathname + search, headers: {} })
  }

  async remove(): Promise<void> {
    await need(this.#face, 'DELETE', `/tenants/${this.tenant.id}`)
  }

  async #token(as: Step['as']): Promise<string> {
    const wanted =
      as === undefined ? { app: this.tenant.app } : { ...as, scopes: undefined, scope: as.scopes?.join(' ') }
    const key = JSON.stringify(wanted)
    let token = this.#tokens.get(key)
    if (token === undefined) {
      const issued = await need(this.#face, 'POST', `/tenants/${this.tenant.id}/tokens`, wanted)
      this.#tokens.set(key, (token = String(issued['accessToken'])))
    }
    return token
  }
}

/** A preset alone, or settings. */
export function lifeOf(life: unknown): object {
  return typeof life === 'string' ? { preset: life } : (life as object)
}

async function control(face: Face, method: string, path: string, body?: unknown): Promise<FaceAnswer> {
  return face.send({
    method,
    path: `/_intunite${path}`,
    headers: { 'x-intunite-key': face.key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
}

async function need(face: Face, method: string, path: string, body?: unknown): Promise<Json> {
  const answer = await control(face, method, path, body)
  const value = valueOf(answer)
  if (answer.status >= 400)
    throw new RunError(errorText(value).slice(2, -1) || `${method} ${path} answers ${answer.status}`)
  return (value ?? {}) as Json
}

/** A path as it can be sent: spaces and quotes need not be written in code, what is in code stays. */
function encoded(path: string): string {
  const text = path.replace(/[^\x21-\x7e]|["#<>\\^`{|}]/gu, (character) => encodeURIComponent(character))
  return text.startsWith('/') ? text : `/${text}`
}
