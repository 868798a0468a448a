import { useMutation } from '@tanstack/react-query'
import { save } from '../../parts/download'
import { Refused, useSession } from '../../session/session'

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
    mutationFn: async ({ path, name }: Wanted) => {
      const answer = await session.raw(`/_intunite/tenants/${encodeURIComponent(session.who.tenant.id)}${path}`)
      if (!answer.ok) {
        const text = await answer.text()
        throw new Refused(answer.status, undefined, text)
      }
      save(`${session.who.tenant.domain}-${name}.json`, await answer.blob())
    },
  })
}
