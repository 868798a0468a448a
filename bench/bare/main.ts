/** `node main.js PORT (FILE | postgresql://…) [NORMAL | FULL]`: the bare server as a process. */
import { buildBare } from './app.js'
import { openPostgres } from './postgres.js'
import { openSqlite } from './sqlite.js'

const [port = '0', database = '', synchronous = 'NORMAL'] = process.argv.slice(2)
const rows = database.startsWith('postgres')
  ? await openPostgres(database)
  : openSqlite(database, synchronous === 'FULL' ? 'FULL' : 'NORMAL')
const app = await buildBare(rows)
await app.listen({ host: '127.0.0.1', port: Number(port) })
process.once('SIGTERM', () => void app.close().then(() => rows.close()))
