import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { useSession } from '../../session/session'
import { useClock } from '../../shell/clock'
import { DEVICES } from '../../texts/devices'
import { devicePath, useRefresh } from './data'

const DAY = 86_400_000

interface OfflineDialogProps {
  readonly id: string
  readonly name: string
  readonly onClose: () => void
}

export function OfflineDialog({ id, name, onClose }: OfflineDialogProps) {
  const session = useSession()
  const refresh = useRefresh()
  const { now } = useClock()
  const [until, setUntil] = useState('')
  const send = async (): Promise<void> => {
    const time = until.trim()
    await session.control(devicePath(id, 'reachability'), {
      method: 'PATCH',
      body: { online: false, ...(time !== '' && { until: time }) },
    })
    await refresh()
  }
  return (
    <FormDialog
      title={DEVICES.offlineTitle(name)}
      action={DEVICES.actions.offline}
      names={['until']}
      placeOf={(message) => (message.startsWith('until') ? 'until' : undefined)}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          {DEVICES.offlineText}
          <Field
            label={DEVICES.until}
            hint={DEVICES.untilHint(`${new Date(now + DAY).toISOString().slice(0, 13)}:00:00Z`)}
            validationMessage={problemOf('until')}
          >
            <Input value={until} autoComplete="off" spellCheck={false} onChange={(_, { value }) => setUntil(value)} />
          </Field>
        </>
      )}
    </FormDialog>
  )
}
