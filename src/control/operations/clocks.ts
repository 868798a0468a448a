/** Clocks: of the whole server where the path names no tenant. */
import { Type } from 'typebox'
import { advanceClock, releaseClock, setClock, showClock } from '../../services/clocks.js'
import { defineOperation } from '../operation.js'
import type { ControlDeps } from '../operation.js'
import { closed, optional, Time } from '../schemas.js'

const Shown = Type.Object({
  mode: Type.Enum(['real', 'fixed', 'shifted', 'rate']),
  of: Type.Enum(['tenant', 'server', 'machine'], { description: 'whose clock it is' }),
  now: Time,
  machine: Time,
  rate: Type.Number({ description: 'seconds that pass in a second of the machine' }),
  ahead: Type.String({ description: 'how far it is ahead of the machine, as a duration' }),
})

type Params = { readonly params: Readonly<Record<'tenant', string | undefined>> }

async function tenantOf({ directory }: ControlDeps, { params: { tenant } }: Params): Promise<string | undefined> {
  return tenant === undefined ? undefined : (await directory.tenants.find(tenant)).id
}

export const show = defineOperation({
  summary: 'Show a clock',
  answer: Shown,
  async perform(deps, call) {
    const tenantId = await tenantOf(deps, call)
    await deps.store.clocks.reload()
    return showClock(deps.store.clocks, tenantId)
  },
})

export const set = defineOperation({
  summary: 'Set a clock: what it shows from now on, and how fast it runs; with a rate of 0 it stands still',
  body: closed({
    now: optional(Type.String({ maxLength: 64, description: 'a time in UTC such as 2026-03-02T08:00:00Z' })),
    rate: optional(Type.Number({ description: 'a number from 0 to 1000000' })),
  }),
  answer: Shown,
  async perform(deps, call) {
    const tenantId = await tenantOf(deps, call)
    await setClock(deps.store.clocks, deps.life, tenantId, call.body)
    return showClock(deps.store.clocks, tenantId)
  },
})

export const advance = defineOperation({
  summary: 'Move a clock by a duration, or to the next event of a tenant that lives; it goes on as it did',
  body: closed({
    by: Type.String({
      maxLength: 64,
      description:
        'a duration of ISO 8601 such as P30D, PT90M or -PT1H, or next-event: as far as the next one of the tenant',
    }),
  }),
  answer: Shown,
  async perform(deps, call) {
    const tenantId = await tenantOf(deps, call)
    await advanceClock(deps.store.clocks, deps.life, tenantId, call.body.by)
    return showClock(deps.store.clocks, tenantId)
  },
})

export const remove = defineOperation({
  summary: "Let a clock follow again: a tenant's the server's, and the server's the machine's",
  answer: Shown,
  async perform(deps, call) {
    const tenantId = await tenantOf(deps, call)
    await releaseClock(deps.store.clocks, deps.life, tenantId)
    return showClock(deps.store.clocks, tenantId)
  },
})
