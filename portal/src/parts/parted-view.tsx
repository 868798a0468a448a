/** A view of several parts: its title, links to the parts, and the one that is shown. */
import { makeStyles, mergeClasses, Title2, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { Empty } from '../shell/states'
import { TEXTS } from '../texts'
import { PartLinks } from './part-links'
import type { PartLinksProps } from './part-links'

const useStyles = makeStyles({
  page: {
    padding: tokens.spacingHorizontalXXL,
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    minWidth: 0,
    minHeight: '100%',
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  text: { maxWidth: '72rem' },
  /** Of the height of the window: what does not fit scrolls inside. */
  filling: { height: '100%' },
})

interface PartedViewProps extends PartLinksProps {
  readonly title: string
  readonly fit?: 'text' | 'filling'
  readonly children: ReactNode
}

export function PartedView({ title, fit = 'text', children, ...links }: PartedViewProps) {
  const styles = useStyles()
  const isKnown = links.parts.some(({ name }) => name === links.here)
  return (
    <div className={mergeClasses(styles.page, styles[fit])}>
      <Title2 as="h1">{title}</Title2>
      <PartLinks {...links} />
      {isKnown ? children : <Empty text={TEXTS.notFound.text} />}
    </div>
  )
}
