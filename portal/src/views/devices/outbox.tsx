import { ownOf } from '../../model/own'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { timeText } from '../../parts/time'
import { addressOf } from '../../routing'
import { Link } from '../../shell/link'
import { Failed, Waiting } from '../../shell/states'
import { DEVICES } from '../../texts/devices'
import { useControl } from './data'
import type { Device, Note, Notes } from './data'
import { DeviceLink, PolicyLink } from './parts'

const TEXTS = DEVICES.outbox

export function outboxText({ facts: { type } }: Note): string {
  const name = String(type)
  return ownOf(TEXTS.types, name) ?? name
}

/** What the service sent and did by itself, the newest first. */
export function Outbox({ devices }: { readonly devices: ReadonlyMap<string, Device> }) {
  const styles = useStyles()
  const { data, error, refetch } = useControl<Notes>('/life/outbox?top=200')
  const policies = data?.policies ?? []
  const columns: Column<Note>[] = [
    { title: TEXTS.time, of: ({ at }) => timeText(at) },
    { title: TEXTS.what, of: outboxText },
    {
      title: DEVICES.device,
      of: ({ device }) => <DeviceLink id={device} name={devices.get(device)?.name ?? device} />,
    },
    {
      title: DEVICES.policy,
      wide: true,
      of: ({ policy }) => policy !== undefined && <PolicyLink id={policy} policies={policies} />,
    },
    {
      title: TEXTS.user,
      wide: true,
      of: ({ device, facts: { userId } }) =>
        typeof userId === 'string' && (
          <Link className={styles.link} href={addressOf(['identity', 'users', userId])}>
            {devices.get(device)?.user ?? userId}
          </Link>
        ),
    },
  ]
  return (
    <Section title={TEXTS.title} text={TEXTS.text}>
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
          rows={data.value.toReversed()}
          keyOf={({ at, device, policy = '' }) => `${at} ${device} ${policy}`}
        />
      )}
    </Section>
  )
}
