import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  Title2,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { startSignIn } from '../session/sign-in'
import type { Settings } from '../settings'
import { TEXTS } from '../texts'

export type Problem = { readonly kind: 'failed'; readonly text: string } | { readonly kind: 'ended' | 'link used' }

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground2,
    boxSizing: 'border-box',
  },
  card: {
    width: '100%',
    maxWidth: '26rem',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow8,
  },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  small: { color: tokens.colorNeutralForeground2 },
})

interface WelcomeProps {
  readonly settings?: Settings
  readonly tenant?: string | undefined
  readonly problem?: Problem | undefined
}

export function Welcome({ settings, tenant: last, problem }: WelcomeProps) {
  const styles = useStyles()
  const [tenant, setTenant] = useState(last ?? settings?.tenant ?? '')
  const [busy, setBusy] = useState(false)
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Title2 as="h1">{TEXTS.welcome.title}</Title2>
        {problem !== undefined && <ProblemBar problem={problem} />}
        <Text>{TEXTS.welcome.text}</Text>
        {settings !== undefined && (
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              setBusy(true)
              startSignIn(settings, { tenant: tenant.trim() })
            }}
          >
            <Field label={TEXTS.welcome.tenant} required>
              <Input
                value={tenant}
                autoComplete="off"
                spellCheck={false}
                onChange={(_, data) => setTenant(data.value)}
              />
            </Field>
            <Button appearance="primary" type="submit" disabledFocusable={busy || tenant.trim() === ''}>
              {busy ? TEXTS.welcome.signingIn : TEXTS.welcome.signIn}
            </Button>
          </form>
        )}
        <Text size={200} className={styles.small}>
          {TEXTS.welcome.noUsers}
        </Text>
      </div>
    </main>
  )
}

function ProblemBar({ problem }: { readonly problem: Problem }) {
  const text =
    problem.kind === 'failed' ? problem.text : problem.kind === 'ended' ? TEXTS.welcome.ended : TEXTS.welcome.linkUsed
  return (
    <MessageBar intent={problem.kind === 'failed' ? 'error' : 'info'} layout="multiline">
      <MessageBarBody>
        {problem.kind === 'failed' && <MessageBarTitle>{TEXTS.welcome.failed}</MessageBarTitle>} {text}
      </MessageBarBody>
    </MessageBar>
  )
}
