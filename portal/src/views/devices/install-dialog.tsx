/** The user of a device installs an app that is offered to it. */
import { Field, Input } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { useSession } from '../../session/session'
import { DEVICES } from '../../texts/devices'
import { devicePath, useRefresh } from './data'

const TEXTS = DEVICES.install
/** Assigned apps; others are offered to no device. */
const APPS = '/beta/deviceAppManagement/mobileApps?$filter=isAssigned eq true&$select=id,displayName&$top=200'

interface InstallDialogProps {
  readonly id: string
  readonly name: string
  readonly onClose: () => void
}

export function InstallDialog({ id, name, onClose }: InstallDialogProps) {
  const session = useSession()
  const refresh = useRefresh()
  const list = useId()
  const [app, setApp] = useState('')
  const { data } = useQuery({
    queryKey: ['apps', 'assigned'],
    queryFn: ({ signal }) => session.get<{ value: readonly { id: string; displayName: string }[] }>(APPS, signal),
  })
  const send = async (): Promise<void> => {
    await session.control(devicePath(id, 'apps', app.trim(), 'install'), { method: 'POST' })
    await refresh()
  }
  return (
    <FormDialog
      title={TEXTS.title(name)}
      action={TEXTS.action}
      placeOf={() => 'app'}
      onSend={app.trim() === '' ? () => Promise.reject(new Error(TEXTS.missing)) : send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          {TEXTS.text}
          <Field label={TEXTS.app} hint={TEXTS.hint} required validationMessage={problemOf('app')}>
            <Input
              value={app}
              autoComplete="off"
              spellCheck={false}
              input={{ list }}
              onChange={(_, { value }) => setApp(value)}
            />
          </Field>
          <datalist id={list}>
            {[...new Set(data?.value.map(({ displayName }) => displayName))].map((displayName) => (
              <option key={displayName} value={displayName} />
            ))}
          </datalist>
        </>
      )}
    </FormDialog>
  )
}
