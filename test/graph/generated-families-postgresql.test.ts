import { test } from 'tap'
import { onPostgres } from '../harness/databases.js'
import { startEmulator } from '../harness/emulator.js'
import { tryGeneratedFamilies } from './generated-families.js'

// Without a limit: whole sweeps take an hour. The runner of the tests has one for each file.
test('bodies of every family of types come back as they were, or change nothing', { timeout: 0 }, (t) =>
  onPostgres(t, async (t, database) => {
    const { databaseUrl, dataFolder } = await database.preparedDatabase()
    // What a file waits for is there at once, so that nothing but the client changes what is stored.
    const emulator = await startEmulator(t, {
      databaseUrl,
      data: dataFolder,
      switches: { immediateProcessing: true },
    })
    await tryGeneratedFamilies(t, emulator)
  }),
)
