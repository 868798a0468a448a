/** What an app may do: on its own, and on behalf of users. */
import { Button, Field, Input, Select } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { Rows } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { useSession } from '../../session/session'
import { IDENTITY } from '../../texts/identity'
import { GRAPH, useApps, useGraph, usePermissionNames, useRefresh } from './data'
import type { App, DirectoryObject, PermissionNames } from './data'
import { Confirmed, SubjectLink } from './parts'
import { PermissionField, wordsOf } from './permission-field'

const TEXTS = IDENTITY.permissions

type Kind = 'application' | 'delegated'

interface Granted {
  readonly kind: Kind
  readonly resourceId: string
  readonly permission: string
  readonly userId: string | null
}

export function AppPermissions({ app }: { readonly app: App }) {
  const grants = app.roles.map(({ resourceId, role }) => ({
    kind: 'application' as const,
    resourceId,
    permission: role,
    userId: null,
  }))
  return <Grants app={app} kind="application" grants={grants} />
}

export function DelegatedPermissions({ app }: { readonly app: App }) {
  const grants = app.grants.map(({ resourceId, userId, scope }) => ({
    kind: 'delegated' as const,
    resourceId,
    permission: scope,
    userId,
  }))
  return <Grants app={app} kind="delegated" grants={grants} />
}

function Grants({
  app,
  kind,
  grants,
}: {
  readonly app: App
  readonly kind: Kind
  readonly grants: readonly Granted[]
}) {
  const session = useSession()
  const refresh = useRefresh()
  const names = usePermissionNames()
  const [granting, setGranting] = useState(false)
  const take = async ({ resourceId, permission, userId }: Granted): Promise<void> => {
    const query = new URLSearchParams({ app: app.appId, kind, permission })
    if (resourceId !== GRAPH) query.set('resource', resourceId)
    if (userId !== null) query.set('user', userId)
    await session.control(`/grants?${query.toString()}`, { method: 'DELETE' })
    await refresh()
  }
  const columns = [
    {
      title: TEXTS.permission,
      of: (grant: Granted) => <Permission {...grant} names={names} />,
    },
    ...(kind === 'delegated' ? [{ title: TEXTS.for, of: ({ userId }: Granted) => <Whom id={userId} /> }] : []),
    {
      title: IDENTITY.actions,
      action: true,
      of: (grant: Granted) => (
        <Confirmed
          small
          label={TEXTS.takeBackOf(grant.permission)}
          title={TEXTS.takeBackTitle(grant.permission)}
          text={TEXTS.takeBackText}
          action={TEXTS.takeBack}
          run={() => take(grant)}
        />
      ),
    },
  ]
  return (
    <Section
      title={TEXTS[kind].title}
      text={TEXTS[kind].text}
      actions={<Button onClick={() => setGranting(true)}>{TEXTS.grant}</Button>}
    >
      {grants.length === 0 ? (
        <Nothing text={TEXTS[kind].none} />
      ) : (
        <Rows
          label={TEXTS[kind].title}
          columns={columns}
          rows={grants}
          keyOf={({ resourceId, permission, userId }) => `${resourceId} ${permission} ${userId ?? ''}`}
        />
      )}
      {granting && <Grant app={app} kind={kind} names={names} onClose={() => setGranting(false)} />}
    </Section>
  )
}

export function Permission({ kind, resourceId, permission, names }: Granted & { readonly names: PermissionNames }) {
  const styles = useStyles()
  const { data } = useApps()
  const of = resourceId === GRAPH ? undefined : data?.value.find(({ appId }) => appId === resourceId)?.displayName
  const words = resourceId === GRAPH ? names[kind].get(permission) : TEXTS.offeredBy(of ?? resourceId)
  return (
    <>
      <span className={styles.wrap}>{permission}</span>
      {words !== undefined && words !== '' && words !== permission && (
        <span className={`${styles.quiet} ${styles.under}`}>{words}</span>
      )}
    </>
  )
}

function Whom({ id }: { readonly id: string | null }) {
  const { data } = useGraph<DirectoryObject>(`/v1.0/users/${id ?? ''}?$select=id,displayName`, id !== null)
  if (id === null) return <>{TEXTS.allUsers}</>
  return <SubjectLink segments={['users', id]}>{data?.displayName ?? id}</SubjectLink>
}

interface GrantProps {
  readonly app: App
  readonly kind: Kind
  readonly names: PermissionNames
  readonly onClose: () => void
}

function Grant({ app, kind, names, onClose }: GrantProps) {
  const session = useSession()
  const refresh = useRefresh()
  const { data: apps } = useApps()
  const [permissions, setPermissions] = useState('')
  const [resource, setResource] = useState(GRAPH)
  const [user, setUser] = useState('')
  const send = async (): Promise<void> => {
    await session.control('/grants', {
      method: 'POST',
      body: {
        app: app.appId,
        kind,
        permissions: wordsOf(permissions),
        ...(resource === GRAPH ? {} : { resource }),
        ...(user.trim() === '' ? {} : { user: user.trim() }),
      },
    })
    await refresh()
  }
  return (
    <FormDialog
      title={TEXTS[kind].grantTitle(app.displayName)}
      action={TEXTS.grant}
      names={['permissions', 'user', 'resource']}
      placeOf={(message) => (message.startsWith('there is no user') ? 'user' : 'permissions')}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <PermissionField
            label={TEXTS.permissions}
            value={permissions}
            problem={problemOf('permissions')}
            names={resource === GRAPH ? [...names[kind].keys()] : []}
            onChange={setPermissions}
          />
          {kind === 'delegated' && (
            <Field label={TEXTS.user} hint={TEXTS.userHint} validationMessage={problemOf('user')}>
              <Input value={user} onChange={(_, { value }) => setUser(value)} />
            </Field>
          )}
          <Field label={TEXTS.resource} validationMessage={problemOf('resource')}>
            <Select value={resource} onChange={(_, { value }) => setResource(value)}>
              <option value={GRAPH}>{TEXTS.graph}</option>
              {(apps?.value ?? [])
                .filter(({ appId, identifierUris }) => appId !== app.appId && identifierUris.length > 0)
                .map(({ appId, displayName }) => (
                  <option key={appId} value={appId}>
                    {displayName}
                  </option>
                ))}
            </Select>
          </Field>
        </>
      )}
    </FormDialog>
  )
}
