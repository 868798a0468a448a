/** Devices of a tenant that lives. */
import { Type } from 'typebox'
import { randomId } from '../../clock.js'
import { scopeOfBackup } from '../../services/backups/scope.js'
import { MOMENT } from '../../services/clocks.js'
import { describeDevice, namePolicies } from '../../services/life/describe.js'
import { forceCheckIn, install, listDevices, outbox, reach, state, timeline } from '../../services/life/devices.js'
import { enrol } from '../../services/life/enrol.js'
import type { Enrolled, Refused } from '../../services/life/enrol.js'
import { ENROLMENT_PLATFORMS } from '../../services/life/enrolment-rules.js'
import { LifeError } from '../../services/life/errors.js'
import type { Work } from '../../store/work.js'
import { defineOperation } from '../operation.js'
import { closed, Flag, list, NamedPolicies, optional, Text, Time } from '../schemas.js'

const shown = {
  id: Type.String(),
  name: Type.String(),
  operatingSystem: Type.String(),
  user: optional(Type.String()),
  complianceState: Type.String(),
  lastSync: Time,
  nextCheckIn: optional(Time),
  checkIns: Type.Integer({ description: 'how often it has checked in' }),
  online: Flag,
  stated: Type.Integer({ description: 'how much is stated of what it would satisfy or refuse' }),
}

const Code = Type.Integer({ description: 'the code of an error' })

const Described = Type.Object({
  ...shown,
  offlineUntil: optional(Time),
  states: Type.Array(Type.Object({ policy: Type.String(), state: Type.String(), code: optional(Code) }), {
    description: 'what it reported of each policy, app and script',
  }),
  statements: Type.Array(
    Type.Object({
      policy: optional(Type.String()),
      setting: optional(Type.String()),
      outcome: Type.String(),
      code: optional(Code),
    }),
    { description: 'what is stated of what it would satisfy or refuse' },
  ),
  policies: NamedPolicies,
})

const Note = Type.Object({
  at: Time,
  device: Type.String(),
  kind: Type.String(),
  policy: optional(Type.String()),
  facts: Type.Object({}, { additionalProperties: true }),
})

const Notes = Type.Object({ value: Type.Array(Note), policies: NamedPolicies })

const Top = closed({
  top: optional(
    Type.String({ pattern: '^[1-9]\\d{0,3}$', description: 'a number of lines, the newest ones: 9999 at most' }),
  ),
})

export const listed = defineOperation({
  summary: 'List the devices of a tenant as its life knows them',
  answer: list(Type.Object(shown)),
  async perform({ directory, life }, { params: { tenant } }) {
    const { id } = await directory.tenants.find(tenant)
    return { value: await life.look(id, listDevices) }
  },
})

export const described = defineOperation({
  summary: 'Show a device: what it reported of each policy, what is stated of it, and when it checks in next',
  answer: Described,
  async perform({ directory, life }, { params: { tenant, device } }) {
    const { id } = await directory.tenants.find(tenant)
    return life.look(id, (acting) => describeDevice(acting, device))
  },
})

const COUNT = 500

export const enrolled = defineOperation({
  summary: 'Enrol devices of a kind',
  body: closed({
    platform: Type.Enum([...ENROLMENT_PLATFORMS], { description: ENROLMENT_PLATFORMS.join(', ') }),
    count: optional(Type.Integer({ minimum: 1, maximum: COUNT, description: `a number from 1 to ${COUNT}` })),
    user: optional(Text),
    name: optional(Text),
    ownership: optional(Type.Enum(['company', 'personal'], { description: 'company or personal' })),
    enrollmentType: optional(Text),
    model: optional(Text),
    manufacturer: optional(Text),
    osVersion: optional(Text),
    serialNumber: optional(Text),
    category: optional(Text),
    enrollmentProfileName: optional(Text),
  }),
  status: 201,
  answer: Type.Object({
    enrolled: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    refused: Type.Array(Type.Object({ name: Type.String(), reason: Type.String() })),
  }),
  async perform({ directory, life, store: { model, database, clocks } }, { params: { tenant }, body }) {
    const { id } = await directory.tenants.find(tenant)
    const { count = 1, ...wanted } = body
    if (count > 1 && (wanted.name !== undefined || wanted.serialNumber !== undefined))
      throw new LifeError('a name and a serial number are of one device: leave out count')
    const seed = (await life.show(id)).seed
    return life.act(id, function* (acting): Work<{ enrolled: Enrolled[]; refused: Refused[] }> {
      const made: Enrolled[] = []
      const refused: Refused[] = []
      for (let n = 0; n < count; n += 1) {
        const scope = scopeOfBackup({ model, database, clock: clocks.of(id) }, id, randomId)
        const { outcome, events } = yield* enrol(scope, wanted, { n, seed })
        for (const event of events) acting.queue(event)
        if ('reason' in outcome) refused.push(outcome)
        else made.push(outcome)
      }
      return { enrolled: made, refused }
    })
  },
})

export const checkedIn = defineOperation({
  summary: 'Let a device check in now; one that is offline does not',
  answer: Type.Object({ device: Type.String(), online: Flag }),
  async perform({ directory, life }, { params: { tenant, device } }) {
    const { id } = await directory.tenants.find(tenant)
    return life.act(id, (acting) => forceCheckIn(acting, device))
  },
})

export const installed = defineOperation({
  summary: 'Let the user of a device install an app that is offered; it checks in for that',
  answer: Type.Object({ device: Type.String(), app: Type.String() }),
  async perform({ directory, life }, { params: { tenant, device, app } }) {
    const { id } = await directory.tenants.find(tenant)
    return life.act(id, (acting) => install(acting, device, app))
  },
})

export const stated = defineOperation({
  summary: 'State what a device makes of a policy, app or setting, or take it back',
  body: closed({
    policy: optional(Text),
    setting: optional(Text),
    outcome: optional(Text),
    code: optional(Type.Integer({ minimum: -(2 ** 31), maximum: 2 ** 31 - 1, description: 'a number of 32 bits' })),
  }),
  answer: Type.Object({ device: Type.String() }),
  async perform({ directory, life }, { params: { tenant, device }, body }) {
    const { id } = await directory.tenants.find(tenant)
    return life.act(id, (acting) => state(acting, device, body))
  },
})

export const reached = defineOperation({
  summary: 'Say whether a device is online; offline until a time, or until it is said to be online',
  body: closed({
    online: Flag,
    until: optional(Type.String({ pattern: MOMENT.source, description: 'a time in UTC such as 2026-03-02T08:00:00Z' })),
  }),
  answer: Type.Object({ device: Type.String() }),
  async perform({ directory, life }, { params: { tenant, device }, body: { online, until } }) {
    const { id } = await directory.tenants.find(tenant)
    if (online && until !== undefined) throw new LifeError('until goes with online: false')
    const end = until === undefined ? undefined : Date.parse(until)
    if (Number.isNaN(end))
      throw new LifeError(`until must be a time in UTC such as 2026-03-02T08:00:00Z, not '${until}'`)
    return life.act(id, (acting) => reach(acting, device, { online, until: end }))
  },
})

export const told = defineOperation({
  summary: 'Tell what happened to a device, the newest last',
  query: Top,
  answer: Notes,
  async perform({ directory, life }, { params: { tenant, device }, query: { top } }) {
    const { id } = await directory.tenants.find(tenant)
    return life.look(id, function* (acting) {
      const value = yield* timeline(acting, device, Number(top ?? 100))
      return { value, policies: yield* namePolicies(acting, value) }
    })
  },
})

export const sent = defineOperation({
  summary: 'List what was sent to people, and done to devices, because of compliance; the newest last',
  query: Top,
  answer: Notes,
  async perform({ directory, life }, { params: { tenant }, query: { top } }) {
    const { id } = await directory.tenants.find(tenant)
    return life.look(id, function* (acting) {
      const value = yield* outbox(acting, Number(top ?? 100))
      return { value, policies: yield* namePolicies(acting, value) }
    })
  },
})
