import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { Rows } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useMayWrite, useSession } from '../../session/session'
import { IDENTITY } from '../../texts/identity'
import { GRAPH, usePermissionNames, useRefresh } from './data'
import type { App } from './data'
import { Confirmed } from './parts'
import { PermissionField, wordsOf } from './permission-field'
import { Permission } from './permissions'

const TEXTS = IDENTITY.permissions

/** What `.default` stands for at sign-in, and which of it has not been granted. */
export function RequestedScopes({ app }: { readonly app: App }) {
  const session = useSession()
  const refresh = useRefresh()
  const names = usePermissionNames()
  const [asking, setAsking] = useState(false)
  const path = `/apps/${encodeURIComponent(app.appId)}`
  const grantedToAll = new Set(
    app.grants.filter(({ userId, resourceId }) => userId === null && resourceId === GRAPH).map(({ scope }) => scope),
  )
  const setTo = async (requestedScopes: readonly string[]): Promise<void> => {
    await session.control(path, { method: 'PATCH', body: { requestedScopes } })
    await refresh()
  }
  const consent = async (permission: string): Promise<void> => {
    await session.control('/grants', {
      method: 'POST',
      body: { app: app.appId, kind: 'delegated', permissions: [permission] },
    })
    await refresh()
  }
  const columns = [
    {
      title: TEXTS.permission,
      of: (permission: string) => (
        <Permission kind="delegated" resourceId={GRAPH} permission={permission} userId={null} names={names} />
      ),
    },
    {
      title: TEXTS.consent,
      of: (permission: string) =>
        grantedToAll.has(permission) ? TEXTS.consented : <Consent permission={permission} run={consent} />,
    },
    {
      title: IDENTITY.actions,
      action: true,
      of: (permission: string) => (
        <Confirmed
          small
          label={TEXTS.noLongerAskOf(permission)}
          title={TEXTS.noLongerAskTitle(permission)}
          text={TEXTS.noLongerAskText}
          action={IDENTITY.remove}
          run={() => setTo(app.requestedScopes.filter((each) => each !== permission))}
        />
      ),
    },
  ]
  return (
    <Section
      title={TEXTS.requested.title}
      text={TEXTS.requested.text}
      actions={<Button onClick={() => setAsking(true)}>{TEXTS.requested.add}</Button>}
    >
      {app.requestedScopes.length === 0 ? (
        <Nothing text={TEXTS.requested.none} />
      ) : (
        <Rows label={TEXTS.requested.title} columns={columns} rows={app.requestedScopes} keyOf={(name) => name} />
      )}
      {asking && (
        <Request
          names={[...names.delegated.keys()]}
          send={(more) => setTo([...new Set([...app.requestedScopes, ...more])])}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  )
}

function Consent({ permission, run }: { readonly permission: string; readonly run: (name: string) => Promise<void> }) {
  const mayWrite = useMayWrite()
  return (
    <>
      {TEXTS.notConsented}{' '}
      {mayWrite && (
        <Button size="small" aria-label={TEXTS.consentOf(permission)} onClick={() => void run(permission)}>
          {TEXTS.grantToAll}
        </Button>
      )}
    </>
  )
}

interface RequestProps {
  readonly names: readonly string[]
  readonly send: (permissions: readonly string[]) => Promise<void>
  readonly onClose: () => void
}

function Request({ names, send, onClose }: RequestProps) {
  const [permissions, setPermissions] = useState('')
  return (
    <FormDialog
      title={TEXTS.requested.add}
      action={IDENTITY.add}
      names={['requestedScopes']}
      placeOf={() => 'requestedScopes'}
      onSend={() => send(wordsOf(permissions))}
      onClose={onClose}
    >
      {(problemOf) => (
        <PermissionField
          label={TEXTS.permissions}
          value={permissions}
          problem={problemOf('requestedScopes')}
          names={names}
          onChange={setPermissions}
        />
      )}
    </FormDialog>
  )
}
