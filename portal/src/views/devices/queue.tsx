import { ownOf } from '../../model/own'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { timeText } from '../../parts/time'
import { useClock } from '../../shell/clock'
import { Failed, Waiting } from '../../shell/states'
import { DEVICES } from '../../texts/devices'
import { useControl } from './data'
import type { Device, Queue } from './data'
import { nextText } from './list'
import { DeviceLink, PolicyLink } from './parts'

const TEXTS = DEVICES.queue
const SHOWN = 50

type Event = Queue['value'][number]

/** The events that are next. */
export function QueueSection({ devices }: { readonly devices: ReadonlyMap<string, Device> }) {
  const styles = useStyles()
  const { now } = useClock()
  const { data, error, refetch } = useControl<Queue>(`/life/queue?top=${SHOWN}`)
  const policies = data?.policies ?? []
  const columns: Column<Event>[] = [
    {
      title: TEXTS.time,
      of: ({ at }) => (
        <>
          {timeText(at)} <span className={styles.quiet}>{nextText(at, now)}</span>
        </>
      ),
    },
    {
      title: TEXTS.what,
      of: ({ kind, cause }) =>
        (ownOf(TEXTS.kinds, kind) ?? kind) +
        (cause === undefined ? '' : ` ${ownOf(TEXTS.causes, cause) ?? `(${cause})`}`),
    },
    {
      title: DEVICES.device,
      of: ({ device }) => device !== undefined && <DeviceLink id={device} name={devices.get(device)?.name ?? device} />,
    },
    {
      title: DEVICES.policy,
      wide: true,
      of: ({ policy }) => policy !== undefined && <PolicyLink id={policy} policies={policies} />,
    },
  ]
  return (
    <Section title={TEXTS.title} text={TEXTS.text(data?.value.length ?? 0)}>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting />
      ) : data.value.length === 0 ? (
        <Nothing text={TEXTS.empty} />
      ) : (
        <Rows
          label={TEXTS.title}
          columns={columns}
          rows={data.value}
          keyOf={({ at, kind, cause = '', device = '', policy = '' }) => [at, kind, cause, device, policy].join(' ')}
        />
      )}
    </Section>
  )
}
