/**
 * The load: plain sockets that are kept alive, one request on each at a time, over HTTP/1.1 written and read by hand.
 * A library would cost more processor time than the servers that are measured.
 */
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { Histogram } from './histogram.js'
import type { Prepared } from './workloads.js'

export interface Load {
  readonly port: number
  readonly token: string
  readonly requests: readonly Prepared[]
  /** Where in `requests` to begin. */
  readonly offset: number
  readonly connections: number
  /** Ends after so many milliseconds or requests, whatever comes first. */
  readonly milliseconds: number
  readonly count: number
  /** Every so many answers one is looked at as a whole. */
  readonly sample: number
}

export interface Burst {
  readonly answered: number
  readonly seconds: number
  readonly latency: Histogram
  readonly wrong: number
  /** What was wrong with the first wrong answer. */
  readonly complaint: string | undefined
}

const HEADER_END = Buffer.from('\r\n\r\n')

export async function generate(load: Load): Promise<Burst> {
  const sockets = await Promise.all(Array.from({ length: load.connections }, () => open(load.port)))
  const state = { sent: 0, answered: 0, wrong: 0, complaint: undefined as string | undefined, latency: new Histogram() }
  const began = performance.now()
  const deadline = began + load.milliseconds
  const next = (): Prepared | undefined => {
    if (state.sent >= load.count || performance.now() >= deadline) return undefined
    return load.requests[(load.offset + state.sent++) % load.requests.length]
  }
  const done = (request: Prepared, milliseconds: number, complaint: string | undefined): void => {
    state.answered += 1
    state.latency.add(milliseconds)
    if (complaint === undefined) return
    state.wrong += 1
    state.complaint ??= `${request.head.split(' HTTP')[0]}: ${complaint}`
  }
  const wantsWhole = (): boolean => state.answered % load.sample === 0
  await Promise.all(sockets.map((socket) => converse(socket, load.token, next, wantsWhole, done)))
  const seconds = (performance.now() - began) / 1000
  for (const socket of sockets) socket.destroy()
  return { ...state, seconds }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => resolve(socket))
  })
}

/** Sends one request after the other on one connection until there are no more. */
function converse(
  socket: Socket,
  token: string,
  next: () => Prepared | undefined,
  wantsWhole: () => boolean,
  done: (request: Prepared, milliseconds: number, complaint: string | undefined) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let request: Prepared | undefined
    let sentAt = 0
    let parts: Buffer[] = []
    let missing = 0
    const send = (): void => {
      request = next()
      if (request === undefined) return resolve()
      sentAt = performance.now()
      socket.write(request.head + token + request.tail, 'utf8')
    }
    socket.on('error', reject)
    socket.once('close', () =>
      request === undefined ? resolve() : reject(new Error('the server closed a connection')),
    )
    socket.on('data', (chunk: Buffer) => {
      if (missing > 0 || parts.length > 0) {
        parts.push(chunk)
        missing -= chunk.length
        if (missing > 0) return
        chunk = Buffer.concat(parts)
        parts = []
      }
      const end = chunk.indexOf(HEADER_END)
      const header = end < 0 ? '' : chunk.toString('latin1', 0, end)
      const length = end < 0 ? -1 : lengthOf(header)
      missing = end < 0 ? 1 : end + 4 + length - chunk.length
      if (missing > 0) return void parts.push(chunk)
      if (request === undefined || length < 0)
        return void socket.destroy(new Error(`an answer cannot be read: ${header}`))
      const milliseconds = performance.now() - sentAt
      const complaint = judge(request, header, length, wantsWhole() ? chunk.toString('utf8', end + 4) : undefined)
      missing = 0
      done(request, milliseconds, complaint)
      send()
    })
    send()
  })
}

/** All servers say the length of their bodies; `chunked` would be an answer that this client cannot read. */
function lengthOf(header: string): number {
  const match = /\r\ncontent-length: *(\d+)/i.exec(header)
  return match === null ? -1 : Number(match[1])
}

function judge(request: Prepared, header: string, length: number, whole: string | undefined): string | undefined {
  const status = Number(header.slice(9, 12))
  if (status !== request.status)
    return `status ${status} instead of ${request.status}${whole === undefined ? '' : `: ${whole.slice(0, 300)}`}`
  if (request.length !== undefined && length !== request.length && whole === undefined)
    return `${length} bytes instead of ${request.length}`
  if (length < request.least) return `${length} bytes, which is too little`
  try {
    return whole === undefined ? undefined : request.complaint(whole)
  } catch (error) {
    return `the body cannot be read: ${String(error)}`
  }
}
