/** Why the device gets a policy or app, or does not, in the words of the server. The question is in the address. */
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { addressOf, navigate, useRoute } from '../../routing'
import { useSession } from '../../session/session'
import { Link } from '../../shell/link'
import { Failed, Waiting } from '../../shell/states'
import { DEVICES } from '../../texts/devices'
import { explorerAddress } from './data'
import type { NamedPolicy } from './data'
import { nameOf, StateBadge } from './parts'

const useOwnStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
  field: { flexGrow: 1, minWidth: '12rem', maxWidth: '28rem' },
  text: {
    margin: 0,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase400,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
})

interface Explained {
  readonly answer: keyof typeof DEVICES.why.answers
  readonly policy: { readonly id: string; readonly name: string }
  readonly set: string
  readonly text: string
}

interface WhyProps {
  readonly device: string
  /** Policies that are known by name. */
  readonly policies: readonly NamedPolicy[]
}

export function Why({ device, policies }: WhyProps) {
  const styles = useOwnStyles()
  const asked = useRoute().query.get('why') ?? ''
  const name = nameOf(asked, policies)
  const [about, setAbout] = useState(name)
  const place = useRef<HTMLDivElement>(null)
  const shown = useRef('')
  useEffect(() => {
    setAbout(name)
    if (asked !== '' && asked !== shown.current) place.current?.scrollIntoView({ block: 'nearest' })
    shown.current = asked
  }, [asked, name])
  const ask = (event: FormEvent): void => {
    event.preventDefault()
    const typed = about.trim()
    if (typed !== '' && typed !== name) navigate(addressOf(['devices', device], { why: typed }))
  }
  return (
    <div ref={place}>
      <Section title={DEVICES.why.title} text={DEVICES.why.text}>
        <form className={styles.form} onSubmit={ask}>
          <Field className={styles.field} label={DEVICES.policy}>
            <Input
              value={about}
              placeholder={DEVICES.policyHint}
              autoComplete="off"
              spellCheck={false}
              onChange={(_, { value }) => setAbout(value)}
            />
          </Field>
          <Button type="submit">{DEVICES.why.ask}</Button>
        </form>
        <div aria-live="polite">{asked !== '' && <Answer device={device} policy={asked} />}</div>
      </Section>
    </div>
  )
}

function Answer({ device, policy }: { readonly device: string; readonly policy: string }) {
  const common = useStyles()
  const styles = useOwnStyles()
  const session = useSession()
  const path = `/why?${new URLSearchParams({ device, policy }).toString()}`
  const { data, error } = useQuery({
    queryKey: ['devices', path],
    queryFn: ({ signal }) => session.control<Explained>(path, { signal }),
    retry: false,
  })
  if (error !== null) return <Failed error={error} title={DEVICES.why.none} />
  if (data === undefined) return <Waiting />
  return (
    <div className={common.part}>
      <div className={common.bar}>
        <StateBadge state={data.answer === 'applies' ? 'success' : 'other'} text={DEVICES.why.answers[data.answer]} />
        <Link className={common.link} href={explorerAddress(data.set, data.policy.id)}>
          {DEVICES.why.open}
        </Link>
      </div>
      <pre className={styles.text}>{data.text}</pre>
    </div>
  )
}
