/** A client of the control face of an emulator in this process. */
import type { InjectOptions } from 'fastify'
import type { Emulator, Response } from '../harness/emulator.js'

export const KEY = 'planted-control-key-hush'
export const CONTROL = { key: KEY, from: 'loopback' } as const

export interface Control {
  send(method: string, path: string, body?: unknown, options?: Partial<InjectOptions>): Promise<Response>
  get(path: string): Promise<Response>
  post(path: string, body?: unknown): Promise<Response>
  patch(path: string, body: unknown): Promise<Response>
  delete(path: string): Promise<Response>
}

/** Text is sent as it is, anything else as JSON. */
export function controlOf({ app }: Pick<Emulator, 'app'>): Control {
  const send: Control['send'] = (method, path, body, options = {}) =>
    app.inject({
      method: method as 'GET',
      url: `/_intunite${path}`,
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...options,
      headers: {
        host: 'localhost:8080',
        'x-intunite-key': KEY,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
    })
  return {
    send,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
  }
}
