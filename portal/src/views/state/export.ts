import { useMutation } from '@tanstack/react-query'
import { save } from '../../parts/download'
import { useSession } from '../../session/session'

interface Wanted {
  /** Of the control face, below the tenant. */
  readonly path: string
  /** Of the file, before its ending. */
  readonly name: string
}

/** Saves what a path of the control face answers, as it comes. */
export function useSaveExport() {
  const session = useSession()
  return useMutation({
    mutationFn: async ({ path, name }: Wanted) =>
      save(`${session.who.tenant.domain}-${name}.json`, await session.file(path)),
  })
}
