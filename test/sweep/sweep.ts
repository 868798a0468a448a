/** Every resource and operation of the served model, as a client meets them. */
import type { Test } from 'tap'
import { model } from '../../src/entities/index.js'
import { VERSIONS } from '../../src/model/types.js'
import { GRAPH_APP_ROLES, GRAPH_SCOPES } from '../../src/store/identity/graph-permissions.js'
import type { TestDatabase } from '../harness/databases.js'
import { startEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'
import { addUser } from '../harness/given.js'
import { isOfToday } from '../harness/sweep.js'
import { appClaims, signToken, userClaims } from '../harness/tokens.js'
import { Report } from './report.js'
import { chosenIn } from './sample.js'
import { visit } from './visit.js'

export async function sweepModel(t: Test, database: TestDatabase): Promise<void> {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  // What a file waits for is there at once, so that nothing but the client changes what is stored.
  const switches = { immediateProcessing: true }
  const emulator = await startEmulator(t, { model, databaseUrl, data: dataFolder, switches })
  const app = await appOf(emulator)
  const user = await userOf(emulator)
  const report = new Report()
  let places = 0
  // Each on one database a day.
  const first = database.name === 'sqlite' ? 0 : 1
  for (const version of VERSIONS)
    for (const { resource, types } of chosenIn(version).filter((_, i) => isOfToday(first + i, 2))) {
      places += 1
      const client = resource.ownItemOf === undefined ? either(app, user) : either(user, app)
      await visit({ client, report, resource, version, types }).catch((error: unknown) => {
        report.fault(`${version} ${resource.path}: ${String(error)}`)
      })
    }
  const refused = [...report.refused].map(([reason, times]) => `; ${times} refused: ${reason}`)
  process.stderr.write(`${database.name}: ${places} places, ${report.passed} operations passed${refused.join('')}\n`)
  t.same(report.faults, [], 'everything is served, or refused by a rule that is known')
  t.same(emulator.errors, [], 'nothing fails in the server')
  t.ok(places > 50 && report.passed > 1000, 'the model has been gone through')
}

/** Some operations are for apps alone, or for users alone. */
export function either(first: Client, second: Client): Client {
  const send: Client['send'] = async (...request) => {
    const answer = await first.send(...request)
    return answer.statusCode === 403 ? second.send(...request) : answer
  }
  return {
    ...first,
    send,
    get: (url, headers) => send('GET', url, undefined, headers),
    post: (url, body, headers) => send('POST', url, body, headers),
    patch: (url, body, headers) => send('PATCH', url, body, headers),
    delete: (url, headers) => send('DELETE', url, undefined, headers),
  }
}

/** Seconds for which tokens of a whole sweep are good: it may take hours. */
const LASTS = 24 * 3600

const lasting = (): { exp: number } => ({ exp: Math.floor(Date.now() / 1000) + LASTS })

/** An app with every permission. */
export async function appOf({ store, withToken }: Emulator): Promise<Client> {
  const roles = GRAPH_APP_ROLES.map(({ value }) => value)
  return withToken(await signToken(store, { ...appClaims(TENANT, roles), ...lasting() }))
}

/** A signed-in administrator, for what is the caller's own; signed in later than every revocation of the sweep. */
export async function userOf({ store, withToken }: Emulator): Promise<Client> {
  const oid = await addUser(store, TENANT, 'administrator')
  const scp = GRAPH_SCOPES.map(({ value }) => value).join(' ')
  return withToken(
    await signToken(store, {
      ...userClaims(TENANT, oid, scp),
      ...lasting(),
      iat: Math.floor(Date.now() / 1000) + 3600,
      sub: oid,
    }),
  )
}
