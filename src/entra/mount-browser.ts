import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { decideAdminConsent, showAdminConsent } from './admin-consent.js'
import { authorize } from './authorize.js'
import { readCookie, writeCookie } from './browser.js'
import type { BrowserAnswer, BrowserRequest } from './browser.js'
import { decideDevice, showDevice } from './device-pages.js'
import { describe } from './errors.js'
import { failureOf } from './failure.js'
import { decideConsent, signIn } from './forms.js'
import { signOut } from './logout.js'
import { PAGE_HEADERS, pageHeaders } from './pages/layout.js'
import { problemPage } from './pages/others.js'
import { formOf, parseQuery } from './parameters.js'
import { tenantSegment } from './tenants.js'
import type { EntraDeps } from './token-request.js'
import { traceOf, traceOfFailure } from './trace.js'
import { onlyAccept } from './verbs.js'

interface TenantParams {
  Params: { tenant: string }
}

type Step = (deps: EntraDeps, request: BrowserRequest) => Promise<BrowserAnswer>

const PAGES: readonly (readonly [method: 'GET' | 'POST' | 'BOTH', path: string, step: Step])[] = [
  ['BOTH', '/:tenant/oauth2/v2.0/authorize', authorize],
  ['BOTH', '/:tenant/oauth2/authorize', authorize],
  ['BOTH', '/:tenant/oauth2/v2.0/logout', signOut],
  ['BOTH', '/:tenant/oauth2/logout', signOut],
  ['GET', '/:tenant/oauth2/deviceauth', showDevice],
  ['POST', '/:tenant/oauth2/deviceauth', decideDevice],
  ['GET', '/:tenant/adminconsent', showAdminConsent],
  ['GET', '/:tenant/v2.0/adminconsent', showAdminConsent],
  ['POST', '/:tenant/adminconsent', decideAdminConsent],
  ['POST', '/:tenant/login', signIn],
  ['POST', '/:tenant/consent', decideConsent],
]

/** The endpoints that people meet, in a browser. Failures are pages, unless an app can be told. */
export function mountBrowser(app: FastifyInstance, deps: EntraDeps): void {
  for (const [methods, path, step] of PAGES) {
    const version = path.includes('/v2.0/') ? 2 : 1
    app.route<TenantParams>({
      method: methods === 'BOTH' ? ['GET', 'POST'] : methods,
      url: path,
      handler: async (request, reply) =>
        send(request, reply, await step(deps, await readRequest(deps, request, version))),
      errorHandler: (error, request, reply) => answerWithPage(deps, error, request, reply),
    })
    if (methods === 'BOTH') onlyAccept(app, ['GET', 'POST'], path)
  }
  app.get('/devicelogin', (_, reply) => reply.redirect('/common/oauth2/deviceauth', 302))
}

async function readRequest(
  { identity }: EntraDeps,
  request: FastifyRequest<TenantParams>,
  version: 1 | 2,
): Promise<BrowserRequest> {
  const trace = traceOf(request)
  return {
    parameters: request.method === 'POST' ? formOf(request.body) : parseQuery(request.url),
    segment: await tenantSegment(identity, request, 'invalid_tenant'),
    segmentText: request.params.tenant,
    origin: trace.origin,
    version,
    cookie: readCookie('intunite_session', request.headers.cookie),
    form: readCookie('intunite_form', request.headers.cookie),
    apps: readCookie('intunite_apps', request.headers.cookie),
    trace,
  }
}

function send(request: FastifyRequest, reply: FastifyReply, answer: BrowserAnswer): FastifyReply {
  const { origin } = traceOf(request)
  if (answer.cookie !== undefined)
    void reply.header('set-cookie', writeCookie('intunite_session', answer.cookie, origin))
  if (answer.apps !== undefined) void reply.header('set-cookie', writeCookie('intunite_apps', answer.apps, origin))
  if (answer.kind === 'page' && answer.form !== undefined)
    void reply.header('set-cookie', writeCookie('intunite_form', answer.form, origin))
  // 303 makes a browser forget the form that it has sent.
  if (answer.kind === 'redirect') return reply.redirect(inAscii(answer.location), request.method === 'POST' ? 303 : 302)
  return reply
    .code(answer.status ?? 200)
    .headers(pageHeaders(answer.frames))
    .send(answer.html)
}

/** Redirect URIs may hold any letters; headers may not. */
function inAscii(location: string): string {
  return location.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent)
}

function answerWithPage(deps: EntraDeps, error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const answered = failureOf(request, error)
  const html = problemPage(
    'Sorry, but we are having trouble signing you in.',
    describe(answered, traceOfFailure(request, deps)),
  )
  void reply.code(answered.status).headers(PAGE_HEADERS).headers(answered.headers).send(html)
}
