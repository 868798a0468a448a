/** What the page of one thing is made of: sections with a title, and facts by name. */
import { makeStyles, tokens } from '@fluentui/react-components'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { useMayWrite } from '../session/session'
import { useStyles } from './styles'

const useOwnStyles = makeStyles({
  heading: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, auto) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  fact: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
})

interface SectionProps {
  readonly title: string
  readonly level?: 'h2' | 'h3'
  readonly text?: string
  /** Offered to those who may change something. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, level: Heading = 'h3', text, actions, children }: SectionProps) {
  const styles = useStyles()
  const own = useOwnStyles()
  const mayWrite = useMayWrite()
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.bar}>
        <Heading className={own.heading}>{title}</Heading>
        <span className={styles.space} />
        {mayWrite && actions}
      </div>
      {text !== undefined && <span className={styles.quiet}>{text}</span>}
      {children}
    </section>
  )
}

export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  const styles = useOwnStyles()
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={styles.fact}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

export function Nothing({ text }: { readonly text: string }) {
  const styles = useStyles()
  return <span className={styles.quiet}>{text}</span>
}
