/**
 * What a plan of the Terraform provider `microsoft365` becomes: the bodies and the requests that it makes of each resource, in the
 * form in which it makes them.
 */
import type { Body } from '../settings.js'

/** What is there before a plan is carried out. */
export interface Made {
  readonly groups: readonly [string, string]
  readonly filter: string
  readonly webApp: string
  readonly androidApp: string
  readonly role: string
  readonly script: string
}

export interface Resource {
  readonly name: string
  /** Where it is created. */
  readonly set: string
  readonly create: Body
  /** The body of the update. */
  readonly update: Body
  /** PUT of `('id')` where it is not PATCH. */
  readonly put?: true
  /** What is sent after the update. */
  readonly then?: readonly [path: string, body: Body]
  /** What is sent after creation. */
  readonly thenFirst?: readonly [path: string, body: Body]
  /** Name of the member that `assign` takes, or `one by one`: a POST for each below `assignments`. */
  readonly assign?: string
  /** Assignments to groups only. */
  readonly groupsOnly?: true
  /** With a filter for devices. */
  readonly filtered?: true
  readonly expand?: string
  /** What is read by a request of its own. */
  readonly separately?: readonly ('assignments' | 'settings')[]
  /** Optional members that the plan leaves out: anything but null would be a difference. */
  readonly absent?: readonly string[]
}

export const DM = 'deviceManagement'
export const DAM = 'deviceAppManagement'
export const base64 = (text: string): string => Buffer.from(text).toString('base64')
export const scope = { roleScopeTagIds: ['0'] }

/** What is updated is what was created, with changes; undefined leaves a member out. */
export function planned(
  name: string,
  set: string,
  create: Body,
  change: Body,
  more: Partial<Omit<Resource, 'name' | 'set' | 'create' | 'update'>> = {},
): Resource {
  return { name, set, create, update: { ...create, ...change }, ...more }
}
