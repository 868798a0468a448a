/**
 * Whether PostgreSQL says anything at all. A process that is stopped, or a network that swallows everything, keeps
 * connections open and answers nothing, and a caller that waits on one of them waits until the system gives up, for hours. So
 * when an answer is long in coming, another connection asks; if that gets no answer either, the database is taken for
 * away until it answers again.
 */
import pg from 'pg'
import { destroy } from './connections.js'

/** An answer that has not come after this is missed, */
export const MISSED_AFTER = 2000
/** and another one is waited for so long. */
const ANSWERS_WITHIN = 2000
const LOOK = 50
const AGAIN_AFTER = 500

export interface PulseDeps {
  readonly settings: pg.ClientConfig
  /** The database is away: whatever waits for it is to be told. */
  readonly onSilence: () => void
  /** Milliseconds in which it answers. */
  readonly within?: number
}

export class Pulse {
  readonly #deps: PulseDeps
  #isSilent = false
  #asking = false
  #closed = false
  #heardAt = 0

  constructor(deps: PulseDeps) {
    this.#deps = deps
  }

  get isSilent(): boolean {
    return this.#isSilent
  }

  /** To be called when something is missed. */
  feel(): void {
    if (this.#asking || this.#closed || performance.now() - this.#heardAt < MISSED_AFTER) return
    this.#asking = true
    void this.#ask()
  }

  close(): void {
    this.#closed = true
  }

  async #ask(): Promise<void> {
    const answered = await answers(this.#deps)
    this.#asking = false
    if (answered) {
      this.#isSilent = false
      this.#heardAt = performance.now()
      return
    }
    if (!this.#isSilent && !this.#closed) {
      this.#isSilent = true
      this.#deps.onSilence()
    }
    setTimeout(() => this.feel(), AGAIN_AFTER).unref()
  }
}

/** A refusal is an answer, too. */
async function answers({ settings, within = ANSWERS_WITHIN }: PulseDeps): Promise<boolean> {
  const client = new pg.Client(settings)
  client.on('error', () => undefined)
  let looking: NodeJS.Timeout | undefined
  const silence = new Promise<false>((resolve) => {
    let left = within / LOOK
    // Counts looks, not the clock: while this thread is held by something else it reads no answer either.
    looking = setInterval(() => (left -= 1) > 0 || resolve(false), LOOK)
    looking.unref()
  })
  const word = client
    .connect()
    .then(() => client.query('SELECT 1'))
    .then(
      () => true,
      (error: unknown) => error instanceof pg.DatabaseError || isRefusal(error),
    )
  const answered = await Promise.race([word, silence])
  clearInterval(looking)
  if (answered) client.end().catch(() => undefined)
  else destroy(client)
  return answered
}

/** Nobody listens there: what is asked on other connections fails by itself, and at once. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}

/** Whether the server says that it works on what a connection asked of it. */
export async function worksFor(asking: pg.ClientBase, settings: pg.ClientConfig): Promise<boolean> {
  const { processID } = asking as unknown as { readonly processID: number | null }
  const client = new pg.Client({ ...settings, connectionTimeoutMillis: ANSWERS_WITHIN, query_timeout: ANSWERS_WITHIN })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rowCount } = await client.query(
      `SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active' AND datname = current_database()`,
      [processID],
    )
    return rowCount === 1
  } catch {
    return false
  } finally {
    client.end().catch(() => undefined)
  }
}
