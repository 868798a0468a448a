import { makeStyles, Title2, tokens } from '@fluentui/react-components'
import { PartLinks } from '../../parts/part-links'
import { addressOf } from '../../routing'
import { TEXTS } from '../../texts'
import { DEVICES } from '../../texts/devices'
import type { ViewProps } from '../areas'
import { DevicePage } from './device'
import { LifePage } from './life'
import { DeviceList } from './list'

const useStyles = makeStyles({
  page: {
    padding: tokens.spacingHorizontalXXL,
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    maxWidth: '72rem',
    minWidth: 0,
    minHeight: '100%',
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
})

const LIFE = 'life'

export default function Devices({ rest: [part] }: ViewProps) {
  const styles = useStyles()
  return (
    <div className={styles.page}>
      <Title2 as="h1">{TEXTS.devices.title}</Title2>
      <PartLinks
        label={DEVICES.parts}
        here={part === LIFE ? LIFE : ''}
        parts={[
          { name: '', href: addressOf(['devices']), title: DEVICES.list },
          { name: LIFE, href: addressOf(['devices', LIFE]), title: DEVICES.life },
        ]}
      />
      {part === undefined ? <DeviceList /> : part === LIFE ? <LifePage /> : <DevicePage key={part} id={part} />}
    </div>
  )
}
