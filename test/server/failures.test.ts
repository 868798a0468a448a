import { test } from 'tap'
import { explainFailure, withoutPassword } from '../../src/server/failures.js'

const LOCAL = { host: '127.0.0.1', port: 80, data: './data', databaseUrl: undefined }
const REMOTE = { ...LOCAL, databaseUrl: 'postgresql://me:hush@db.example:5432/intunite?sslmode=require' }

function failure(message: string, facts: object): Error {
  return Object.assign(new Error(message), facts)
}

test('a failure to listen is explained with the setting that would help', async (t) => {
  const listen = (code: string): string | undefined => explainFailure(failure('x', { code, syscall: 'listen' }), LOCAL)
  t.equal(
    listen('EADDRINUSE'),
    'port 80 of 127.0.0.1 is in use by another program; choose another with INTUNITE_PORT or --port',
  )
  t.equal(listen('EACCES'), 'this user may not listen on port 80; choose another with INTUNITE_PORT or --port')
  t.equal(
    listen('EADDRNOTAVAIL'),
    'cannot listen on 127.0.0.1 (EADDRNOTAVAIL); choose another with INTUNITE_HOST or --host',
  )
})

test('a failure of PostgreSQL is explained with its address and without its password', async (t) => {
  const several = new AggregateError([failure('connect ECONNREFUSED ::1:5432', {}), failure('x', {})], '')
  const causes: readonly [Error, string][] = [
    [failure('connect ECONNREFUSED 10.0.0.1:5432', { code: 'ECONNREFUSED' }), 'connect ECONNREFUSED 10.0.0.1:5432'],
    [Object.assign(several, { code: 'ECONNREFUSED' }), 'connect ECONNREFUSED ::1:5432'],
    [
      failure('getaddrinfo ENOTFOUND db.example', {
        code: 'ENOTFOUND',
        syscall: 'getaddrinfo',
        hostname: 'db.example',
      }),
      'getaddrinfo ENOTFOUND db.example',
    ],
    [
      failure('password authentication failed for user "me"', { code: '28P01' }),
      'password authentication failed for user "me"',
    ],
    [failure('timeout exceeded when trying to connect', {}), 'timeout exceeded when trying to connect'],
    [failure('The server does not support SSL connections', {}), 'The server does not support SSL connections'],
  ]
  for (const [cause, reason] of causes) {
    const expected = `cannot use the database at postgresql://me@db.example:5432/intunite: ${reason}`
    t.equal(explainFailure(cause, REMOTE), expected)
    t.equal(explainFailure(new Error('the database is not available', { cause }), REMOTE), expected)
  }
})

test('a bug is not explained away', async (t) => {
  t.equal(explainFailure(new TypeError('x is not a function'), LOCAL), undefined)
  t.equal(explainFailure(new TypeError('x is not a function'), REMOTE), undefined)
  t.equal(explainFailure('thrown text', LOCAL), undefined)
})

test('a URL is shown without password and options', async (t) => {
  t.equal(withoutPassword('postgresql://u:p%40ss@h:1/d?password=q'), 'postgresql://u@h:1/d')
  t.equal(withoutPassword('postgres://h/d'), 'postgres://h/d')
  t.equal(withoutPassword('postgresql://u:p@[::1/x'), 'DATABASE_URL')
})
