import pg from 'pg'

/**
 * A connection that is not of the pool. `onGone` is told when it has ended or failed, `onIdleError` why a connection failed
 * that was ready.
 */
export async function connectAlone(
  settings: pg.ClientConfig,
  onGone: (client: pg.Client) => void,
  onIdleError: (error: Error) => void,
): Promise<pg.Client> {
  const client = new pg.Client(settings)
  let ready = false
  client.on('error', (error) => {
    onGone(client)
    if (ready) onIdleError(error)
  })
  client.on('end', () => onGone(client))
  await client.connect()
  ready = true
  return client
}
