import { expect, test } from 'tstyche'
import type { Config } from '../../src/config.js'

test('a setting has the type of its schema, and may be absent only without a default', () => {
  expect<Config['port']>().type.toBe<number>()
  expect<Config['host']>().type.toBe<string>()
  expect<Config['databaseUrl']>().type.toBe<string | undefined>()
  expect<Config['adminSecret']>().type.toBe<string>()
  // Switches may follow the name, so it is any text; readBehaviour says which.
  expect<Config['profile']>().type.toBe<string>()
  expect<Config['logFormat']>().type.toBe<'auto' | 'json' | 'pretty'>()
})

test('a configuration cannot be changed', () => {
  expect<Config>().type.toBeAssignableTo<Readonly<Config>>()
  expect<Readonly<Config>>().type.toBe<Config>()
})
