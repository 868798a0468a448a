import { Button, Field, Input, Select } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { useSession } from '../../session/session'
import { useClock } from '../../shell/clock'
import { IDENTITY } from '../../texts/identity'
import { useRefresh } from './data'
import type { App, Credential } from './data'
import { OneTime } from './one-time'
import { Confirmed } from './parts'
import { untilText } from './times'

const TEXTS = IDENTITY.apps
const DAY = 86_400_000

export function Secrets({ app }: { readonly app: App }) {
  const session = useSession()
  const refresh = useRefresh()
  const [adding, setAdding] = useState(false)
  const remove = async ({ keyId }: Credential): Promise<void> => {
    await session.send(`/v1.0/applications/${app.objectId}/removePassword`, { method: 'POST', body: { keyId } })
    await refresh()
  }
  const columns: Column<Credential>[] = [
    { title: TEXTS.secretName, of: (secret) => secret.displayName ?? TEXTS.nameless },
    { title: TEXTS.keyId, wide: true, of: ({ keyId }) => <KeyId id={keyId} /> },
    { title: IDENTITY.expires, of: ({ expiresDateTime }) => <Expiry at={expiresDateTime} /> },
    {
      title: IDENTITY.actions,
      action: true,
      of: (secret) => (
        <Confirmed
          small
          label={TEXTS.removeSecret(secret.displayName ?? secret.keyId)}
          title={TEXTS.removeSecretTitle}
          text={TEXTS.removeSecretText}
          action={IDENTITY.remove}
          run={() => remove(secret)}
        />
      ),
    },
  ]
  return (
    <Section title={TEXTS.secrets} actions={<Button onClick={() => setAdding(true)}>{TEXTS.addSecret}</Button>}>
      {app.secrets.length === 0 ? (
        <Nothing text={TEXTS.noSecrets} />
      ) : (
        <Rows label={TEXTS.secrets} columns={columns} rows={app.secrets} keyOf={({ keyId }) => keyId} />
      )}
      {adding && <AddSecret app={app} onClose={() => setAdding(false)} />}
    </Section>
  )
}

export function KeyId({ id }: { readonly id: string }) {
  const styles = useStyles()
  return <span className={styles.mono}>{id}</span>
}

export function Expiry({ at }: { readonly at: string | null }) {
  const { now } = useClock()
  return <>{at === null ? IDENTITY.never : untilText(at, now)}</>
}

function AddSecret({ app, onClose }: { readonly app: App; readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const { now } = useClock()
  const [displayName, setName] = useState('')
  const [days, setDays] = useState('180')
  const [secret, setSecret] = useState<string>()
  const send = async (): Promise<false> => {
    const endDateTime = new Date(now + Number(days) * DAY).toISOString()
    const { body } = await session.send<{ secretText: string }>(`/v1.0/applications/${app.objectId}/addPassword`, {
      method: 'POST',
      body: { passwordCredential: { ...(displayName === '' ? {} : { displayName }), endDateTime } },
    })
    setSecret(body.secretText)
    await refresh()
    return false
  }
  if (secret !== undefined) return <OneTime title={TEXTS.secretOf(app.displayName)} secret={secret} onClose={onClose} />
  return (
    <FormDialog title={TEXTS.addSecret} action={IDENTITY.add} names={['displayName']} onSend={send} onClose={onClose}>
      {(problemOf) => (
        <>
          <Field label={TEXTS.secretName} hint={TEXTS.secretHint} validationMessage={problemOf('displayName')}>
            <Input value={displayName} onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field label={IDENTITY.expires}>
            <Select value={days} onChange={(_, { value }) => setDays(value)}>
              {Object.entries(TEXTS.lives).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </Select>
          </Field>
        </>
      )}
    </FormDialog>
  )
}
