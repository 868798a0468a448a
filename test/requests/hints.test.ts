/** Hints: pure functions over requests, each with what it finds and what it leaves alone. */
import { test } from 'tap'
import type { Test } from 'tap'
import { model } from '../../src/entities/index.js'
import { betaOnly } from '../../src/services/requests/hints/beta-only.js'
import { consistencyLevel } from '../../src/services/requests/hints/consistency-level.js'
import { earlyRetry } from '../../src/services/requests/hints/early-retry.js'
import type { Finder } from '../../src/services/requests/hints/hint.js'
import { hintsIn } from '../../src/services/requests/hints/hints.js'
import { ignoredNextLink } from '../../src/services/requests/hints/ignored-next-link.js'
import { nPlusOne } from '../../src/services/requests/hints/n-plus-one.js'
import type { RequestEntry } from '../../src/services/requests/entry.js'

const POLICIES = '/v1.0/deviceManagement/deviceConfigurations'
const id = (i: number): string => `00000000-0000-4000-b000-${String(i).padStart(12, '0')}`

type Given = string | (Partial<RequestEntry> & { readonly url: string })

/** Requests a tenth of a second apart. */
function requests(...given: readonly Given[]): RequestEntry[] {
  return given.map((each, i) => ({
    id: 1000 + i,
    batch: undefined,
    tenantId: 't',
    at: new Date(Date.UTC(2026, 0, 1) + i * 100).toISOString(),
    ms: 2,
    sql: 1,
    statements: 1,
    status: 200,
    method: 'GET',
    requestId: `r${i}`,
    appId: 'app',
    userId: undefined,
    userName: undefined,
    kind: 'app',
    headers: undefined,
    failure: undefined,
    permissions: [],
    pinned: false,
    ...(typeof each === 'string' ? { url: each } : each),
  }))
}

const more = { 'answered-next-link': 'true' }

/** The numbers of the requests that show it, or nothing. */
function found(find: Finder, ...given: readonly Given[]): (readonly number[])[] {
  return find(requests(...given), model).map((hint) => hint.requests)
}

test('a page whose link was not followed', (t) => {
  t.same(found(ignoredNextLink, { url: POLICIES, headers: more }), [[1000]])
  t.same(found(ignoredNextLink, { url: POLICIES, headers: more }, `${POLICIES}?$skiptoken=x`), [])
  t.same(
    found(ignoredNextLink, { url: `${POLICIES}?$top=5`, headers: more }),
    [],
    'a client that asks for five has five',
  )
  t.same(found(ignoredNextLink, POLICIES), [])
  t.same(
    found(ignoredNextLink, { url: POLICIES, headers: more }, { url: `${POLICIES}?$skiptoken=x`, appId: 'other' }),
    [[1000]],
    'another app followed its own',
  )
  t.end()
})

test('a list, and a read for each of its items', (t) => {
  const reads = (below = '', count = 5) => Array.from({ length: count }, (_, i) => `${POLICIES}/${id(i)}${below}`)
  t.same(found(nPlusOne, POLICIES, ...reads()), [[1001, 1002, 1003, 1004, 1005]])
  t.match(nPlusOne(requests(POLICIES, ...reads('/assignments')), model)[0]?.message, /\$expand=assignments/)
  t.same(found(nPlusOne, POLICIES, ...reads("('x')", 1)), [])
  t.same(found(nPlusOne, POLICIES, ...reads('', 4)), [], 'a few')
  t.same(found(nPlusOne, ...reads()), [], 'without the list')
  t.same(found(nPlusOne, POLICIES, ...Array.from({ length: 9 }, () => `${POLICIES}/${id(1)}`)), [], 'one item')
  const inParentheses = Array.from({ length: 5 }, (_, i) => `${POLICIES}('${id(i)}')`)
  t.equal(found(nPlusOne, POLICIES, ...inParentheses).length, 1)
  const batched = reads().map((url) => ({ url, batch: 1 }))
  t.same(found(nPlusOne, POLICIES, ...batched), [], 'in a batch')
  t.end()
})

test('an advanced query without ConsistencyLevel', (t) => {
  for (const query of [
    '?$search="displayName:a"',
    '?$count=true',
    '/$count',
    "?$filter=startswith(displayName,'a')&$orderby=displayName",
    "?$filter=displayName ne 'a'",
    "?$filter=endswith(mail,'a')",
  ])
    t.same(found(consistencyLevel, `/v1.0/users${query}`), [[1000]], query)
  for (const query of ['', '?$top=1', "?$filter=displayName eq 'ne'", '?$orderby=displayName'])
    t.same(found(consistencyLevel, `/v1.0/users${query}`), [], query)
  t.same(found(consistencyLevel, { url: '/v1.0/users?$count=true', headers: { consistencylevel: 'eventual' } }), [])
  t.same(found(consistencyLevel, `${POLICIES}?$count=true`), [], 'Intune needs none')
  t.end()
})

test('a request sent again too early', (t) => {
  const refused = { url: POLICIES, status: 429, headers: { 'retry-after': '5' } }
  t.same(found(earlyRetry, refused, POLICIES), [[1001]])
  t.same(found(earlyRetry, refused, `${POLICIES}?$top=1`), [])
  t.same(found(earlyRetry, { ...refused, headers: { 'retry-after': '0' }, ms: 0 }, POLICIES), [])
  t.same(found(earlyRetry, { url: POLICIES, status: 429 }, POLICIES), [], 'without a time')
  t.end()
})

test('requests to beta', (t) => {
  const beta = '/beta/deviceManagement/managedDevices'
  const messages = (...urls: string[]) => betaOnly(requests(...urls), model).map(({ message }) => message)
  t.match(messages(`${beta}?$select=id,deviceName`), [/v1\.0 has all that is asked for/])
  t.match(messages(`${beta}?$select=id,processorArchitecture`), [/processorArchitecture is in beta alone/])
  t.match(messages(`${beta}?$filter=processorArchitecture eq 'x64'&$orderby=chassisType`), [
    /chassisType are in beta alone/,
  ])
  t.same(messages(beta), [], 'a read of everything may need anything')
  t.same(messages('/beta/deviceManagement/configurationPolicies?$select=id'), [], 'beta alone has the set')
  t.same(messages('/v1.0/deviceManagement/managedDevices?$select=id'), [])
  t.end()
})

test('hints are about requests of Graph, and name the app', (t) => {
  const hints = hintsIn(model, requests({ url: POLICIES, headers: more }, '/t/oauth2/v2.0/token'))
  t.match(hints, [{ hint: 'ignored-next-link', app: 'app', count: 1, requests: [1000] }])
  t.end()
})

test('of many requests the first are named', (t: Test) => {
  const hints = consistencyLevel(requests(...Array.from({ length: 50 }, () => '/v1.0/users?$count=true')), model)
  t.equal(hints[0]?.requests.length, 20)
  t.equal(hints[0]?.count, 50)
  t.end()
})
