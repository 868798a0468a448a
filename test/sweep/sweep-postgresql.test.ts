import { test } from 'tap'
import { onPostgres } from '../harness/databases.js'
import { sweepModel } from './sweep.js'

test('every resource and operation of the model is served', { timeout: 1_800_000 }, (t) => onPostgres(t, sweepModel))
