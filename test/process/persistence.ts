import type { Test } from 'tap'
import type { TestDatabase } from '../harness/databases.js'
import { freePort } from '../harness/postgres.js'
import { sweep } from '../harness/sweep.js'
import { aSummary, clientOf, getToken } from './client.js'
import { startServer } from './server-process.js'

/** A round is: start, read what the round before wrote, write, SIGKILL. */
const ROUNDS = sweep(50, 3)

/** What was answered with 201 survives SIGKILL right after the answer. */
export async function survivesKill(t: Test, database: TestDatabase): Promise<void> {
  const where = await database.newDatabase()
  // The same port for all of them, because it is part of the bytes.
  const env = { INTUNITE_LOG_LEVEL: 'silent', INTUNITE_PORT: String(await freePort()) }
  const kept: { path: string; text: string }[] = []
  let token: string | undefined
  for (let round = 0; round <= ROUNDS; round += 1) {
    const server = await startServer(t, { ...where, env })
    // Keys live in the database: the token of the first process counts for all of them.
    token ??= await getToken(server.origin)
    const client = clientOf(server.origin, token)
    const expected = round === ROUNDS ? kept : kept.slice(-2)
    const found = await Promise.all(expected.map(({ path }) => client.get(path)))
    t.same(
      found,
      expected.map(({ text }) => ({ status: 200, text })),
      `round ${round}`,
    )
    if (round < ROUNDS) {
      const configuration = await client.createConfiguration(`round ${round}`)
      const path = `/${configuration.id}/userStatusSummary`
      const summary = await client.post(path, aSummary(round))
      server.child.kill('SIGKILL')
      t.equal(summary.status, 201)
      kept.push({ path: `/${configuration.id}`, text: configuration.text }, { path, text: summary.text })
    }
    server.child.kill('SIGKILL')
    t.equal(await server.ended, 'SIGKILL')
  }
  t.equal(kept.length, 2 * ROUNDS)
}
