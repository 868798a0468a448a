/**
 * Asks PostgreSQL to end the statement that a connection is waiting for. The request travels on a connection of its own
 * and is not answered; the statement then fails, or has just come to its end.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
import pg from 'pg'

/** What the driver keeps to itself. */
interface Insides {
  readonly processID: number | null
  readonly secretKey: number | null
  readonly host: string
  readonly port: number
  readonly connection: {
    connect(port: number | string, host?: string): void
    cancel(processID: number, secretKey: number): void
    on(event: 'connect' | 'error', listener: () => void): void
    readonly stream: { destroy(): void; unref?(): void }
  }
}

/** A connection that is not made by then is not going to be. */
const WITHIN = 3000

export function cancelStatement(client: pg.ClientBase, settings: pg.ClientConfig): void {
  const { processID, secretKey } = client as unknown as Insides
  if (processID === null || secretKey === null) return
  const { connection, host, port } = new pg.Client({ ...settings, ssl: false }) as unknown as Insides
  connection.on('error', () => undefined)
  connection.on('connect', () => connection.cancel(processID, secretKey))
  if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
  else connection.connect(port, host)
  setTimeout(() => connection.stream.destroy(), WITHIN).unref()
}
