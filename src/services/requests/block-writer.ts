/** Writes a block as its requests come. Nothing of a request is held but its text: what lives for a second costs more than it says. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { NewBlock } from '../../store/journal/blocks.js'
import type { Bodies, CallerFact } from './block.js'
import { answerText, sentText } from './bodies.js'
import type { Failure } from './entry.js'
import type { Note, NotedCaller, NotedPart } from './note.js'
import { withoutUrlSecrets } from './url-secrets.js'

/** A block that has as many requests, or as many characters, is full. */
const FULL = 250
const CHARACTERS = 60_000

/** After this number of requests their texts are made one, and the pieces are free. */
const PIECE = 16

/** Characters of answers that are looked through in one turn. */
const TURN = 200_000

/** Characters of a URL and of a message. */
const LONGEST_URL = 8192
const LONGEST_MESSAGE = 2000

/** Nothing in it has to be escaped in JSON. */
const PLAIN = /^[ !#-[\]-~]*$/

export class BlockWriter {
  readonly tenantId: string
  entries = 0
  readonly #pieces: string[] = []
  #piece = ''
  #length = 0
  #base = 0
  #newest = 0
  readonly #callers: CallerFact[] = []
  readonly #places = new Map<unknown, number>()
  #lastKey: unknown
  #lastPlace = -1
  /** What is to become the bodies: secrets are taken out when the block is stored. */
  readonly #bodies: { readonly place: number; readonly of: Pick<Note, 'url' | 'sent' | 'answer'> }[] = []

  constructor(tenantId: string) {
    this.tenantId = tenantId
  }

  get isFull(): boolean {
    return this.entries >= FULL || this.#length > CHARACTERS
  }

  add(note: Note): void {
    const { at, caller, parts } = note
    if (this.entries === 0) this.#base = Math.floor(at)
    if (at > this.#newest) this.#newest = at
    const after = Math.round(at - this.#base)
    const who = caller === undefined ? -1 : this.#placeOf(caller)
    const batch = this.entries
    this.#write(note, note.sql, note.statements, after, who, -1)
    if (parts !== undefined)
      for (const part of parts) this.#write(part, part.spent.sql, part.spent.statements, after, who, batch)
  }

  /** `leftOut` is how many requests about the same time were not noted. Other work has its turn between long bodies. */
  async finish(leftOut = 0): Promise<NewBlock> {
    const bodies: Bodies = []
    let characters = 0
    for (const { place, of } of this.#bodies) {
      if (characters > TURN) {
        await nextTurn()
        characters = 0
      }
      characters += of.answer?.length ?? 0
      const texts = [sentText(of.sent) ?? null, answerText(of.url, of.answer) ?? null] as const
      if (texts[0] === null && texts[1] === null) continue
      while (bodies.length < place) bodies.push(0)
      bodies[place] = texts
    }
    const entries = this.#pieces.join('') + this.#piece
    return {
      tenantId: this.tenantId,
      at: this.#newest,
      entries: this.entries,
      facts: `{"base":${this.#base},"leftOut":${leftOut},"callers":${JSON.stringify(this.#callers)},"entries":[${entries}]}`,
      bodies: bodies.length === 0 ? null : JSON.stringify(bodies),
    }
  }

  #write(of: Note | NotedPart, sql: number, statements: number, after: number, caller: number, batch: number): void {
    const { ms, status, method, url, requestId, failure, headers, sent, answer } = of
    const extra = failure === undefined && headers === undefined ? '' : extraOf(failure, headers)
    const line =
      `${this.entries === 0 ? '' : ','}[${after},${Math.round(ms * 100)},${Math.round(sql * 100)},${statements},${status},` +
      `"${method}",${quoted(withoutUrlSecrets(url.slice(0, LONGEST_URL)))},"${requestId}",${caller},${batch}${extra}]`
    if (sent !== undefined || answer !== undefined) this.#bodies.push({ place: this.entries, of })
    this.entries += 1
    this.#length += line.length
    this.#piece += line
    if (this.entries % PIECE !== 0) return
    // To look into a text that was put together makes it one.
    this.#piece.charCodeAt(0)
    this.#pieces.push(this.#piece)
    this.#piece = ''
  }

  /** Requests with the same token have the same set of permissions. */
  #placeOf(caller: NotedCaller): number {
    const { permissions, appId, userId } = caller
    const key =
      permissions === undefined || userId !== undefined ? `${appId} ${userId} ${permissions?.size}` : permissions
    if (key === this.#lastKey) return this.#lastPlace
    let place = this.#places.get(key)
    if (place === undefined) {
      place = this.#callers.push(factOf(caller)) - 1
      this.#places.set(key, place)
    }
    this.#lastKey = key
    this.#lastPlace = place
    return place
  }
}

function factOf({ appId, kind, userId, userPrincipalName, permissions }: NotedCaller): CallerFact {
  return [appId, kind ?? null, userId ?? null, userPrincipalName ?? null, [...(permissions ?? [])]]
}

function extraOf(failure: Failure | undefined, headers: Readonly<Record<string, string>> | undefined): string {
  const { code = null, message } = failure ?? {}
  return `,${JSON.stringify(code)},${JSON.stringify(message?.slice(0, LONGEST_MESSAGE) ?? null)},${JSON.stringify(headers ?? null)}`
}

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)
}
