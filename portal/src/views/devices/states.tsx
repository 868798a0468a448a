import { Button } from '@fluentui/react-components'
import { wordsOf } from '../../model/words'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { addressOf, navigate } from '../../routing'
import { useMayWrite } from '../../session/session'
import { DEVICES } from '../../texts/devices'
import type { DescribedDevice } from './data'
import { codeText, nameOf, PolicyLink, StateBadge } from './parts'
import type { Subject } from './state-dialog'

type State = DescribedDevice['states'][number]

interface StatesProps {
  readonly device: DescribedDevice
  readonly onState: (subject: Subject) => void
}

/** What the device reported of each policy, app and script. */
export function States({ device, onState }: StatesProps) {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  const { id, policies } = device
  const rows = device.states.toSorted((one, other) =>
    nameOf(one.policy, policies).localeCompare(nameOf(other.policy, policies), 'en'),
  )
  const stated = new Map(device.statements.map(({ policy, outcome }) => [policy, outcome]))
  const setOf = (policy: string): string | undefined => policies.find((each) => each.id === policy)?.set
  const columns: Column<State>[] = [
    { title: DEVICES.policy, of: ({ policy }) => <PolicyLink id={policy} policies={policies} /> },
    {
      title: DEVICES.kind,
      wide: true,
      words: true,
      of: ({ policy }) => wordsOf(setOf(policy)?.split('/').at(-1) ?? ''),
    },
    {
      title: DEVICES.state,
      of: ({ state, code }) => (
        <span className={styles.bar}>
          <StateBadge state={state} />
          {code !== undefined && <span className={styles.quiet}>{codeText(code)}</span>}
        </span>
      ),
    },
    {
      title: DEVICES.stated,
      wide: true,
      of: ({ policy }) => {
        const outcome = stated.get(policy)
        return outcome === undefined ? '–' : <StateBadge state={outcome} />
      },
    },
    {
      title: DEVICES.rowActions,
      action: true,
      of: ({ policy }) => (
        <>
          <Button
            size="small"
            appearance="subtle"
            aria-label={DEVICES.whyOf(nameOf(policy, policies))}
            onClick={() => navigate(addressOf(['devices', id], { why: policy }))}
          >
            {DEVICES.whyShort}
          </Button>
          {mayWrite && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={DEVICES.stateOf(nameOf(policy, policies))}
              onClick={() => onState({ policy, set: setOf(policy) })}
            >
              {DEVICES.stateShort}
            </Button>
          )}
        </>
      ),
    },
  ]
  return (
    <Section title={DEVICES.states} text={DEVICES.statesText}>
      {rows.length === 0 ? (
        <Nothing text={DEVICES.statesEmpty} />
      ) : (
        <Rows label={DEVICES.states} columns={columns} rows={rows} keyOf={({ policy }) => policy} />
      )}
    </Section>
  )
}
