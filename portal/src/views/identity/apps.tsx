import { Checkbox, Field, Input, Select, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { Rows } from '../../parts/rows'
import { SearchBar } from '../../parts/search-bar'
import { useStyles } from '../../parts/styles'
import { addressOf, navigate } from '../../routing'
import { useSession } from '../../session/session'
import { Empty, Failed, Waiting } from '../../shell/states'
import { IDENTITY } from '../../texts/identity'
import { useApps, useRefresh } from './data'
import type { App } from './data'
import { OneTime } from './one-time'
import { State, SubjectLink } from './parts'
import { KeyId } from './secrets'

const TEXTS = IDENTITY.apps

export function AppsPage() {
  const styles = useStyles()
  const { data, error, refetch } = useApps()
  const [text, setText] = useState('')
  const [creating, setCreating] = useState(false)
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const wanted = text.trim().toLowerCase()
  const found = data.value.filter(
    ({ displayName, appId }) => displayName.toLowerCase().includes(wanted) || appId.includes(wanted),
  )
  return (
    <div className={styles.part}>
      <SearchBar
        label={TEXTS.find}
        text={text}
        onText={setText}
        action={TEXTS.create}
        onCreate={() => setCreating(true)}
      />
      {found.length === 0 ? (
        <Empty text={wanted === '' ? TEXTS.empty : IDENTITY.noneFound} />
      ) : (
        <Rows label={TEXTS.title} columns={COLUMNS} rows={found} keyOf={({ appId }) => appId} />
      )}
      {creating && <CreateApp onClose={() => setCreating(false)} />}
    </div>
  )
}

const COLUMNS = [
  {
    title: TEXTS.name,
    of: ({ appId, displayName }: App) => <SubjectLink segments={['apps', appId]}>{displayName}</SubjectLink>,
  },
  { title: TEXTS.clientId, wide: true, of: ({ appId }: App) => <KeyId id={appId} /> },
  {
    title: TEXTS.credentials,
    wide: true,
    of: ({ secrets, certificates }: App) => TEXTS.credentialCount(secrets.length, certificates.length),
  },
  { title: IDENTITY.state, of: ({ enabled }: App) => <State enabled={enabled} /> },
]

/** Registers an app; a made-up secret is shown once, before the page of the app opens. */
function CreateApp({ onClose }: { readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const [displayName, setName] = useState('')
  const [uris, setUris] = useState('')
  const [type, setType] = useState('web')
  const [secret, setSecret] = useState(true)
  const [publicClient, setPublic] = useState(false)
  const [made, setMade] = useState<{ readonly appId: string; readonly secret?: string }>()
  const open = (appId: string): void => navigate(addressOf(['identity', 'apps', appId]))
  const send = async (): Promise<false> => {
    const created = await session.control<{ appId: string; secret?: string }>('/apps', {
      method: 'POST',
      body: {
        displayName,
        secret,
        publicClient,
        redirectUris: linesOf(uris).map((uri) => ({ uri, type })),
      },
    })
    await refresh()
    if (created.secret === undefined) open(created.appId)
    else setMade(created)
    return false
  }
  if (made?.secret !== undefined)
    return <OneTime title={TEXTS.secretOfNew} secret={made.secret} onClose={() => open(made.appId)} />
  return (
    <FormDialog
      title={TEXTS.create}
      action={IDENTITY.create}
      names={['displayName', 'redirectUris']}
      placeOf={(message) => (message.includes('redirect URI') ? 'redirectUris' : undefined)}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <Field label={TEXTS.name} required validationMessage={problemOf('displayName')}>
            <Input value={displayName} onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field label={TEXTS.redirectUris} hint={TEXTS.onePerLine} validationMessage={problemOf('redirectUris')}>
            <Textarea value={uris} onChange={(_, { value }) => setUris(value)} />
          </Field>
          <Field label={TEXTS.redirectType}>
            <Select value={type} onChange={(_, { value }) => setType(value)}>
              {Object.entries(TEXTS.types).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Checkbox
            label={TEXTS.withSecret}
            checked={secret}
            onChange={(_, { checked }) => setSecret(checked === true)}
          />
          <Checkbox
            label={TEXTS.publicClient}
            checked={publicClient}
            onChange={(_, { checked }) => setPublic(checked === true)}
          />
        </>
      )}
    </FormDialog>
  )
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
