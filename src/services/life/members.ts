import type { Entity } from '../../model/payload.js'

/** A member that is a text; empty where there is none. */
export function textMember(entity: Entity, name: string): string {
  const value = entity[name]
  return typeof value === 'string' ? value : ''
}

/** A text that says something; undefined for any other value. */
export function filledText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** When a managed device was last in contact, in milliseconds since 1970. */
export function lastContactOf(device: Entity): number {
  return Date.parse(String(device['lastSyncDateTime'])) || 0
}
