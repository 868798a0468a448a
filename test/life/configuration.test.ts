/** What devices report of configurations: clashes, values that stay, platforms, filters, users (L49 to L57, L62). */
import t from 'tap'
import type { Configuration } from '../../src/services/life/outcomes/policy.js'
import { pendingRow } from '../../src/services/life/outcomes/configuration.js'
import { WORST_FIRST, worst } from '../../src/services/life/outcomes/worst.js'
import { checkInOf, compliance, configuration, outcomesOf, setting, START, statuses, targeted } from './given.js'
import { checkIn } from '../../src/services/life/outcomes/check-in.js'

const CAMERA = 'windows10GeneralConfiguration.cameraBlocked'

t.test(
  'L49: two configurations that want different values clash, and the device keeps the value that it had',
  async (t) => {
    const first = configuration('first', [setting(CAMERA, 'true')])
    const second = configuration('second', [setting(CAMERA, 'false')])
    const before = outcomesOf([first])
    t.same(statuses(before), { first: 'compliant' })
    const after = outcomesOf([first, second], { former: before.state })
    t.same(statuses(after), { first: 'conflict', second: 'conflict' })
    for (const row of after.rows)
      t.same(row.settings, [{ key: CAMERA, status: 'conflict', code: 0, value: 'true', sources: ['first', 'second'] }])
    const later = outcomesOf([configuration('first', [setting(CAMERA, 'maybe')], { version: 2 }), second], {
      former: after.state,
    })
    t.equal(later.rows[0]?.settings[0]?.value, 'true', 'the value stays as long as they clash')
    t.same(statuses(outcomesOf([first], { former: later.state })), { first: 'compliant' }, 'one alone is taken')
  },
)

t.test('L49: equal values do not clash, and compliance does not take part', async (t) => {
  const first = configuration('first', [setting(CAMERA)])
  t.same(statuses(outcomesOf([first, configuration('second', [setting(CAMERA)])])), {
    first: 'compliant',
    second: 'compliant',
  })
  const strict = compliance('strict', undefined, { settings: [setting(CAMERA, 'false')] })
  t.same(statuses(outcomesOf([first, strict])), { first: 'compliant', strict: 'compliant' })
})

t.test('L49: three policies clash although two agree, and other settings stay as they are', async (t) => {
  const other = setting('windows10GeneralConfiguration.cortanaBlocked')
  const rows = outcomesOf([
    configuration('a', [setting(CAMERA, '1'), other]),
    configuration('b', [setting(CAMERA, '1')]),
    configuration('c', [setting(CAMERA, '2')]),
    configuration('d', [other]),
  ]).rows
  t.same(
    rows.map(({ policyId, status, settings, others }) => [policyId, status, settings.length, others]),
    [
      ['a', 'conflict', 1, 'compliant'],
      ['b', 'conflict', 1, 'compliant'],
      ['c', 'conflict', 1, 'compliant'],
      ['d', 'compliant', 0, 'compliant'],
    ],
  )
})

t.test('L52: a setting of the user wins over one of the device, and needs a user', async (t) => {
  const slot = 'vendor_msft_policy_config_defender'
  const ofDevice = configuration('device', [setting(`device_${slot}`, '1', { slot })], { kind: 'catalog' })
  const ofUser = configuration('user', [setting(`user_${slot}`, '2', { slot, ofUser: true })], { kind: 'catalog' })
  t.same(statuses(outcomesOf([ofDevice, ofUser])), { device: 'compliant', user: 'compliant' })
  t.same(statuses(outcomesOf([ofUser, ofDevice])), { device: 'compliant', user: 'compliant' }, 'in either order')
  t.same(statuses(outcomesOf([ofDevice, ofUser], { user: undefined })), {
    device: 'compliant',
    user: 'notApplicable',
  })
  const both = configuration(
    'both',
    [setting(`user_${slot}`, '2', { slot, ofUser: true }), setting(`device_${slot}`, '1', { slot })],
    { kind: 'catalog' },
  )
  const other = configuration('other', [setting(`user_${slot}`, '3', { slot, ofUser: true })], { kind: 'catalog' })
  t.same(
    outcomesOf([both, other]).rows[0]?.settings.map(({ key }) => key),
    [`user_${slot}`],
    'the setting of the device in the same policy stands apart',
  )
  const third = configuration('third', [setting(`user_${slot}`, '3', { slot, ofUser: true })], { kind: 'catalog' })
  t.same(statuses(outcomesOf([ofDevice, ofUser, third])), { device: 'compliant', user: 'conflict', third: 'conflict' })
})

t.test('L53: app configurations merge keys, and clash at the same key with different values', async (t) => {
  const of = (id: string, ...settings: readonly [string, string][]) =>
    configuration(
      id,
      settings.map(([key, value]) => setting(key, value)),
      { kind: 'appConfiguration' },
    )
  t.same(statuses(outcomesOf([of('a', ['app#server', 'x']), of('b', ['app#port', '1'])])), {
    a: 'compliant',
    b: 'compliant',
  })
  t.same(statuses(outcomesOf([of('a', ['app#server', 'x']), of('b', ['app#server', 'y'])])), {
    a: 'conflict',
    b: 'conflict',
  })
})

t.test('section 7: filters, platforms, and what is not evaluated', async (t) => {
  const policy = configuration('policy', [setting(CAMERA)])
  const row = (given: Parameters<typeof targeted>[1], more = {}) => outcomesOf([targeted(policy, given)], more).rows[0]
  t.equal(row({ filter: 'filtered' })?.status, 'notApplicable')
  t.equal(row({ filter: 'notEvaluated' })?.status, 'unknown')
  t.equal(row({ filter: 'notEvaluated' })?.reportedAt, undefined)
  const before = outcomesOf([policy]).state
  t.match(row({ filter: 'notEvaluated' }, { former: before }), { status: 'compliant', isNew: false }, 'stays as it was')
  t.equal(outcomesOf([{ ...policy, platforms: ['iOS', 'macOS'] }]).rows[0]?.status, 'notApplicable')
  t.equal(outcomesOf([{ ...policy, platforms: ['iOS', 'windows'] }]).rows[0]?.status, 'compliant')
})

t.test('section 7: applicability rules by version and edition', async (t) => {
  const versions = { least: '10.0.22000', most: '10.0.26100.9', includes: true }
  const of = (applicability: Configuration['applicability'], facts: object) =>
    statuses(
      outcomesOf([configuration('policy', [setting(CAMERA)], { applicability })], {
        device: { ...checkInOf([]).device, ...facts },
      }),
    )['policy']
  for (const [osVersion, isIn] of [
    ['10.0.19045', false],
    ['10.0.22000', true],
    ['10.0.26100.9', true],
    ['10.0.26100.10', false],
  ] as const) {
    t.equal(of({ versions }, { osVersion }), isIn ? 'compliant' : 'notApplicable', osVersion)
    t.equal(of({ versions: { ...versions, includes: false } }, { osVersion }), isIn ? 'notApplicable' : 'compliant')
  }
  const editions = { names: ['Enterprise', 'Education'], includes: true }
  t.equal(of({ editions }, { edition: 'Enterprise' }), 'compliant')
  t.equal(of({ editions }, { edition: 'Professional' }), 'notApplicable')
  t.equal(of({ editions: { ...editions, includes: false } }, { edition: 'Enterprise' }), 'notApplicable')
  t.equal(of({ editions, versions }, {}), 'compliant', 'what a device does not say decides nothing')
})

t.test('section 7: rows begin as pending, are reported with a time, and go when nothing targets them', async (t) => {
  const policy = configuration('policy', [setting(CAMERA)])
  t.match(pendingRow(targeted(policy)), { status: 'unknown', reportedAt: undefined, version: 1 })
  const first = outcomesOf([policy])
  t.match(first.rows[0], { status: 'compliant', reportedAt: START, isNew: true })
  const again = outcomesOf([policy], { former: first.state, now: START + 1 })
  t.match(again.rows[0], { reportedAt: START + 1, isNew: false })
  const changed = outcomesOf([{ ...policy, version: 2 }], { former: first.state })
  t.match(changed.rows[0], { version: 2, isNew: true })
  t.same(outcomesOf([], { former: first.state }).removed, ['policy'])
  t.same(outcomesOf([], { former: first.state }).state, {})
})

t.test('L32: a device of a user who has lost the licence keeps what it has', async (t) => {
  const { state } = outcomesOf([configuration('policy', [setting(CAMERA)])])
  const user = { id: 'ada', displayName: 'Ada', userPrincipalName: 'ada@larkspur.example', isLicensed: false }
  const after = outcomesOf([], { former: state, user })
  t.same([after.removed, after.state], [[], state])
})

t.test('L8: what is stated of a policy or a setting is reported, with its code', async (t) => {
  const policy = configuration('policy', [setting('t.a'), setting('t.b')])
  const of = (truth: Parameters<typeof outcomesOf>[1]) => outcomesOf([policy], truth).rows[0]
  for (const outcome of ['compliant', 'remediated', 'nonCompliant', 'error', 'conflict', 'notApplicable'])
    t.equal(of({ truth: { policies: { policy: { outcome } } } })?.status, outcome)
  t.match(of({ truth: { settings: { 't.b': { outcome: 'error', code: -5 } } } }), {
    status: 'error',
    code: -5,
    settings: [{ key: 't.b', status: 'error', code: -5 }],
  })
  t.match(of({ truth: { policies: { policy: { outcome: 'error' } } } }), { code: -2016281112 })
  t.equal(of({ truth: { policies: { policy: { outcome: 'error' } } } })?.settings.length, 1, 'one setting is bad')
  const bare = outcomesOf([configuration('bare')], { truth: { policies: { bare: { outcome: 'nonCompliant' } } } })
  t.same(statuses(bare), { bare: 'nonCompliant' })
})

t.test('L62: passcodes are remediated on iOS, macOS and Windows, and leave other devices noncompliant', async (t) => {
  const key = 'generalDeviceConfiguration.passcodeMinimumLength'
  const policy = configuration('policy', [setting(key, '6'), setting('t.other')])
  const truth = { settings: { [key]: { outcome: 'nonCompliant' } } }
  const on = (platform: 'iOS' | 'macOS' | 'windows' | 'androidDeviceOwner' | 'linux') => {
    const { device } = checkInOf([])
    return statuses(outcomesOf([policy], { truth, device: { ...device, platform } }))['policy']
  }
  t.same((['iOS', 'macOS', 'windows', 'androidDeviceOwner', 'linux'] as const).map(on), [
    'remediated',
    'remediated',
    'remediated',
    'nonCompliant',
    'nonCompliant',
  ])
  const whole = outcomesOf([policy], { truth: { policies: { policy: { outcome: 'nonCompliant' } } } })
  t.match(whole.rows[0], { status: 'nonCompliant', settings: [{ key: 't.other' }] }, 'another setting is the bad one')
})

t.test('L55: a user shows the worst of the devices', async (t) => {
  t.equal(worst([]), 'notApplicable')
  for (const [i, one] of WORST_FIRST.entries())
    for (const other of WORST_FIRST.slice(i)) t.equal(worst([other, one, other]), one)
})

t.test('L2: the same check-in gives the same outcomes, and leaves what it is given alone', async (t) => {
  const given = checkInOf([configuration('a', [setting(CAMERA)]), compliance('b')], {
    truth: { profile: 'typicalFleet' },
  })
  const text = JSON.stringify(given)
  t.same(checkIn(given), checkIn(given))
  t.equal(JSON.stringify(given), text)
})
