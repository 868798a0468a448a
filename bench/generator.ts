/**
 * The load: plain sockets that are kept alive, one request on each at a time, over HTTP/1.1 written and read by hand.
 * A library would cost more processor time than the servers that are measured.
 */
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { Histogram } from './histogram.js'
import type { Prepared } from './workloads.js'

export interface Load {
  readonly requests: readonly Prepared[]
  /** Where in `requests` to begin. */
  readonly offset: number
  /** Milliseconds or requests after which it ends, whichever comes first. */
  readonly milliseconds: number
  readonly count: number
  /** One of this many answers is looked at as a whole. */
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

/** Connections to one server that stay open from one burst to the next. */
export class Crowd {
  readonly #connections: readonly Connection[]

  private constructor(connections: readonly Connection[]) {
    this.#connections = connections
  }

  static async open(port: number, token: string, size: number): Promise<Crowd> {
    const sockets = await Promise.all(Array.from({ length: size }, () => open(port)))
    return new Crowd(sockets.map((socket) => new Connection(socket, token)))
  }

  async ask(load: Load): Promise<Burst> {
    const state = { answered: 0, wrong: 0, complaint: undefined as string | undefined, latency: new Histogram() }
    let sent = 0
    const began = performance.now()
    const deadline = began + load.milliseconds
    const talk: Talk = {
      next: () => {
        if (sent >= load.count || performance.now() >= deadline) return undefined
        return load.requests[(load.offset + sent++) % load.requests.length]
      },
      wantsWhole: () => state.answered % load.sample === 0,
      done: (request, milliseconds, complaint) => {
        state.answered += 1
        state.latency.add(milliseconds)
        if (complaint === undefined) return
        state.wrong += 1
        state.complaint ??= `${request.head.split(' HTTP')[0]}: ${complaint}`
      },
    }
    await Promise.all(this.#connections.map((connection) => connection.talk(talk)))
    return { ...state, seconds: (performance.now() - began) / 1000 }
  }

  /** Each of them once. */
  askOnce(requests: readonly Prepared[]): Promise<Burst> {
    return this.ask({ requests, offset: 0, milliseconds: Infinity, count: requests.length, sample: 64 })
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => resolve(socket))
  })
}

interface Talk {
  next(): Prepared | undefined
  wantsWhole(): boolean
  done(request: Prepared, milliseconds: number, complaint: string | undefined): void
}

/** Sends one request after the other. */
class Connection {
  readonly #socket: Socket
  readonly #token: string
  #talk: Talk | undefined
  #request: Prepared | undefined
  #sentAt = 0
  #parts: Buffer[] = []
  #missing = 0
  #end: { resolve: () => void; reject: (error: Error) => void } | undefined

  constructor(socket: Socket, token: string) {
    this.#socket = socket
    this.#token = token
    socket.on('error', (error) => this.#end?.reject(error))
    socket.once('close', () => this.#end?.reject(new Error('the server closed a connection')))
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
  }

  /** Settles when there is nothing more to ask. */
  talk(talk: Talk): Promise<void> {
    this.#talk = talk
    return new Promise((resolve, reject) => {
      this.#end = { resolve, reject }
      this.#send()
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #send(): void {
    this.#request = this.#talk?.next()
    if (this.#request === undefined) {
      this.#end?.resolve()
      this.#end = undefined
      return
    }
    this.#sentAt = performance.now()
    this.#socket.write(this.#request.head + this.#token + this.#request.tail, 'utf8')
  }

  #receive(chunk: Buffer): void {
    if (this.#missing > 0 || this.#parts.length > 0) {
      this.#parts.push(chunk)
      this.#missing -= chunk.length
      if (this.#missing > 0) return
      chunk = Buffer.concat(this.#parts)
      this.#parts = []
    }
    const end = chunk.indexOf(HEADER_END)
    const header = end < 0 ? '' : chunk.toString('latin1', 0, end)
    const length = end < 0 ? -1 : lengthOf(header)
    this.#missing = end < 0 ? 1 : end + 4 + length - chunk.length
    if (this.#missing > 0) return void this.#parts.push(chunk)
    const [talk, request] = [this.#talk, this.#request]
    if (talk === undefined || request === undefined || length < 0)
      return void this.#socket.destroy(new Error(`an answer cannot be read: ${header}`))
    const milliseconds = performance.now() - this.#sentAt
    this.#missing = 0
    talk.done(
      request,
      milliseconds,
      judge(request, header, length, talk.wantsWhole() ? chunk.toString('utf8', end + 4) : undefined),
    )
    this.#send()
  }
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
