import { Badge, Button, Checkbox, Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { Rows } from '../../parts/rows'
import { Facts, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { addressOf, navigate } from '../../routing'
import { useSession } from '../../session/session'
import { Failed, Waiting } from '../../shell/states'
import { IDENTITY } from '../../texts/identity'
import { useControl, usePages, useRefresh } from './data'
import type { DirectoryObject, User } from './data'
import { Listed } from './listed'
import { Head, RemoveSubject, State, SubjectLink } from './parts'
import { SignIns } from './sign-ins'
import { RoleField } from './users'

const TEXTS = IDENTITY.users

export function UserPage({ id }: { readonly id: string }) {
  const styles = useStyles()
  const session = useSession()
  const refresh = useRefresh()
  const path = `/users/${encodeURIComponent(id)}`
  const { data: user, error, refetch } = useControl<User>(path)
  const [dialog, setDialog] = useState<'edit' | 'password'>()
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (user === undefined) return <Waiting />
  const change = async (body: object): Promise<void> => {
    await session.control(path, { method: 'PATCH', body })
    await refresh()
  }
  return (
    <div className={styles.sections}>
      <Head
        back={{ segment: 'users', title: TEXTS.title }}
        title={user.displayName}
        badges={
          <>
            <State enabled={user.enabled} />
            <Badge className={styles.badge} appearance="outline">
              {TEXTS.roles[user.intuneRole]}
            </Badge>
          </>
        }
        actions={
          <>
            <Button
              onClick={() => navigate(addressOf(['identity', 'token'], { user: user.userPrincipalName }))}
              disabledFocusable={!user.enabled}
            >
              {IDENTITY.getToken}
            </Button>
            <Button onClick={() => setDialog('edit')}>{IDENTITY.edit}</Button>
            <Button onClick={() => setDialog('password')}>{TEXTS.setPassword}</Button>
            <RemoveSubject
              segment="users"
              name={user.displayName}
              texts={TEXTS}
              send={() => session.control(path, { method: 'DELETE' })}
            />
          </>
        }
      />
      <Facts
        facts={[
          [TEXTS.signInName, user.userPrincipalName],
          [TEXTS.id, <span className={styles.mono}>{user.id}</span>],
          [TEXTS.mail, user.mail ?? IDENTITY.none],
          [TEXTS.password, user.hasPassword ? TEXTS.hasPassword : TEXTS.hasNoPassword],
        ]}
      />
      <Groups id={user.id} />
      <SignIns user={user} />
      {dialog === 'edit' && <EditUser user={user} change={change} onClose={() => setDialog(undefined)} />}
      {dialog === 'password' && <Password user={user} change={change} onClose={() => setDialog(undefined)} />}
    </div>
  )
}

/** Those that the user is in itself, and those by way of other groups. */
function Groups({ id }: { readonly id: string }) {
  const groups = (relation: string): string => `/v1.0/users/${id}/${relation}?$select=id,displayName&$top=50`
  const direct = usePages<DirectoryObject>(groups('memberOf'))
  const all = usePages<DirectoryObject>(groups('transitiveMemberOf'))
  const own = new Set(direct.rows.map((group) => group.id))
  const columns = [
    {
      title: IDENTITY.groups.name,
      of: (group: DirectoryObject) => (
        <SubjectLink segments={['groups', group.id]}>{group.displayName ?? group.id}</SubjectLink>
      ),
    },
    {
      title: IDENTITY.groups.how,
      of: (group: DirectoryObject) => (own.has(group.id) ? IDENTITY.groups.direct : IDENTITY.groups.nested),
    },
  ]
  return (
    <Section title={IDENTITY.groups.title}>
      <Listed pages={all} empty={TEXTS.noGroups}>
        {(rows) => <Rows label={IDENTITY.groups.title} columns={columns} rows={rows} keyOf={(group) => group.id} />}
      </Listed>
    </Section>
  )
}

interface ChangeProps {
  readonly user: User
  readonly change: (body: object) => Promise<void>
  readonly onClose: () => void
}

function EditUser({ user, change, onClose }: ChangeProps) {
  const [displayName, setName] = useState(user.displayName)
  const [intuneRole, setRole] = useState<string>(user.intuneRole)
  const [enabled, setEnabled] = useState(user.enabled)
  return (
    <FormDialog
      title={TEXTS.editTitle(user.displayName)}
      action={IDENTITY.save}
      names={['displayName', 'intuneRole']}
      placeOf={(message) => (message.startsWith('the name') ? 'displayName' : undefined)}
      onSend={() => change({ displayName, intuneRole, enabled })}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <Field label={TEXTS.name} required validationMessage={problemOf('displayName')}>
            <Input value={displayName} onChange={(_, { value }) => setName(value)} />
          </Field>
          <RoleField value={intuneRole} problem={problemOf('intuneRole')} onChange={setRole} />
          <Checkbox
            label={TEXTS.maySignIn}
            checked={enabled}
            onChange={(_, { checked }) => setEnabled(checked === true)}
          />
        </>
      )}
    </FormDialog>
  )
}

function Password({ user, change, onClose }: ChangeProps) {
  const [password, setPassword] = useState('')
  const [none, setNone] = useState(false)
  return (
    <FormDialog
      title={TEXTS.passwordTitle(user.displayName)}
      action={IDENTITY.save}
      names={['password']}
      onSend={() => change({ password: none ? null : password })}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          {TEXTS.passwordText}
          <Field label={TEXTS.newPassword} validationMessage={problemOf('password')}>
            <Input
              type="password"
              autoComplete="new-password"
              disabled={none}
              value={password}
              onChange={(_, { value }) => setPassword(value)}
            />
          </Field>
          {user.hasPassword && (
            <Checkbox
              label={TEXTS.takePassword}
              checked={none}
              onChange={(_, { checked }) => setNone(checked === true)}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
