/** How a tenant lives: its switch, its settings, and what is going to happen. */
import { Type } from 'typebox'
import { CHECK_INS, DELAYS, DELAY_NAMES, FLEETS, PRESETS } from '../../services/life/settings.js'
import { namePolicies } from '../../services/life/describe.js'
import { nextEvents } from '../../services/life/queue.js'
import { defineOperation } from '../operation.js'
import { closed, Flag, NamedPolicies, optional, Time } from '../schemas.js'

const Duration = Type.String({ maxLength: 64, description: 'a duration of ISO 8601 such as PT15M' })

const delays = Object.fromEntries(
  DELAY_NAMES.map((name) => [name, Type.String({ description: DELAYS[name].what })] as const),
)

const Shown = Type.Object({
  on: Flag,
  of: Type.Enum(['tenant', 'server'], {
    description: 'whether the tenant was switched on or off, or the setting of the server decides',
  }),
  preset: Type.Enum([...PRESETS]),
  seed: Type.Integer(),
  fleet: Type.Enum([...FLEETS]),
  checkIns: Type.Enum([...CHECK_INS]),
  delays: Type.Object(delays),
  nextEvent: optional(Time),
})

export const show = defineOperation({
  summary: 'Show how a tenant lives',
  answer: Shown,
  async perform({ directory, life }, { params: { tenant } }) {
    const { id } = await directory.tenants.find(tenant)
    return life.show(id)
  },
})

export const update = defineOperation({
  summary: 'Switch the life of a tenant on or off, and set how it lives',
  body: closed({
    on: optional(Flag),
    preset: optional(Type.Enum([...PRESETS], { description: PRESETS.join(', ') })),
    seed: optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1, description: 'a number from 0 to 2147483647' })),
    fleet: optional(Type.Enum([...FLEETS], { description: FLEETS.join(' or ') })),
    checkIns: optional(Type.Enum([...CHECK_INS], { description: CHECK_INS.join(' or ') })),
    delays: optional(closed(Object.fromEntries(DELAY_NAMES.map((name) => [name, optional(Duration)] as const)))),
  }),
  answer: Shown,
  async perform({ directory, life, settled }, { params: { tenant }, body }) {
    const { id } = await directory.tenants.find(tenant)
    // The notes of writes tell whose the rows of a seeded tenant are.
    await settled()
    return life.change(id, body)
  },
})

export const settle = defineOperation({
  summary: 'Do all that is due in a tenant, and answer when it is done: a request to Graph waits no longer than 50 ms',
  async perform({ directory, life }, { params: { tenant } }) {
    await life.settle((await directory.tenants.find(tenant)).id)
  },
})

/** Events that are shown, at most. */
const MOST = 1000

export const queue = defineOperation({
  summary: 'List what is going to happen in a tenant, in its order',
  query: closed({
    top: optional(Type.String({ pattern: '^[1-9]\\d{0,3}$', description: `a number of events, ${MOST} at most` })),
  }),
  answer: Type.Object({
    value: Type.Array(
      Type.Object({
        at: Time,
        kind: Type.String(),
        cause: optional(Type.String()),
        device: optional(Type.String()),
        policy: optional(Type.String()),
      }),
    ),
    policies: NamedPolicies,
  }),
  async perform({ directory, life }, { params: { tenant }, query: { top } }) {
    const { id } = await directory.tenants.find(tenant)
    return life.look(id, function* (acting) {
      const events = yield* nextEvents(acting.database, id, Math.min(Number(top ?? 100), MOST))
      const value = events.map(({ at, kind, cause, deviceId, policyId }) => ({
        at: new Date(at).toISOString(),
        kind,
        ...(cause !== '' && { cause }),
        ...(deviceId !== '' && { device: deviceId }),
        ...(policyId !== '' && { policy: policyId }),
      }))
      return { value, policies: yield* namePolicies(acting, value) }
    })
  },
})
