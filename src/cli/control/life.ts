import { CHECK_INS, FLEETS, PRESETS } from '../../services/life/settings.js'
import type { ShownLife } from '../../services/life/settings.js'
import { ConfigError } from '../../settings.js'
import type { ShownNote } from '../../services/life/devices.js'
import { json, tenantPath, verb } from './command.js'
import type { Verb } from './command.js'
import { noteLines } from './device.js'
import { choice, howMany, numberOf, TENANT, words } from './flags.js'

const SETTINGS = {
  preset: choice(
    '--preset',
    PRESETS,
    'Which delays: none, small ones, or the documented ones. Takes back what was set one by one.',
  ),
  checkIns: choice(
    '--check-ins',
    CHECK_INS,
    'Whether devices check in at a write that concerns them, or on schedule alone.',
  ),
  fleet: choice('--fleet', FLEETS, 'What devices do of which nothing is stated: all is fine, or some are not.'),
  seed: words('--seed', 'number', 'What chance goes by.'),
  delay: {
    ...words('--delay', 'name=duration', 'A delay of its own, such as processing=PT15M; may be given several times.'),
    repeatable: true,
  },
} as const

function sentence(tenant: string | undefined, { on, of, preset, checkIns, fleet, seed, nextEvent }: ShownLife): string {
  const who = `the tenant ${tenant ?? 'of development'}`
  const why = of === 'server' ? ' (the setting of the server)' : ''
  const next = nextEvent === undefined ? '' : `; the next event is at ${nextEvent}`
  return on
    ? `${who} lives${why}: preset ${preset}, check-ins ${checkIns}, fleet ${fleet}, seed ${seed}${next}`
    : `${who} does not live${why}`
}

function delaysOf(given: readonly (string | number)[] | undefined): Record<string, string> | undefined {
  if (given === undefined || given.length === 0) return undefined
  return Object.fromEntries(
    given.map((text) => {
      const [, name, duration] = /^(\w+)=(.+)$/.exec(String(text)) ?? []
      if (name === undefined || duration === undefined)
        throw new ConfigError([`--delay must be a name and a duration such as processing=PT15M, not '${text}'`])
      return [name, duration]
    }),
  )
}

const say = ({ values: { tenant } }: { values: { tenant?: string | undefined } }, life: ShownLife): string =>
  sentence(tenant, life)

const switched = (on: boolean, summary: string): Verb =>
  verb({
    summary,
    takes: [],
    settings: { tenant: TENANT },
    request: ({ values: { tenant } }) => ({ method: 'PATCH', path: tenantPath(tenant, 'life'), body: json({ on }) }),
    say,
  })

export const LIFE_VERBS: Readonly<Record<string, Verb>> = {
  show: verb({
    summary: 'Show whether a tenant lives, and how.',
    takes: [],
    settings: { tenant: TENANT },
    request: ({ values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'life') }),
    say,
  }),
  on: switched(true, 'Let a tenant live: devices check in, and states follow.'),
  off: switched(false, 'Let nothing happen in a tenant but what clients do.'),
  set: verb({
    summary: 'Set how a tenant lives.',
    takes: [],
    settings: { tenant: TENANT, ...SETTINGS },
    request: ({ values: { tenant, preset, checkIns, fleet, seed, delay } }) => ({
      method: 'PATCH',
      path: tenantPath(tenant, 'life'),
      body: json({ preset, checkIns, fleet, seed: numberOf(seed), delays: delaysOf(delay) }),
    }),
    say,
  }),
  queue: verb({
    summary: 'List what is going to happen, in its order.',
    takes: [],
    settings: { tenant: TENANT, top: howMany('events') },
    columns: ['at', 'kind', 'cause', 'device', 'policy'],
    request: ({ values: { tenant, top } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'life', 'queue'),
      query: { top },
    }),
  }),
  outbox: verb({
    summary: 'List what was sent to people, and done to devices, because of compliance.',
    takes: [],
    settings: { tenant: TENANT, top: howMany('lines, the newest ones') },
    request: ({ values: { tenant, top } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'life', 'outbox'),
      query: { top },
    }),
    show: (_given, notes: { value: readonly ShownNote[] }) => noteLines(notes),
  }),
}
