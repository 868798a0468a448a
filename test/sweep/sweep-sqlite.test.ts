import { test } from 'tap'
import { onSqlite } from '../harness/databases.js'
import { WHOLE_SWEEP } from '../harness/sweep.js'
import { sweepModel } from './sweep.js'

// The whole sweep takes as long as it takes: on a machine with other work half an hour was not enough.
test('every resource and operation of the model is served', { timeout: WHOLE_SWEEP ? 0 : 1_800_000 }, (t) =>
  onSqlite(t, sweepModel),
)
