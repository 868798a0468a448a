import { makeStyles, Title2, tokens } from '@fluentui/react-components'
import { PartLinks } from '../../parts/part-links'
import { addressOf } from '../../routing'
import { REQUESTS } from '../../texts/requests'
import type { ViewProps } from '../areas'
import { Hints } from './hints'
import { Journal } from './journal'
import { Privilege } from './privilege'

const useStyles = makeStyles({
  page: {
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
    boxSizing: 'border-box',
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalM },
  },
})

const PARTS = [
  { name: '', href: addressOf(['requests']), title: REQUESTS.list },
  { name: 'least-privilege', href: addressOf(['requests', 'least-privilege']), title: REQUESTS.privilege },
  { name: 'hints', href: addressOf(['requests', 'hints']), title: REQUESTS.hints },
]

export default function Requests({ rest }: ViewProps) {
  const styles = useStyles()
  const [part = ''] = rest
  const id = /^\d+$/.test(part) ? Number(part) : undefined
  const here = id === undefined ? part : ''
  return (
    <div className={styles.page}>
      <Title2 as="h1">{REQUESTS.title}</Title2>
      <PartLinks label={REQUESTS.parts} parts={PARTS} here={here} />
      {here === 'least-privilege' ? <Privilege /> : here === 'hints' ? <Hints /> : <Journal id={id} />}
    </div>
  )
}
