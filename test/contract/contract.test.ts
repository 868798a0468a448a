/** What goes over the wire, as documentation and observation have it, on both databases and under both profiles. */
import { test } from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { startEmulator } from '../harness/emulator.js'
import type { Contract } from './contract.js'
import * as assignments from './exchanges/assignments.js'
import * as batch from './exchanges/batch.js'
import * as change from './exchanges/change.js'
import * as create from './exchanges/create.js'
import * as queries from './exchanges/queries.js'
import * as read from './exchanges/read.js'
import * as refusals from './exchanges/refusals.js'
import * as statuses from './exchanges/statuses.js'
import * as summaries from './exchanges/summaries.js'
import { emulatorsOver, replay } from './replay.js'

const contracts: readonly Contract[] = [
  batch,
  create,
  read,
  queries,
  change,
  assignments,
  summaries,
  statuses,
  refusals,
].flatMap((file) => Object.values(file))

test('every contract holds', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { databaseUrl, dataFolder } = await database.preparedDatabase()
    const emulators = emulatorsOver(t, await startEmulator(t, { databaseUrl, data: dataFolder }))
    for (const contract of contracts) await replay(t, contract, emulators)
  })
})
