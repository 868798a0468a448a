/**
 * Publishes the ports of the stack once, however many processes there are behind them: hands each connection on, as it
 * is, to one of the containers that the network knows as "intunite".
 */
import { resolve4 } from 'node:dns/promises'
import { connect, createServer } from 'node:net'

const PORTS = [
  [8080, 8080],
  [8443, 443],
]

for (const [from, to] of PORTS)
  createServer({ pauseOnConnect: true }, async (client) => {
    client.on('error', () => client.destroy())
    const hosts = await resolve4('intunite').catch(() => [])
    tryOne(client, hosts, to, Math.floor(Math.random() * hosts.length))
  }).listen(from)

/** Goes on to the next container when one does not answer, and gives up after the last. */
function tryOne(client, hosts, port, first, tried = 0) {
  if (tried === hosts.length || client.destroyed) return client.destroy()
  const server = connect(port, hosts[(first + tried) % hosts.length])
  const next = () => tryOne(client, hosts, port, first, tried + 1)
  server.once('error', next)
  server.once('connect', () => {
    server.off('error', next)
    server.on('error', () => client.destroy())
    client.on('close', () => server.destroy())
    server.on('close', () => client.destroy())
    client.pipe(server).pipe(client)
  })
}

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0))
