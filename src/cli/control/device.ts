import type { DescribedDevice } from '../../services/life/describe.js'
import type { ShownNote } from '../../services/life/devices.js'
import { ENROLMENT_PLATFORMS } from '../../services/life/enrolment-rules.js'
import { json, tenantPath, verb } from './command.js'
import type { Verb } from './command.js'
import { choice, howMany, numberOf, only, TENANT, words } from './flags.js'

interface EnrolledDevices {
  readonly enrolled: readonly { readonly id: string; readonly name: string }[]
  readonly refused: readonly { readonly name: string; readonly reason: string }[]
}

const POLICY = words('--policy', 'policy', 'A policy or app, by id or name.')
const ENROLLED = {
  user: words('--user', 'user', 'Who enrols it, by id or principal name.'),
  name: words('--name', 'text', 'Its name.'),
  ownership: choice('--ownership', ['company', 'personal'], 'Whose it is; by the platform unless given.'),
  enrollmentType: words('--enrollment-type', 'type', 'How it is enrolled, as windowsAzureADJoin.'),
  model: words('--model', 'text', 'Its model.'),
  manufacturer: words('--manufacturer', 'text', 'Its manufacturer.'),
  osVersion: words('--os-version', 'version', 'The version of its system.'),
  serialNumber: words('--serial', 'text', 'Its serial number.'),
  category: words('--category', 'text', 'Its category.'),
  enrollmentProfileName: words('--profile-name', 'text', 'The enrolment profile that it came by.'),
} as const

const OF_DEVICE = Object.keys(ENROLLED) as (keyof typeof ENROLLED)[]

function line({ at, kind, policy, facts }: ShownNote): string {
  const more = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`)
  return [at, kind, policy, ...more].filter((part) => part !== undefined && part !== '').join('  ')
}

export function noteLines({ value }: { readonly value: readonly ShownNote[] }): string {
  return value.map((note) => `${line(note)}\n`).join('')
}

function deviceText(device: DescribedDevice): string {
  const { name, complianceState, lastSync, nextCheckIn, online, offlineUntil, states, statements, policies } = device
  const names = new Map(policies.map((policy) => [policy.id, policy.name]))
  const about = (policy = ''): string => names.get(policy) ?? policy
  const codeText = (code?: number): string => (code === undefined ? '' : `, code ${code}`)
  const next = nextCheckIn === undefined ? '' : `, next check-in ${nextCheckIn}`
  const until = offlineUntil === undefined ? '' : ` until ${offlineUntil}`
  return [
    `${name}: ${complianceState}, ${online ? 'online' : `offline${until}`}, last check-in ${lastSync}${next}`,
    ...states.map(({ policy, state, code }) => `reported  ${about(policy)}: ${state}${codeText(code)}`),
    ...statements.map(
      ({ policy, setting, outcome, code }) => `stated    ${setting ?? about(policy)}: ${outcome}${codeText(code)}`,
    ),
  ]
    .map((text) => `${text}\n`)
    .join('')
}

export const DEVICE_VERBS: Readonly<Record<string, Verb>> = {
  list: verb({
    summary: 'List the devices of a tenant as its life knows them.',
    takes: [],
    settings: { tenant: TENANT },
    columns: ['id', 'name', 'operatingSystem', 'user', 'complianceState', 'lastSync', 'checkIns', 'online', 'stated'],
    request: ({ values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'devices') }),
  }),
  show: verb({
    summary: 'Show what a device reported of each policy, what is stated of it, and when it checks in next.',
    takes: ['device'],
    settings: { tenant: TENANT },
    request: ({ words: [device], values: { tenant } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'devices', device),
    }),
    show: (_given, device: DescribedDevice) => deviceText(device),
  }),
  enroll: verb({
    summary: `Enrol devices of a platform: ${ENROLMENT_PLATFORMS.join(', ')}.`,
    takes: ['platform'],
    settings: {
      tenant: TENANT,
      count: words('--count', 'number', 'How many; one unless given.'),
      ...ENROLLED,
    },
    request: ({ words: [platform], values }) => ({
      method: 'POST',
      path: tenantPath(values.tenant, 'devices', 'enroll'),
      body: json({ platform, count: numberOf(values.count), ...only(OF_DEVICE, values) }),
    }),
    say: (_given, { enrolled, refused }: EnrolledDevices) =>
      [
        ...enrolled.map(({ id, name }) => `enrolled ${name} (${id})`),
        ...refused.map(({ name, reason }) => `refused ${name}: ${reason}`),
      ].join('\n'),
    exit: ({ refused }: EnrolledDevices) => (refused.length === 0 ? 0 : 1),
  }),
  set: verb({
    summary: `State what a device makes of a policy, app or setting; without --outcome, take it back.`,
    takes: ['device'],
    settings: {
      tenant: TENANT,
      policy: POLICY,
      setting: words('--setting', 'key', 'A setting, by its key, as windows10CompliancePolicy.passwordRequired.'),
      outcome: words(
        '--outcome',
        'word',
        'What it makes of it, as compliant, nonCompliant, error, conflict, installed or failed.',
      ),
      code: words('--code', 'number', 'The code of an error.'),
    },
    request: ({ words: [device], values: { tenant, policy, setting, outcome, code } }) => ({
      method: 'PATCH',
      path: tenantPath(tenant, 'devices', device, 'truth'),
      body: json({ policy, setting, outcome, code: numberOf(code) }),
    }),
    say: ({ words: [device] }) => `${device} goes by it from its next check-in on`,
  }),
  'check-in': verb({
    summary: 'Let a device check in now; one that is offline does not.',
    takes: ['device'],
    settings: { tenant: TENANT },
    request: ({ words: [device], values: { tenant } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'devices', device, 'check-in'),
    }),
    say: ({ words: [device] }, { online }: { online: boolean }) =>
      online ? `${device} has checked in` : `${device} is offline`,
  }),
  install: verb({
    summary: 'Let the user of a device install an app that is offered.',
    takes: ['device', 'app'],
    settings: { tenant: TENANT },
    request: ({ words: [device, app], values: { tenant } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'devices', device, 'apps', app, 'install'),
    }),
    say: ({ words: [device, app] }) => `${device} installs ${app}`,
  }),
  offline: verb({
    summary: 'Let a device be offline, until a time if one is given.',
    takes: ['device', '[until]'],
    settings: { tenant: TENANT },
    request: ({ words: [device, until], values: { tenant } }) => ({
      method: 'PATCH',
      path: tenantPath(tenant, 'devices', device, 'reachability'),
      body: json({ online: false, until }),
    }),
    say: ({ words: [device, until] }) => `${device} is offline${until === undefined ? '' : ` until ${until}`}`,
  }),
  online: verb({
    summary: 'Let a device be online again.',
    takes: ['device'],
    settings: { tenant: TENANT },
    request: ({ words: [device], values: { tenant } }) => ({
      method: 'PATCH',
      path: tenantPath(tenant, 'devices', device, 'reachability'),
      body: json({ online: true }),
    }),
    say: ({ words: [device] }) => `${device} is online`,
  }),
  timeline: verb({
    summary: 'Show what happened to a device, the newest last.',
    takes: ['device'],
    settings: { tenant: TENANT, top: howMany('lines, the newest ones') },
    request: ({ words: [device], values: { tenant, top } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'devices', device, 'timeline'),
      query: { top },
    }),
    show: (_given, notes: { value: readonly ShownNote[] }) => noteLines(notes),
  }),
}
