import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { useSession } from '../../session/session'
import { DEVICES } from '../../texts/devices'
import { useRefresh } from './data'

const TEXTS = DEVICES.settings

interface DelayDialogProps {
  readonly name: string
  /** In words. */
  readonly title: string
  readonly lasts: string
  readonly onClose: () => void
}

/** Sets one delay; the others stay. */
export function DelayDialog({ name, title, lasts, onClose }: DelayDialogProps) {
  const session = useSession()
  const refresh = useRefresh()
  const [text, setText] = useState(lasts)
  const send = async (): Promise<void> => {
    await session.control('/life', { method: 'PATCH', body: { delays: { [name]: text.trim() } } })
    await refresh()
  }
  return (
    <FormDialog
      title={title}
      action={TEXTS.save}
      names={['delays']}
      placeOf={() => 'delays'}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <Field label={TEXTS.lasts} hint={TEXTS.lastsHint} validationMessage={problemOf('delays')}>
          <Input value={text} autoComplete="off" spellCheck={false} onChange={(_, { value }) => setText(value)} />
        </Field>
      )}
    </FormDialog>
  )
}
