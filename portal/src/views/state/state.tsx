/** The state of the tenant: kept, compared, brought back, brought in, and the clock that it goes by. */
import { PartedView } from '../../parts/parted-view'
import { addressOf } from '../../routing'
import { TEXTS } from '../../texts'
import type { ViewProps } from '../areas'
import { ClockView } from './clock'
import { Compare } from './compare'
import { Fill } from './fill'
import { Snapshots } from './snapshots'
import { Transfer } from './transfer'

const PARTS = { snapshots: Snapshots, compare: Compare, transfer: Transfer, clock: ClockView, fill: Fill } as const

type Part = keyof typeof PARTS

const isPart = (name: string): name is Part => Object.hasOwn(PARTS, name)

export default function State({ rest: [part = 'snapshots'] }: ViewProps) {
  const View = isPart(part) ? PARTS[part] : undefined
  return (
    <PartedView
      title={TEXTS.state.title}
      label={TEXTS.state.tabs}
      here={part}
      parts={(Object.keys(PARTS) as Part[]).map((name) => ({
        name,
        href: addressOf(['state', name]),
        title: TEXTS.state[name],
      }))}
    >
      {View !== undefined && <View />}
    </PartedView>
  )
}
