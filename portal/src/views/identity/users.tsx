import { Field, Input, Select } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { addressOf, navigate } from '../../routing'
import { useSession } from '../../session/session'
import { IDENTITY } from '../../texts/identity'
import { useRefresh } from './data'
import type { DirectoryObject } from './data'
import { DirectoryList } from './directory-list'
import { State, SubjectLink } from './parts'

const TEXTS = IDENTITY.users

const ROLES = ['none', 'readOnly', 'administrator'] as const

export function UsersPage() {
  return (
    <DirectoryList<DirectoryObject>
      path="/v1.0/users?$select=id,displayName,userPrincipalName,accountEnabled"
      searched={['displayName', 'userPrincipalName']}
      texts={TEXTS}
      columns={COLUMNS}
      dialog={(onClose) => <CreateUser onClose={onClose} />}
    />
  )
}

const COLUMNS = [
  {
    title: TEXTS.name,
    of: ({ id, displayName }: DirectoryObject) => (
      <SubjectLink segments={['users', id]}>{displayName ?? id}</SubjectLink>
    ),
  },
  { title: TEXTS.signInName, of: ({ userPrincipalName }: DirectoryObject) => userPrincipalName },
  {
    title: IDENTITY.state,
    wide: true,
    of: ({ accountEnabled }: DirectoryObject) => <State enabled={accountEnabled !== false} />,
  },
]

function CreateUser({ onClose }: { readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const [userPrincipalName, setPrincipalName] = useState('')
  const [displayName, setName] = useState('')
  const [password, setPassword] = useState('')
  const [intuneRole, setRole] = useState('none')
  const send = async (): Promise<false> => {
    const { id } = await session.control<{ id: string }>('/users', {
      method: 'POST',
      body: {
        userPrincipalName,
        intuneRole,
        ...(displayName === '' ? {} : { displayName }),
        ...(password === '' ? {} : { password }),
      },
    })
    await refresh()
    navigate(addressOf(['identity', 'users', id]))
    return false
  }
  return (
    <FormDialog
      title={TEXTS.create}
      action={IDENTITY.create}
      names={['userPrincipalName', 'displayName', 'password', 'intuneRole']}
      placeOf={(message) => (/principal name|there is a user/.test(message) ? 'userPrincipalName' : undefined)}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <Field
            label={TEXTS.signInName}
            hint={TEXTS.signInHint(session.who.tenant.domain)}
            required
            validationMessage={problemOf('userPrincipalName')}
          >
            <Input value={userPrincipalName} autoComplete="off" onChange={(_, { value }) => setPrincipalName(value)} />
          </Field>
          <Field label={TEXTS.name} validationMessage={problemOf('displayName')}>
            <Input value={displayName} onChange={(_, { value }) => setName(value)} />
          </Field>
          <RoleField value={intuneRole} problem={problemOf('intuneRole')} onChange={setRole} />
          <Field label={TEXTS.password} hint={TEXTS.passwordHint} validationMessage={problemOf('password')}>
            <Input
              type="password"
              autoComplete="new-password"
              value={password}
              onChange={(_, { value }) => setPassword(value)}
            />
          </Field>
        </>
      )}
    </FormDialog>
  )
}

interface RoleFieldProps {
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (role: string) => void
}

export function RoleField({ value, problem, onChange }: RoleFieldProps) {
  return (
    <Field label={TEXTS.role} hint={TEXTS.roleHint} validationMessage={problem}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {TEXTS.roles[role]}
          </option>
        ))}
      </Select>
    </Field>
  )
}
