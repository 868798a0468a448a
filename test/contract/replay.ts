/** Replays a contract against an emulator: each profile on a tenant of its own, which begins with what is given. */
import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import { defaultSwitches, profiles } from '../../src/services/profiles.js'
import type { ProfileName } from '../../src/services/profiles.js'
import type { Emulator, Response, TestTenant } from '../harness/emulator.js'
import { ORIGIN, READ_APPS, startEmulator, WRITE_APPS } from '../harness/emulator.js'
import { give } from '../harness/given.js'
import type { Given } from '../harness/given.js'
import { appClaims, signToken } from '../harness/tokens.js'
import { differences } from './compare.js'
import { DECLARED_TYPES, GUID } from './contract.js'
import type { Caller, Contract, ContractExchange } from './contract.js'

const ODATA = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'

/** Emulators over one store, by profile and switches. */
export type Emulators = (profile: ProfileName, switches: ContractExchange['switches']) => Promise<Emulator>

export function emulatorsOver(t: Test, first: Emulator): Emulators {
  const started = new Map<string, Promise<Emulator>>([[nameOf('documented', {}), Promise.resolve(first)]])
  return (profile, switches = {}) => {
    const name = nameOf(profile, switches)
    const known = started.get(name)
    if (known !== undefined) return known
    const emulator = startEmulator(t, { store: first.store, profile, switches })
    started.set(name, emulator)
    return emulator
  }
}

function nameOf(profile: ProfileName, switches: ContractExchange['switches']): string {
  return `${profile} ${JSON.stringify({ ...defaultSwitches, ...switches })}`
}

export async function replay(t: Test, contract: Contract, emulators: Emulators): Promise<void> {
  for (const profile of Object.keys(profiles) as ProfileName[]) {
    const exchanges = contract.exchanges.filter(
      (exchange) => exchange.profile === undefined || exchange.profile === profile,
    )
    if (exchanges.length === 0) continue
    await t.test(`${contract.title} (${profile})`, async (t) => {
      const emulator = await emulators(profile, {})
      const before = emulator.errors.length
      const tenant = await emulator.newTenant()
      const names = new Map([
        ['origin', ORIGIN],
        ['tenant', tenant.id],
      ])
      await give(emulator.store, tenant.id, fillIn(contract.given, names) as Given[])
      for (const exchange of exchanges)
        check(
          t,
          expectedIn(profile, exchange),
          await perform(exchange, await emulators(profile, exchange.switches), tenant, names),
          names,
        )
      t.strictSame(emulator.errors.slice(before), [], 'nothing is logged as an error')
    })
  }
}

/** The exchange with the response that belongs to the profile. */
function expectedIn(profile: ProfileName, exchange: ContractExchange): ContractExchange {
  if (profile === 'documented') return exchange
  const { body, ...response } = exchange.live ?? exchange.response
  return { ...exchange, response: { ...response, ...(body === undefined ? {} : { body: withoutDeclaredTypes(body) }) } }
}

function withoutDeclaredTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDeclaredTypes)
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value
  const kept = Object.entries(value).filter(([name, member]) => name !== '@odata.type' || !DECLARED_TYPES.has(member))
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutDeclaredTypes(member)]))
}

async function perform(
  { request, body, headers = {}, as = 'admin' }: ContractExchange,
  emulator: Emulator,
  tenant: TestTenant,
  names: Map<string, string>,
): Promise<Response> {
  names.set('sent id', randomUUID())
  const [method = '', ...rest] = request.split(' ')
  const url = encodeUrl(fillIn(rest.join(' '), names) as string)
  const bearer = await bearerOf(as, emulator, tenant)
  return emulator.withToken('').send(method, url.replace(ORIGIN, ''), fillIn(body, names), {
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    'client-request-id': names.get('sent id') ?? '',
    ...headers,
  })
}

async function bearerOf(as: Caller, emulator: Emulator, tenant: TestTenant): Promise<string | undefined> {
  if (as === 'nobody') return undefined
  if (typeof as !== 'string' && 'bearer' in as) return as.bearer
  const { roles, claims } = as === 'admin' ? ADMIN : as === 'reader' ? READER : as
  return signToken(emulator.store, { ...appClaims(tenant.id, roles), ...claims })
}

const ADMIN: Exclude<Caller, string | { bearer: string }> = { roles: [WRITE_APPS] }
const READER: Exclude<Caller, string | { bearer: string }> = { roles: [READ_APPS] }

function check(t: Test, exchange: ContractExchange, response: Response, names: Map<string, string>): void {
  const text = (template: string): string => fillIn(template, names) as string
  const { status, body, headers = {} } = exchange.response
  const actual = readBody(response)
  const wrong = [
    ...differences(status, response.statusCode, text, 'status'),
    ...differences(body, actual, text, ''),
    ...headerDifferences({ ...commonHeaders(body), ...headers }, response, text),
  ]
  if (body === undefined && response.headers['content-type'] !== undefined)
    wrong.push('an empty body has a content type')
  if (isError(actual) && actual.error.innerError['request-id'] !== response.headers['request-id'])
    wrong.push('innerError/request-id is not that of the header')
  t.strictSame(wrong, [], `${exchange.title}: ${exchange.request.slice(0, 160)}`)
  for (const [name, pointer] of Object.entries(exchange.keep ?? {})) names.set(name, String(valueAt(actual, pointer)))
}

function commonHeaders(body: unknown): Record<string, string | RegExp> {
  const json: Record<string, string> = isError(body)
    ? { 'content-type': 'application/json' }
    : { 'content-type': ODATA, 'odata-version': '4.0' }
  const type: Record<string, string | RegExp> =
    body === undefined
      ? {}
      : typeof body === 'string'
        ? { 'content-type': /^text\/plain(;|$)/, 'odata-version': '4.0' }
        : json
  return {
    ...type,
    'request-id': GUID,
    'client-request-id': '<sent id>',
    'x-ms-ags-diagnostic': /"ServerInfo"/,
    date: / GMT$/,
  }
}

function headerDifferences(
  expected: Record<string, string | RegExp>,
  { headers }: Response,
  text: (template: string) => string,
): string[] {
  return Object.entries(expected).flatMap(([name, value]) => differences(value, headers[name], text, `header ${name}`))
}

function readBody({ body, headers }: Response): unknown {
  if (body === '') return undefined
  return String(headers['content-type']).startsWith('application/json') ? (JSON.parse(body) as unknown) : body
}

function isError(body: unknown): body is { error: { innerError: Record<string, unknown> } } {
  return typeof body === 'object' && body !== null && 'error' in body
}

function valueAt(body: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], body)
}

/** Replaces the `<names>` in all texts. */
function fillIn(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return value.replace(/<([a-z ]+)>/g, (whole, name: string) => names.get(name) ?? whole)
  if (Array.isArray(value)) return value.map((element) => fillIn(element, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fillIn(member, names)]))
}

/** Percent-encodes what may not stand in a URL, and leaves what is encoded already. */
function encodeUrl(url: string): string {
  return encodeURI(url).replaceAll('%25', '%')
}
