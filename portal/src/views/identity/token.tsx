import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { CopyButton } from '../../requests/code'
import { NO_PROBLEMS, problemsOf } from '../../parts/problems'
import { useRoute } from '../../routing'
import { useMayWrite, useSession } from '../../session/session'
import { IDENTITY } from '../../texts/identity'
import { useApps, usePermissionNames } from './data'
import { Inside } from './inside'
import { PermissionField } from './permission-field'

const TEXTS = IDENTITY.token

const useOwnStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '40rem' },
  token: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  text: {
    flexGrow: 1,
    minWidth: 0,
    maxHeight: '6rem',
    overflowY: 'auto',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

export function TokenPage() {
  const styles = useStyles()
  const own = useOwnStyles()
  const mayWrite = useMayWrite()
  const [issued, setIssued] = useState<string>()
  const [pasted, setPasted] = useState('')
  return (
    <div className={styles.sections}>
      {mayWrite ? (
        <Issue onToken={setIssued} />
      ) : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{TEXTS.notForReaders}</MessageBarBody>
        </MessageBar>
      )}
      {issued !== undefined && (
        <Section level="h2" title={TEXTS.issued} text={TEXTS.issuedText}>
          <div className={own.token}>
            <code className={own.text} tabIndex={0} role="region" aria-label={TEXTS.text}>
              {issued}
            </code>
            <CopyButton text={issued} label={TEXTS.copy} />
          </div>
          <Inside text={issued} />
        </Section>
      )}
      {issued === undefined && (
        <Section level="h2" title={TEXTS.paste} text={TEXTS.pasteText}>
          <Textarea
            aria-label={TEXTS.paste}
            rows={4}
            value={pasted}
            spellCheck={false}
            onChange={(_, { value }) => setPasted(value)}
          />
          {pasted.trim() !== '' && <Inside text={pasted} />}
        </Section>
      )}
    </div>
  )
}

/** What a token is for; an administrator of the tenant needs no consent and no secret. */
function Issue({ onToken }: { readonly onToken: (token: string | undefined) => void }) {
  const own = useOwnStyles()
  const session = useSession()
  const { query } = useRoute()
  const { data: apps } = useApps()
  const names = usePermissionNames()
  const [app, setApp] = useState(query.get('app') ?? '')
  const [user, setUser] = useState(query.get('user') ?? '')
  const [scope, setScope] = useState('')
  const forUser = user.trim() !== ''
  const issuing = useMutation({
    mutationFn: () =>
      session.control<{ accessToken: string }>('/tokens', {
        method: 'POST',
        body: {
          ...(app === '' ? {} : { app }),
          ...(forUser ? { user: user.trim(), ...(scope.trim() === '' ? {} : { scope: scope.trim() }) } : {}),
        },
      }),
    onMutate: () => onToken(undefined),
    onSuccess: ({ accessToken }) => onToken(accessToken),
  })
  const { error, isPending } = issuing
  const { fields, form } = error === null ? NO_PROBLEMS : problemsOf(error, ['app', 'user', 'scope'], fieldOf)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!isPending) issuing.mutate()
  }
  return (
    <Section level="h2" title={TEXTS.get} text={TEXTS.getText}>
      <form className={own.form} onSubmit={send} noValidate>
        {form !== undefined && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{form}</MessageBarBody>
          </MessageBar>
        )}
        <Field label={TEXTS.app} validationMessage={fields['app']}>
          <Select value={app} onChange={(_, { value }) => setApp(value)}>
            <option value="">{forUser ? TEXTS.noApp : TEXTS.chooseApp}</option>
            {(apps?.value ?? []).map(({ appId, displayName }) => (
              <option key={appId} value={appId}>
                {displayName}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={TEXTS.user} hint={TEXTS.userHint} validationMessage={fields['user']}>
          <Input value={user} autoComplete="off" onChange={(_, { value }) => setUser(value)} />
        </Field>
        {forUser && (
          <PermissionField
            label={TEXTS.scope}
            hint={TEXTS.scopeHint}
            value={scope}
            problem={fields['scope']}
            names={[...names.delegated.keys()]}
            onChange={setScope}
          />
        )}
        <div>
          <Button type="submit" appearance="primary" disabledFocusable={isPending}>
            {TEXTS.get}
          </Button>
        </div>
      </form>
    </Section>
  )
}

/** The field that a refusal is about. */
function fieldOf(message: string): string | undefined {
  if (/^(there is no user|the user )/.test(message)) return 'user'
  if (/^(there is no app|the app )|app, user, or both/.test(message)) return 'app'
  return /scope|permission/.test(message) ? 'scope' : undefined
}
