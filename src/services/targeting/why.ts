/** Why a device of a tenant gets a policy or app, or does not. */
import type { Model } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { EntityStore } from '../../store/query/entities.js'
import type { Database, Work } from '../../store/work.js'
import { explain } from './explain.js'
import { findDevices, findPolicies, readAsked } from './load.js'
import { explanationText } from './words.js'
import type { Why } from './words.js'

export interface WhyDeps {
  readonly model: Model
  readonly database: Database
}

/** What was asked about is not there, or is there several times. */
export class UnknownSubject extends Error {
  readonly code: 'notFound' | 'ambiguous'

  constructor(code: UnknownSubject['code'], message: string) {
    super(message)
    this.name = 'UnknownSubject'
    this.code = code
  }
}

export function why(
  { model, database }: WhyDeps,
  tenantId: string,
  deviceNamed: string,
  policyNamed: string,
): Promise<Why> {
  const reader = { model, store: new EntityStore(database.provider, tenantId) }
  return database.read(function* (): Work<Why> {
    const device = only(yield* findDevices(reader, deviceNamed), 'device', deviceNamed, textOfDevice)
    const policy = only(
      yield* findPolicies(reader, policyNamed),
      'policy or app',
      policyNamed,
      ({ set, id }) => `${set.path}/${id}`,
    )
    const asked = yield* readAsked(reader, device, policy)
    const explanation = explain(asked)
    const question = {
      device: { id: asked.device.id, name: asked.device.name },
      user: asked.device.userId === undefined ? undefined : asked.population.users.get(asked.device.userId),
      policy: { id: policy.id, name: policy.name },
    }
    const { user } = question
    return {
      ...explanation,
      ...question,
      user: user === undefined ? undefined : { id: user.id, name: user.name },
      set: policy.set.path,
      text: explanationText(question, explanation),
    }
  })
}

function textOfDevice(device: Entity): string {
  return String(device['id'])
}

function only<T>(found: readonly T[], kind: string, named: string, textOf: (one: T) => string): T {
  const [first, ...others] = found
  if (first === undefined) throw new UnknownSubject('notFound', `the tenant has no ${kind} '${named}'`)
  if (others.length > 0)
    throw new UnknownSubject(
      'ambiguous',
      `the tenant has ${found.length} of '${named}': ${found.slice(0, 5).map(textOf).join(', ')}; name one by its id`,
    )
  return first
}
