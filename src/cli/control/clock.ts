import type { ShownClock } from '../../services/clocks.js'
import type { ControlRequest } from './transport.js'
import { json, tenantPath, verb } from './command.js'
import type { Verb } from './command.js'
import { flagged, numberOf, switchOn, words } from './flags.js'

const TENANT = words('--tenant', 'tenant', 'Tenant, by id or domain: the clock of the whole server unless given.')

function request(
  method: ControlRequest['method'],
  tenant: string | undefined,
  body?: object,
  below: readonly string[] = [],
): ControlRequest {
  const path = tenant === undefined ? ['', 'clock', ...below].join('/') : tenantPath(tenant, 'clock', ...below)
  return { method, path, ...(body === undefined ? {} : { body: json(body) }) }
}

function sentence(tenant: string | undefined, { mode, of, now, rate, ahead }: ShownClock): string {
  const whose = tenant === undefined ? 'the clock of the server' : `the clock of the tenant ${tenant}`
  const how = { real: 'is real', fixed: 'stands still', shifted: `is shifted by ${ahead}`, rate: `runs at ${rate}` }[
    mode
  ]
  const follows = tenant !== undefined && of === 'server' ? ', as that of the server' : ''
  return `${whose} ${how}${follows}: ${now}`
}

export const CLOCK_VERBS: Readonly<Record<string, Verb>> = {
  show: verb({
    summary: 'Show a clock.',
    takes: [],
    settings: { tenant: TENANT },
    request: ({ values: { tenant } }) => request('GET', tenant),
    say: ({ values: { tenant } }, clock: ShownClock) => sentence(tenant, clock),
  }),
  set: verb({
    summary: 'Set a clock to a time such as 2026-03-02T08:00:00Z; it runs on from there.',
    takes: ['time'],
    settings: { tenant: TENANT, fixed: switchOn('--fixed', 'It stands still until it is set again.') },
    request: ({ words: [now], values: { tenant, fixed } }) =>
      request('PATCH', tenant, { now, ...(flagged(fixed) === true && { rate: 0 }) }),
    say: ({ values: { tenant } }, clock: ShownClock) => sentence(tenant, clock),
  }),
  advance: verb({
    summary: 'Move a clock by a duration such as P30D, PT90M or -PT1H, or to the next-event of a tenant that lives.',
    takes: ['duration'],
    settings: { tenant: TENANT },
    request: ({ words: [by], values: { tenant } }) => request('POST', tenant, { by }, ['advance']),
    say: ({ values: { tenant } }, clock: ShownClock) => sentence(tenant, clock),
  }),
  rate: verb({
    summary: 'Set how fast a clock runs: 60 is a minute in a second, 0 stands still, 1 is the usual.',
    takes: ['rate'],
    settings: { tenant: TENANT },
    request: ({ words: [rate], values: { tenant } }) => request('PATCH', tenant, { rate: numberOf(rate) }),
    say: ({ values: { tenant } }, clock: ShownClock) => sentence(tenant, clock),
  }),
  real: verb({
    summary: "Let a clock follow again: a tenant's the server's, and the server's the machine's.",
    takes: [],
    settings: { tenant: TENANT },
    request: ({ values: { tenant } }) => request('DELETE', tenant),
    say: ({ values: { tenant } }, clock: ShownClock) => sentence(tenant, clock),
  }),
}
