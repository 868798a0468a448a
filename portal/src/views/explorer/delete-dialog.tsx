import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  ProgressBar,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useSession } from '../../session/session'
import { TEXTS } from '../../texts'

/** Parts of a batch, at most. */
const BATCH = 20

interface BatchAnswer {
  readonly responses: readonly {
    readonly status: number
    readonly body?: { readonly error?: { readonly message?: string } }
  }[]
}

/** Asks, then deletes one or several, in batches. */
export function DeleteDialog({
  paths,
  onClose,
}: {
  readonly paths: readonly string[]
  readonly onClose: (changed: boolean) => void
}) {
  const session = useSession()
  const [done, setDone] = useState<number>()
  const [problems, setProblems] = useState<readonly string[]>([])
  const [changed, setChanged] = useState(false)
  const remove = async (): Promise<void> => {
    setDone(0)
    const found: string[] = []
    try {
      for (let at = 0; at < paths.length; at += BATCH) {
        const part = paths.slice(at, at + BATCH)
        const [, version = 'beta'] = (part[0] ?? '').split('/')
        const requests = part.map((path, i) => ({
          id: String(i),
          method: 'DELETE',
          url: path.slice(version.length + 1),
        }))
        const { responses } = (
          await session.send<BatchAnswer>(`/${version}/$batch`, { method: 'POST', body: { requests } })
        ).body
        for (const { status, body } of responses)
          if (status >= 400) found.push(body?.error?.message ?? `HTTP ${status}`)
        setChanged(true)
        setDone(at + part.length)
      }
    } catch (error) {
      found.push((error as Error).message)
    }
    setProblems(found)
    if (found.length === 0) onClose(true)
    else setDone(undefined)
  }
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && done === undefined && onClose(changed)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{TEXTS.explorer.deleteTitle(paths.length)}</DialogTitle>
          <DialogContent>
            {TEXTS.explorer.deleteText}
            {done !== undefined && <ProgressBar value={done} max={paths.length} aria-label={TEXTS.explorer.deleting} />}
            {problems.length > 0 && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>
                  {TEXTS.explorer.notDeleted(problems.length)} {problems[0]}
                </MessageBarBody>
              </MessageBar>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onClose(changed)} disabledFocusable={done !== undefined}>
              {TEXTS.cancel}
            </Button>
            <Button appearance="primary" onClick={() => void remove()} disabledFocusable={done !== undefined}>
              {TEXTS.explorer.delete}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
