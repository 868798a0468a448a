import {
  Button,
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
import { Modal } from '../../parts/modal'
import { useSession } from '../../session/session'
import { TEXTS } from '../../texts'
import { sendAll } from './send-all'

/** Asks, then deletes one or several, in batches. */
export function DeleteDialog({
  paths,
  name,
  onClose,
}: {
  readonly paths: readonly string[]
  /** Of the one object. */
  readonly name?: string | undefined
  readonly onClose: (changed: boolean) => void
}) {
  const session = useSession()
  const [done, setDone] = useState<number>()
  const [problems, setProblems] = useState<readonly string[]>([])
  const [changed, setChanged] = useState(false)
  const remove = async (): Promise<void> => {
    setDone(0)
    const requests = paths.map((path) => ({ method: 'DELETE', path }))
    const found = await sendAll(session, requests, (count) => {
      setChanged(true)
      setDone(count)
    })
    setProblems(found)
    if (found.length === 0) onClose(true)
    else setDone(undefined)
  }
  return (
    <Modal type="alert" onClose={() => done === undefined && onClose(changed)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{TEXTS.explorer.deleteTitle(paths.length)}</DialogTitle>
          <DialogContent>
            {TEXTS.explorer.deleteText(paths.length, name)}
            {done !== undefined && <ProgressBar value={done} max={paths.length} aria-label={TEXTS.explorer.deleting} />}
            {problems.length > 0 && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>{TEXTS.explorer.refusedFirst(problems.length, problems[0] ?? '')}</MessageBarBody>
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
    </Modal>
  )
}
