/** Values of an entity that v1.0 shows otherwise than beta does: numbers that count what beta alone has a number of its own for. */
import type { Entity } from './payload.js'

const known = new WeakMap<Entity, Entity>()

/** From now on v1.0 shows these values of this very object, and of what is stored of it until a client changes that. */
export function showOtherwiseInV1(entity: Entity, members: Entity): void {
  known.set(entity, members)
}

export function otherwiseInV1(entity: Entity): Entity | undefined {
  return known.get(entity)
}
