/**
 * `/_intunite/portal`: the portal's files, what it has to know before a user signs in, and the links that open it signed in.
 * All that it shows comes from the Graph and control faces, with the token of its user.
 *
 * The policy allows scripts and styles of this origin alone. Fluent UI adds its rules to style elements that are empty, which
 * is what the hash stands for; no inline text counts.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { writeCookie } from '../entra/browser.js'
import { isPortal, PORTAL_CLIENT, PORTAL_PATH, portalScopes } from '../entra/portal-client.js'
import { LINK_PATH, openPortalLink } from '../entra/portal-links.js'
import { takenBy, unpackedFor } from '../http/compression.js'
import { originOf } from '../http/origin.js'
import { VERSIONS } from '../model/types.js'
import type { DocumentTexts } from '../routes/document-texts.js'
import type { OwnNames } from '../http/own-names.js'
import type { Admission } from '../auth/admission.js'
import { showClock } from '../services/clocks.js'
import type { Store } from '../store/store.js'
import { DEVELOPMENT } from '../store/identity/development.js'
import { etagOf, readPortalFiles } from './files.js'
import type { PortalFile, PortalFiles } from './files.js'

const EMPTY_TEXT = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${EMPTY_TEXT}`,
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

export interface PortalOptions {
  readonly store: Store
  readonly admission: Admission
  readonly documents: Pick<DocumentTexts, 'packed'>
  /** What is imitated where a tenant has no choice of its own. */
  readonly profile: string
  readonly ownNames: OwnNames
  /** Whether there is a control face. */
  readonly control: boolean
  /** Where the files are, unless they are beside the program. */
  readonly folder?: URL | undefined
}

export function portalFace({ store, admission, documents, profile, ownNames, control, folder }: PortalOptions) {
  const { identity } = store
  let reading: Promise<PortalFiles | undefined> | undefined
  const files = (): Promise<PortalFiles | undefined> => (reading ??= readPortalFiles(folder))

  const settings = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const known = await identity.tenants.find(DEVELOPMENT.tenantId)
    return reply.header('cache-control', 'no-store').send({
      clientId: PORTAL_CLIENT,
      scopes: portalScopes(),
      /** What the sign-in page suggests; other tenants are not told before a sign-in. */
      tenant: known?.defaultDomain ?? null,
      control,
    })
  }

  /** What the model says; `$metadata` tells the same to every caller. */
  const model = async (request: FastifyRequest<{ Params: { file: string } }>, reply: FastifyReply) => {
    const version = VERSIONS.find((each) => `${each}.json` === request.params.file)
    if (version === undefined) return reply.callNotFound()
    const packed = await documents.packed({ kind: 'compact', version })
    const etag = etagOf(packed)
    void reply.header('etag', etag).header('cache-control', 'no-cache')
    if (isKnown(request, etag)) return reply.code(304).send()
    return reply.type('application/json').send(await unpackedFor(reply, packed))
  }

  /** Who is signed in. */
  const session = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const caller = await admission.admit(request)
    const { tenantId, userId = '', intuneRole = 'none', behaviour = profile } = caller
    const tenant = await identity.tenants.find(tenantId)
    const user = await identity.users.find(tenantId, userId)
    if (caller.kind !== 'user' || !isPortal(caller.appId) || tenant === undefined || user === undefined)
      return reply.code(403).send({ detail: 'This is for people who are signed in to the portal.' })
    const { id, displayName, defaultDomain: domain } = tenant
    return reply.header('cache-control', 'no-store').send({
      tenant: { id, domain, displayName },
      user: { id: user.id, name: user.displayName, userPrincipalName: user.userPrincipalName, role: intuneRole },
      clock: showClock(store.clocks, tenantId),
      database: store.database.provider,
      profile: behaviour,
    })
  }

  const open = async (request: FastifyRequest<{ Querystring: { code?: unknown } }>, reply: FastifyReply) => {
    // Another site could sign a browser in as a user of its choice.
    const site = request.headers['sec-fetch-site']
    const { code } = request.query
    const opened =
      typeof code !== 'string' || !(site === undefined || site === 'none' || site === 'same-origin')
        ? undefined
        : await openPortalLink({ identity }, code)
    if (opened === undefined) return reply.redirect(`${PORTAL_PATH}/?link=used`, 303)
    return reply
      .header('set-cookie', writeCookie('intunite_session', opened.cookie, originOf(request)))
      .redirect(`${PORTAL_PATH}/?tenant=${opened.tenantId}`, 303)
  }

  const file = async (request: FastifyRequest<{ Params: { '*'?: string } }>, reply: FastifyReply) => {
    const known = await files()
    if (known === undefined)
      return reply
        .code(404)
        .type('text/plain; charset=utf-8')
        .send('The portal has not been built here: npm run build builds it.\n')
    const path = request.params['*'] ?? ''
    const found = known.get(path)
    if (found === undefined && path.startsWith('assets/'))
      return reply.code(404).type('text/plain; charset=utf-8').send('There is no such file.\n')
    // Every other path is a view of the page.
    return sendFile(request, reply, found ?? (known.get('index.html') as PortalFile))
  }

  return async (app: FastifyInstance): Promise<void> => {
    await app.register(
      async (portal) => {
        portal.addHook('onRequest', (request, reply, done) => {
          void reply.headers(HEADERS)
          if (ownNames.has(request)) return done()
          void reply
            .code(421)
            .type('text/plain; charset=utf-8')
            .send('The portal is served under the names of this server alone; add the name with INTUNITE_TLS_NAMES.\n')
        })
        portal.get('', (_request, reply) => reply.redirect(`${PORTAL_PATH}/`, 308))
        portal.get('/settings.json', settings)
        portal.get('/session.json', session)
        portal.get('/model/:file', model)
        portal.get(LINK_PATH.slice(PORTAL_PATH.length), open)
        portal.get('/*', file)
        // Without it the Graph face, which knows every origin, would answer for this one.
        portal.options('/*', (_request, reply) => reply.callNotFound())
      },
      { prefix: PORTAL_PATH },
    )
  }
}

function isKnown({ headers }: FastifyRequest, etag: string): boolean {
  return (headers['if-none-match'] ?? '').split(/\s*,\s*/).includes(etag)
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: PortalFile): Promise<FastifyReply> {
  void reply
    .header('etag', file.etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (isKnown(request, file.etag)) return reply.code(304).send()
  void reply.type(file.type)
  const encoding = takenBy(request, ['br', 'gzip'])
  if (encoding !== null) void reply.header('content-encoding', encoding)
  return reply.send(encoding === 'br' ? file.brotli : encoding === 'gzip' ? await file.gzip() : await file.plain())
}
