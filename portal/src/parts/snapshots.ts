import { useQuery } from '@tanstack/react-query'
import { useSession } from '../session/session'

export interface Snapshot {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly createdDateTime: string
  readonly rows: number
}

export const SNAPSHOTS = ['snapshots'] as const

/** Newest first. */
export function useSnapshots() {
  const session = useSession()
  return useQuery({
    queryKey: SNAPSHOTS,
    queryFn: async ({ signal }) => {
      const { value } = await session.control<{ value: readonly Snapshot[] }>('/snapshots', { signal })
      return [...value].reverse()
    },
  })
}

/** Below the tenant. */
export function snapshotPath({ id }: Pick<Snapshot, 'id'>, action = ''): string {
  return `/snapshots/${encodeURIComponent(id)}${action}`
}
