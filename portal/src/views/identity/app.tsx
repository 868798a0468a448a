import { Button, Checkbox, Field, Input, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { Facts } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { addressOf, navigate } from '../../routing'
import { useSession } from '../../session/session'
import { Failed, Waiting } from '../../shell/states'
import { IDENTITY } from '../../texts/identity'
import { linesOf } from './apps'
import { Certificates } from './certificates'
import { useControl, useRefresh } from './data'
import type { App } from './data'
import { Head, RemoveSubject, State } from './parts'
import { AppPermissions, DelegatedPermissions } from './permissions'
import { RequestedScopes } from './requested-scopes'
import { Secrets } from './secrets'

const TEXTS = IDENTITY.apps

export function AppPage({ id }: { readonly id: string }) {
  const styles = useStyles()
  const session = useSession()
  const path = `/apps/${encodeURIComponent(id)}`
  const { data: app, error, refetch } = useControl<App>(path)
  const [editing, setEditing] = useState(false)
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (app === undefined) return <Waiting />
  return (
    <div className={styles.sections}>
      <Head
        back={{ segment: 'apps', title: TEXTS.title }}
        title={app.displayName}
        badges={<State enabled={app.enabled} />}
        actions={
          <>
            <Button
              onClick={() => navigate(addressOf(['identity', 'token'], { app: app.appId }))}
              disabledFocusable={!app.enabled}
            >
              {IDENTITY.getToken}
            </Button>
            <Button onClick={() => setEditing(true)}>{IDENTITY.edit}</Button>
            <RemoveSubject
              segment="apps"
              name={app.displayName}
              texts={TEXTS}
              send={() => session.control(path, { method: 'DELETE' })}
            />
          </>
        }
      />
      <Facts
        facts={[
          [TEXTS.clientId, <span className={styles.mono}>{app.appId}</span>],
          [TEXTS.objectId, <span className={styles.mono}>{app.objectId}</span>],
          [TEXTS.audience, TEXTS.audiences[app.signInAudience as keyof typeof TEXTS.audiences] ?? app.signInAudience],
          [TEXTS.publicClientShort, app.publicClient ? IDENTITY.yes : IDENTITY.no],
          ...(app.redirectUris.length === 0
            ? []
            : [[TEXTS.redirectUris, <Uris key="uris" uris={app.redirectUris} />] as const]),
        ]}
      />
      <Secrets app={app} />
      <Certificates app={app} />
      <AppPermissions app={app} />
      <DelegatedPermissions app={app} />
      <RequestedScopes app={app} />
      {editing && <EditApp app={app} onClose={() => setEditing(false)} />}
    </div>
  )
}

function Uris({ uris }: { readonly uris: App['redirectUris'] }) {
  const styles = useStyles()
  return (
    <>
      {uris.map(({ uri, type }) => (
        <span key={`${type} ${uri}`} className={styles.under}>
          <span className={styles.mono}>{uri}</span> <span className={styles.quiet}>{TEXTS.types[type]}</span>
        </span>
      ))}
    </>
  )
}

const TYPES = ['web', 'spa', 'public'] as const

function EditApp({ app, onClose }: { readonly app: App; readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const [displayName, setName] = useState(app.displayName)
  const [enabled, setEnabled] = useState(app.enabled)
  const [publicClient, setPublic] = useState(app.publicClient)
  const [uris, setUris] = useState(() =>
    Object.fromEntries(
      TYPES.map((type) => [
        type,
        app.redirectUris
          .filter((each) => each.type === type)
          .map(({ uri }) => uri)
          .join('\n'),
      ]),
    ),
  )
  const send = async (): Promise<void> => {
    const redirectUris = TYPES.flatMap((type) => linesOf(uris[type] ?? '').map((uri) => ({ uri, type })))
    await session.control(`/apps/${encodeURIComponent(app.appId)}`, {
      method: 'PATCH',
      body: { displayName, enabled, publicClient, redirectUris },
    })
    await refresh()
  }
  return (
    <FormDialog
      title={TEXTS.editTitle(app.displayName)}
      action={IDENTITY.save}
      names={['displayName', 'web', 'spa', 'public']}
      placeOf={(message) => TYPES.find((type) => linesOf(uris[type] ?? '').some((uri) => message.includes(`'${uri}'`)))}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <Field label={TEXTS.name} required validationMessage={problemOf('displayName')}>
            <Input value={displayName} onChange={(_, { value }) => setName(value)} />
          </Field>
          <Checkbox
            label={TEXTS.maySignIn}
            checked={enabled}
            onChange={(_, { checked }) => setEnabled(checked === true)}
          />
          <Checkbox
            label={TEXTS.publicClient}
            checked={publicClient}
            onChange={(_, { checked }) => setPublic(checked === true)}
          />
          {TYPES.map((type) => (
            <Field
              key={type}
              label={TEXTS.redirectOf(TEXTS.types[type])}
              hint={TEXTS.onePerLine}
              validationMessage={problemOf(type)}
            >
              <Textarea value={uris[type] ?? ''} onChange={(_, { value }) => setUris({ ...uris, [type]: value })} />
            </Field>
          ))}
        </>
      )}
    </FormDialog>
  )
}
