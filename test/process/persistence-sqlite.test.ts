import t from 'tap'
import { onSqlite } from '../harness/databases.js'
import { survivesKill } from './persistence.js'

t.setTimeout(900_000)

t.test('what was answered with 201 survives SIGKILL right after the answer', (t) => onSqlite(t, survivesKill))
