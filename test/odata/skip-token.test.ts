import { randomBytes } from 'node:crypto'
import t from 'tap'
import { readSkipToken, writeSkipToken } from '../../src/odata/skip-token.js'

const key = randomBytes(32)
const fingerprint = 'tenant /v1.0/workshop/things name desc'
const refused = { status: 400, code: 'BadRequest' }

t.test('a token gives back the position that it was made of', (t) => {
  for (const position of [
    ['a', 1, null],
    [],
    [''],
    ['O\'Hara – 例 😀 \u0000 " \\', -0.5, 1e300],
    [9007199254740993n, -1n, 0n],
    ['1'],
    ['2026-03-02T09:14:07.4815162', '6d0b7a52-13f4-4c8e-9b7d-52a7f0c3e981'],
    ['x'.repeat(5000)],
  ])
    t.same(readSkipToken(key, writeSkipToken(key, { fingerprint, position }), fingerprint), position)
  t.end()
})

t.test('a token is opaque text that a URL holds as it is', (t) => {
  const token = writeSkipToken(key, { fingerprint, position: ['a', 'b'] })
  t.match(token, /^[A-Za-z0-9_-]+$/)
  t.equal(encodeURIComponent(token), token)
  t.equal(token, writeSkipToken(key, { fingerprint, position: ['a', 'b'] }), 'the same position has the same token')
  t.not(token, writeSkipToken(key, { fingerprint, position: ['a', 'c'] }))
  t.end()
})

t.test('a token of another query, resource or tenant is refused', (t) => {
  const token = writeSkipToken(key, { fingerprint, position: ['a'] })
  t.throws(() => readSkipToken(key, token, `${fingerprint} `), refused)
  t.throws(() => readSkipToken(key, token, ''), refused)
  t.throws(() => readSkipToken(randomBytes(32), token, fingerprint), refused)
  t.end()
})

t.test('fingerprint and position cannot be shifted into each other', (t) => {
  const token = Buffer.from(writeSkipToken(key, { fingerprint: 'a', position: ['b'] }), 'base64url')
  const moved = Buffer.concat([token.subarray(0, 17), Buffer.from('["b"]').subarray(1)])
  t.throws(() => readSkipToken(key, moved.toString('base64url'), 'a['), refused)
  t.end()
})

t.test('a token with any bit changed is refused', (t) => {
  const token = Buffer.from(writeSkipToken(key, { fingerprint, position: ['a', 5] }), 'base64url')
  for (let bit = 0; bit < token.length * 8; bit++) {
    const changed = Buffer.from(token)
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    t.throws(() => readSkipToken(key, changed.toString('base64url'), fingerprint), refused, `bit ${bit}`)
  }
  t.end()
})

t.test('what is no token is refused', (t) => {
  const token = writeSkipToken(key, { fingerprint, position: ['ab'] })
  const last = token.slice(0, -1)
  for (const text of [
    '',
    'x',
    'MSZpZA',
    '!!!',
    'é',
    `${token}=`,
    `${token} `,
    `${token}A`,
    ` ${token}`,
    token.slice(1),
    last,
    token.slice(0, 22),
    token.slice(0, 23),
    'A'.repeat(100_000),
    '\u0000',
  ])
    t.throws(() => readSkipToken(key, text, fingerprint), refused, text.slice(0, 40))
  // The same octets in another spelling.
  for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
    if (last + char !== token) t.throws(() => readSkipToken(key, last + char, fingerprint), refused)
  t.end()
})
