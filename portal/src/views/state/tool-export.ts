/** The tenant as another tool would have saved it: read through Graph as that tool does, with what the user may see. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExportFormat } from '../../../../src/services/backups/export/formats'
import type { Get } from '../../../../src/services/backups/export/source'
import { save } from '../../parts/download'
import { Refused, useSession } from '../../session/session'
import type { Session } from '../../session/session'

/** Saves an archive of the files of a tool. `count` are the files that there are so far. */
export function useToolExport() {
  const session = useSession()
  const [count, setCount] = useState(0)
  const [aborted, setAborted] = useState<AbortController>()
  const { mutate, ...state } = useMutation({
    mutationFn: async ({ format, signal }: { format: ExportFormat; signal: AbortSignal }) => {
      const [{ WRITERS }, { filesByPath, writeZip }] = await Promise.all([
        import('../../../../src/services/backups/export/formats'),
        import('../../../../src/services/backups/export/zip-writer'),
      ])
      const { id, domain, displayName: name } = session.who.tenant
      const files = await filesByPath(WRITERS[format](graphOf(session, signal), { id, name }), setCount)
      const parts: BlobPart[] = []
      for await (const part of writeZip(files.values())) parts.push(part)
      save(`${domain}-${format}.zip`, new Blob(parts, { type: 'application/zip' }))
      return files.size
    },
  })
  const begin = (format: ExportFormat): void => {
    const controller = new AbortController()
    setCount(0)
    setAborted(controller)
    mutate({ format, signal: controller.signal })
  }
  return { ...state, begin, count, cancel: () => aborted?.abort(), isCancelled: aborted?.signal.aborted === true }
}

/** What Graph does not have is none; what the user may not read, or could not be read, ends the export. */
function graphOf(session: Session, signal: AbortSignal): Get {
  return async (path, headers = {}) => {
    try {
      return (await session.send(`/beta/${path}`, { headers, signal })).body
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 403 || (error.status >= 500 && error.status !== 501))
        throw error
      return undefined
    }
  }
}
