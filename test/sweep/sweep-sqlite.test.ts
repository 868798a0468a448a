import { test } from 'tap'
import { onSqlite } from '../harness/databases.js'
import { sweepModel } from './sweep.js'

test('every resource and operation of the model is served', { timeout: 1_800_000 }, (t) => onSqlite(t, sweepModel))
