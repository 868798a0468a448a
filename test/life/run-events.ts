/** A process that runs what is due in the tenant of the tests: `tsx run-events.ts <data folder> [<database url>]`. */
import { randomId, systemClock } from '../../src/clock.js'
import { model } from '../../src/entities/index.js'
import { Life } from '../../src/services/life/life.js'
import { openStore } from '../../src/store/store.js'
import { TENANT } from '../harness/emulator.js'

const [, , data = '', databaseUrl] = process.argv
const options = { model, data, databaseUrl, poolSize: 3, clock: systemClock, newId: randomId }
const store = await openStore({ ...options, onIdleError: () => undefined })
const life = new Life({ store, byDefault: 'off', onFailure: (error) => console.error(error) })
await life.reload()
process.stdout.write('running\n')
await life.settle(TENANT)
process.stdout.write('done\n')
await store.close()
