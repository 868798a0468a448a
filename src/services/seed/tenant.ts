/** What a seeded tenant is made of, before it becomes rows: small records that hang together by reference. */
import type { Entity } from '../../model/payload.js'

export type SeedSize = 'small' | 'large'

export interface Amounts {
  readonly apps: number
  readonly users: number
  readonly groups: number
  readonly devices: number
  readonly filters: number
  readonly tags: number
  readonly configurations: number
}

export const AMOUNTS: Readonly<Record<SeedSize, Amounts>> = {
  small: { apps: 8, users: 12, groups: 5, devices: 20, filters: 3, tags: 1, configurations: 9 },
  large: { apps: 60, users: 5000, groups: 150, devices: 10_000, filters: 12, tags: 5, configurations: 500 },
}

export interface SeedUser {
  readonly id: string
  readonly displayName: string
  readonly userPrincipalName: string
  readonly entity: Entity
}

export interface SeedGroup {
  readonly id: string
  readonly members: readonly SeedUser[]
  readonly entity: Entity
}

export type Platform = 'iOS' | 'android' | 'windows' | 'macOS'

export interface SeedDevice {
  readonly id: string
  readonly name: string
  readonly user: SeedUser
  readonly platform: Platform
  readonly model: string
  readonly corporate: boolean
  readonly lastSync: string
  readonly entity: Entity
}

export interface SeedApp {
  readonly id: string
  readonly type: string
  readonly name: string
  /** Bundle id or package name. */
  readonly package: string
  readonly supportsOemConfig: boolean
  readonly entity: Entity
}

export interface SeedFilter {
  readonly id: string
  readonly platform: Platform
  matches(device: SeedDevice): boolean
  readonly entity: Entity
}

export interface SeedConfiguration {
  readonly id: string
  readonly type: string
  readonly version: number
  readonly entity: Entity
  readonly assignments: readonly Entity[]
  /** The devices that the assignments reach. */
  readonly devices: readonly SeedDevice[]
}
