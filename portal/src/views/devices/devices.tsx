import { PartedView } from '../../parts/parted-view'
import { addressOf } from '../../routing'
import { TEXTS } from '../../texts'
import { DEVICES } from '../../texts/devices'
import type { ViewProps } from '../areas'
import { DevicePage } from './device'
import { LifePage } from './life'
import { DeviceList } from './list'

const LIFE = 'life'

export default function Devices({ rest: [part] }: ViewProps) {
  return (
    <PartedView
      title={TEXTS.devices.title}
      label={DEVICES.parts}
      here={part === LIFE ? LIFE : ''}
      parts={[
        { name: '', href: addressOf(['devices']), title: DEVICES.list },
        { name: LIFE, href: addressOf(['devices', LIFE]), title: DEVICES.life },
      ]}
    >
      {part === undefined ? <DeviceList /> : part === LIFE ? <LifePage /> : <DevicePage key={part} id={part} />}
    </PartedView>
  )
}
