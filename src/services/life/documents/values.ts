/** Values of documents as texts that can be compared. */
import type { Entity } from '../../../model/payload.js'

/** Words for a setting that is left as the device has it (L51). */
const DEFAULTS: ReadonlySet<unknown> = new Set([
  'notConfigured',
  'deviceDefault',
  'userDefined',
  '',
  false,
  null,
  undefined,
])

/** A time before there were devices, or after all of them. */
const NO_TIME = /^(?:0001-01-01|9999-12-31)T/

/** Whether a value asks nothing of a device, so that it clashes with no other. */
export function isDefault(value: unknown): boolean {
  if (DEFAULTS.has(value)) return true
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object')
    return Object.entries(value as Entity).every(([name, part]) => isNote(name) || isDefault(part))
  return typeof value === 'string' && NO_TIME.test(value)
}

/** The same text for equal values, whatever the order of their members. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)))
      : part,
  )
}

function isNote(name: string): boolean {
  return name.includes('@')
}

/** The text that a member has, or none. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The object that a member is, or an empty one. */
export function asEntity(value: unknown): Entity {
  return typeof value === 'object' && value !== null ? (value as Entity) : {}
}

/** The list that a member is, or an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A number that differs where what devices get differs (FNV-1a). */
export function fingerprint(...parts: readonly unknown[]): number {
  let hash = 0x811c9dc5
  for (const letter of textOf(parts)) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 1
}

/** The version of a document: its own number, or when what it says was changed. */
export function versionOf({ version, lastModifiedDateTime }: Entity): number {
  if (typeof version === 'number') return version
  const seconds = Math.floor(Date.parse(String(lastModifiedDateTime)) / 1000)
  return Number.isFinite(seconds) ? seconds : 1
}
