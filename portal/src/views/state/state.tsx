/** The state of the tenant: kept, compared, brought back, brought in, and the clock that it goes by. */
import { makeStyles, Tab, TabList, Title2, tokens } from '@fluentui/react-components'
import { addressOf, navigate } from '../../routing'
import { Empty } from '../../shell/states'
import { TEXTS } from '../../texts'
import type { ViewProps } from '../areas'
import { ClockView } from './clock'
import { Compare } from './compare'
import { Fill } from './fill'
import { Snapshots } from './snapshots'
import { Transfer } from './transfer'

const useStyles = makeStyles({
  page: {
    padding: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  tabs: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})`, flexWrap: 'wrap' },
})

const PARTS = { snapshots: Snapshots, compare: Compare, transfer: Transfer, clock: ClockView, fill: Fill } as const

type Part = keyof typeof PARTS

const isPart = (name: string): name is Part => Object.hasOwn(PARTS, name)

export default function State({ rest: [part = 'snapshots'] }: ViewProps) {
  const styles = useStyles()
  const View = isPart(part) ? PARTS[part] : undefined
  return (
    <div className={styles.page}>
      <Title2 as="h1">{TEXTS.state.title}</Title2>
      <TabList
        className={styles.tabs}
        aria-label={TEXTS.state.tabs}
        selectedValue={part}
        onTabSelect={(_, { value }) => navigate(addressOf(['state', value as Part]))}
      >
        {(Object.keys(PARTS) as Part[]).map((each) => (
          <Tab key={each} value={each} id={`state-${each}`}>
            {TEXTS.state[each]}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-labelledby={isPart(part) ? `state-${part}` : undefined} aria-label={TEXTS.state.title}>
        {View === undefined ? <Empty text={TEXTS.notFound.text} /> : <View />}
      </div>
    </div>
  )
}
