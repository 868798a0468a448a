/**
 * Word from process to process that tokens and keys they remember may not be good any more, by NOTIFY of PostgreSQL.
 * It arrives a moment after the change was committed. Where it does not arrive (a pooler that shares connections between
 * transactions, a connection that broke), what is remembered still ends after seconds: see auth/key-cache.ts.
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
import pg from 'pg'
import type { PostgresDatabase } from './database.js'

const CHANNEL = 'intunite_identity'

const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000

export interface Announcements {
  /** Tells all other processes. Settles when it is on its way for good. */
  announce(): Promise<void>
  /** Calls `listener` whenever another process announces something, or may have done so unheard. */
  listen(listener: () => void): void
  /** To be called when the database is closed, which also ends what a silent server leaves open. */
  close(): Promise<void>
}

export function createAnnouncements(
  url: string,
  database: Pick<PostgresDatabase, 'pool' | 'newSocket'>,
): Announcements {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let pause = FIRST_PAUSE
  let closed = false

  const connect = async (listener: () => void): Promise<void> => {
    const own = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      stream: database.newSocket,
    })
    client = own
    let over = false
    const again = (): void => {
      if (over || closed) return
      over = true
      timer = setTimeout(() => void connect(listener), pause)
      timer.unref()
      pause = Math.min(2 * pause, LONGEST_PAUSE)
      own.end().catch(() => undefined)
    }
    own.on('error', again)
    own.on('end', again)
    own.on('notification', listener)
    try {
      await own.connect()
      await own.query(`LISTEN ${CHANNEL}`)
      pause = FIRST_PAUSE
      // Whatever was announced before was not heard.
      listener()
    } catch {
      again()
    }
  }

  return {
    async announce() {
      // Unheard, a change still counts after seconds; the change itself is made and must not look as if it were not.
      await database.pool.query('SELECT pg_notify($1, $2)', [CHANNEL, '']).catch(() => undefined)
    },
    listen(listener) {
      if (client === undefined && !closed) void connect(listener)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}
