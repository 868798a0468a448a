/** What the pages of this view are made of. */
import { Badge, Button, Title3 } from '@fluentui/react-components'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { useStyles } from '../../parts/styles'
import { addressOf, navigate } from '../../routing'
import { useMayWrite } from '../../session/session'
import { Link } from '../../shell/link'
import { IDENTITY } from '../../texts/identity'
import { useRefresh } from './data'

export function SubjectLink({
  segments,
  children,
}: {
  readonly segments: readonly string[]
  readonly children: string
}) {
  const styles = useStyles()
  return (
    <Link className={styles.link} href={addressOf(['identity', ...segments])}>
      {children}
    </Link>
  )
}

interface HeadProps {
  readonly back: { readonly segment: string; readonly title: string }
  readonly title: string
  readonly badges?: ReactNode
  /** Offered to those who may change something. */
  readonly actions?: ReactNode
}

/** Name of what a page is about, the way back, and what can be done with it. */
export function Head({ back, title, badges, actions }: HeadProps) {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  return (
    <div className={styles.part}>
      <nav aria-label={IDENTITY.back}>
        <SubjectLink segments={[back.segment]}>{`← ${back.title}`}</SubjectLink>
      </nav>
      <div className={styles.bar}>
        <Title3 as="h2" className={styles.wrap}>
          {title}
        </Title3>
        {badges}
        <span className={styles.space} />
        {mayWrite && actions}
      </div>
    </div>
  )
}

export function State({ enabled }: { readonly enabled: boolean }) {
  const styles = useStyles()
  return (
    <Badge className={styles.badge} appearance="tint" color={enabled ? 'success' : 'severe'}>
      {enabled ? IDENTITY.enabled : IDENTITY.disabled}
    </Badge>
  )
}

/** Something that is asked about before it is done; nothing where the user may change nothing. */
export function Confirmed(props: {
  readonly label: string
  readonly title: string
  readonly text: string
  readonly action: string
  readonly small?: boolean
  readonly run: () => Promise<unknown>
}) {
  const { label, title, text, action, small = false, run } = props
  const [open, setOpen] = useState(false)
  if (!useMayWrite()) return null
  return (
    <>
      <Button
        size={small ? 'small' : 'medium'}
        appearance={small ? 'subtle' : 'secondary'}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        {action}
      </Button>
      {open && (
        <FormDialog title={title} action={action} danger onSend={run} onClose={() => setOpen(false)}>
          {text}
        </FormDialog>
      )}
    </>
  )
}

interface RemoveSubjectProps {
  /** Of the list that it is in. */
  readonly segment: string
  readonly name: string
  readonly texts: {
    readonly remove: (name: string) => string
    readonly removeTitle: (name: string) => string
    readonly removeText: string
  }
  readonly send: () => Promise<unknown>
}

/** Removes what a page is about, and goes back to the list of its kind. */
export function RemoveSubject({ segment, name, texts, send }: RemoveSubjectProps) {
  const refresh = useRefresh()
  const run = async (): Promise<false> => {
    await send()
    navigate(addressOf(['identity', segment]))
    await refresh()
    return false
  }
  return (
    <Confirmed
      label={texts.remove(name)}
      title={texts.removeTitle(name)}
      text={texts.removeText}
      action={IDENTITY.remove}
      run={run}
    />
  )
}
