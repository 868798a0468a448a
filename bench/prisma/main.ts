/** `node main.js PORT (FILE | postgresql://…)`: the idiomatic Prisma server as a process. */
import { buildPrisma } from './app.js'
import { openClient } from './client.js'

const [port = '0', database = ''] = process.argv.slice(2)
const prisma = await openClient(database)
const app = await buildPrisma(prisma)
await app.listen({ host: '127.0.0.1', port: Number(port) })
process.once('SIGTERM', () => void app.close().then(() => prisma.$disconnect()))
