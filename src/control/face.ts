/**
 * The control face: tenants, apps, users, groups, permissions, keys and tokens over plain JSON, for who has the key. It
 * answers nobody else, and only connections from this machine unless the operator says otherwise.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { originOf } from '../http/origin.js'
import type { Issuer } from '../entra/issuer.js'
import type { Store } from '../store/store.js'
import { isControlKey, KEY_HEADER } from './key.js'
import type { ControlDeps } from './operation.js'
import { Problem, sendProblem } from './problem.js'
import { readCall } from './read-call.js'
import { ROUTES } from './routes.js'

export const CONTROL = '/_intunite'

export interface ControlFaceOptions {
  readonly key: string
  /** Whose connections are answered. */
  readonly from: 'loopback' | 'anywhere'
  readonly store: Store
  readonly issuer: Issuer
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly newId: () => string
}

export function controlFace(options: ControlFaceOptions) {
  const isRight = isControlKey(options.key)
  let loading: Promise<ControlDeps> | undefined
  const deps = (): Promise<ControlDeps> => (loading ??= loadDeps(options))
  const guard = async (request: FastifyRequest): Promise<void> => {
    if (options.from === 'loopback' && !isLocal(request))
      throw new Problem(403, 'the control face answers only connections from its own machine (INTUNITE_CONTROL)')
    if (!isRight(request.headers[KEY_HEADER]))
      throw new Problem(
        401,
        `the header ${KEY_HEADER} must hold the key of this server, which is in control.key in its data folder`,
      )
  }
  const face = async (app: FastifyInstance): Promise<void> => {
    // Refuses members named __proto__, and constructor with a prototype.
    const parse = app.getDefaultJsonParser('error', 'error')
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
      if (body.trim() === '') done(null, undefined)
      else void parse(request, body, done)
    })
    app.addHook('onRequest', guard)
    app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
    app.setNotFoundHandler((request, reply) =>
      sendProblem(
        new Problem(404, `there is no ${request.method} here; ${CONTROL}/openapi lists what there is`),
        request,
        reply,
      ),
    )
    // Without it the Graph face, which knows every origin, would answer for this one.
    for (const url of ['/tenants', '/tenants/*', '/keys', '/keys/*'])
      app.route({ method: 'OPTIONS', url, handler: (_request, reply) => reply.callNotFound() })
    for (const { method, path, load, bodyLimit } of ROUTES)
      app.route({
        method,
        url: path.replace(/\{(\w+)\}/g, ':$1'),
        ...(bodyLimit === undefined ? {} : { bodyLimit }),
        async handler(request, reply) {
          const operation = await load()
          const answer = await operation.perform(await deps(), readCall(operation, request, originOf(request)))
          reply.code(operation.status).header('cache-control', 'no-store')
          return operation.answer === undefined
            ? reply.send()
            : reply.type('application/json').send(JSON.stringify(answer))
        },
      })
  }
  return async (app: FastifyInstance): Promise<void> => void (await app.register(face, { prefix: CONTROL }))
}

/** Both ends of the connection, and whoever a trusted proxy speaks for, are this machine. */
function isLocal({ socket, ip }: FastifyRequest): boolean {
  return [socket.remoteAddress, ip].every((address) => /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address ?? ''))
}

async function loadDeps({ store, issuer, clock, newId }: ControlFaceOptions): Promise<ControlDeps> {
  const [{ createDirectory }, { createTransfer }] = await Promise.all([
    import('../entra/directory.js'),
    import('../services/transfer/transfer.js'),
  ])
  const { model, database, identity, prisma } = store
  return {
    model,
    store,
    issuer,
    clock,
    newId,
    directory: createDirectory({ model, database, prisma: () => prisma(), identity, clock, newId }),
    transfer: createTransfer({ model, database, newId }),
  }
}
