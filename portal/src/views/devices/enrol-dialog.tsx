import { Field, Input, Select } from '@fluentui/react-components'
import { useState } from 'react'
import { wordsOf } from '../../model/words'
import { FormDialog } from '../../parts/form-dialog'
import { addressOf, navigate } from '../../routing'
import { useSession } from '../../session/session'
import { DEVICES } from '../../texts/devices'
import { useRefresh } from './data'

const PLATFORMS = ['windows', 'ios', 'ipados', 'macos', 'android', 'androidWorkProfile', 'linux'] as const

interface Enrolled {
  readonly enrolled: readonly { readonly id: string }[]
  readonly refused: readonly { readonly reason: string }[]
}

/** Enrols a device, as its user would; its page opens then. */
export function EnrolDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const [platform, setPlatform] = useState<string>(PLATFORMS[0])
  const [name, setName] = useState('')
  const [user, setUser] = useState('')
  const send = async (): Promise<false> => {
    const { enrolled, refused } = await session.control<Enrolled>('/devices/enroll', {
      method: 'POST',
      body: { platform, ...(name.trim() !== '' && { name }), ...(user.trim() !== '' && { user }) },
    })
    const [made] = enrolled
    if (made === undefined) throw new Error(DEVICES.refusedDevice(refused[0]?.reason ?? ''))
    await refresh()
    navigate(addressOf(['devices', made.id]))
    return false
  }
  return (
    <FormDialog
      title={DEVICES.enrol}
      action={DEVICES.enrol}
      names={['platform', 'name', 'user']}
      placeOf={(message) => (/\buser\b/.test(message) ? 'user' : undefined)}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <Field label={DEVICES.platform} validationMessage={problemOf('platform')}>
            <Select value={platform} onChange={(_, { value }) => setPlatform(value)}>
              {PLATFORMS.map((each) => (
                <option key={each} value={each}>
                  {wordsOf(each)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={DEVICES.name} hint={DEVICES.nameHint} validationMessage={problemOf('name')}>
            <Input value={name} autoComplete="off" onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field label={DEVICES.user} hint={DEVICES.userHint} validationMessage={problemOf('user')}>
            <Input value={user} autoComplete="off" onChange={(_, { value }) => setUser(value)} />
          </Field>
        </>
      )}
    </FormDialog>
  )
}
