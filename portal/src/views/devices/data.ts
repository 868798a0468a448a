/** What the view reads of the life of the tenant. All of it changes by itself, and is read again while it is looked at. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { addressOf } from '../../routing'
import { useSession } from '../../session/session'

export interface Device {
  readonly id: string
  readonly name: string
  readonly operatingSystem: string
  readonly user?: string
  readonly complianceState: string
  readonly lastSync: string
  readonly nextCheckIn?: string
  readonly checkIns: number
  readonly online: boolean
  readonly stated: number
}

export interface NamedPolicy {
  readonly id: string
  readonly name: string
  readonly set: string
}

export interface DescribedDevice extends Device {
  readonly offlineUntil?: string
  readonly states: readonly { readonly policy: string; readonly state: string; readonly code?: number }[]
  readonly statements: readonly Statement[]
  readonly policies: readonly NamedPolicy[]
}

export interface Statement {
  readonly policy?: string
  readonly setting?: string
  readonly outcome: string
  readonly code?: number
}

export interface Note {
  readonly at: string
  readonly device: string
  readonly kind: string
  readonly policy?: string
  readonly facts: Readonly<Record<string, unknown>>
}

export interface Notes {
  readonly value: readonly Note[]
  readonly policies: readonly NamedPolicy[]
}

export interface Queue {
  readonly value: readonly {
    readonly at: string
    readonly kind: string
    readonly cause?: string
    readonly device?: string
    readonly policy?: string
  }[]
  readonly policies: readonly NamedPolicy[]
}

export interface Life {
  readonly on: boolean
  readonly of: 'tenant' | 'server'
  readonly preset: 'instant' | 'default' | 'live'
  readonly seed: number
  readonly fleet: 'fine' | 'typical'
  readonly checkIns: 'atWrite' | 'scheduled'
  readonly delays: Readonly<Record<string, string>>
  readonly nextEvent?: string
}

const DEVICES = 'devices'
/** Milliseconds. */
const AGAIN = 5000
/** Of what may be long. */
const AGAIN_LATER = 20_000

export function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [DEVICES] })
}

export function useControl<T>(path: string, every: number | false = AGAIN) {
  const session = useSession()
  return useQuery({
    queryKey: [DEVICES, path],
    queryFn: ({ signal }) => session.control<T>(path, { signal }),
    refetchInterval: every,
  })
}

export function useDevices() {
  return useControl<{ value: readonly Device[] }>('/devices', AGAIN_LATER)
}

export function useLife() {
  return useControl<Life>('/life')
}

export function devicePath(id: string, ...more: readonly string[]): string {
  return `/${['devices', id, ...more].map(encodeURIComponent).join('/')}`
}

/** The object in the explorer. */
export function explorerAddress(set: string, id: string): string {
  return addressOf(['explorer', 'beta', ...set.split('/'), id])
}

interface GraphDevice {
  readonly osVersion?: string | null
  readonly manufacturer?: string | null
  readonly model?: string | null
  readonly managedDeviceOwnerType?: string | null
  readonly enrolledDateTime?: string | null
  readonly serialNumber?: string | null
}

/** What Graph alone tells of a device. */
export function useGraphDevice(id: string) {
  const session = useSession()
  const select = 'osVersion,manufacturer,model,managedDeviceOwnerType,enrolledDateTime,serialNumber'
  const path = `/v1.0/deviceManagement/managedDevices/${encodeURIComponent(id)}?$select=${select}`
  return useQuery({
    queryKey: [DEVICES, 'graph', path],
    queryFn: ({ signal }) => session.get<GraphDevice>(path, signal),
  })
}
