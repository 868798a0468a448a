import { test } from 'tap'
import { onSqlite } from '../harness/databases.js'
import { startEmulator } from '../harness/emulator.js'
import { tryGeneratedBodies } from './generated-bodies.js'

test(
  'generated bodies come back as they were, or are refused and change nothing',
  { timeout: 1_800_000 },
  async (t) => {
    await onSqlite(t, async (t, database) => {
      const { databaseUrl, dataFolder } = await database.preparedDatabase()
      const emulator = await startEmulator(t, { databaseUrl, data: dataFolder })
      await tryGeneratedBodies(t, emulator)
    })
  },
)
