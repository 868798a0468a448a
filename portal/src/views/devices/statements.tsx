import { Button } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { useMayWrite, useSession } from '../../session/session'
import { Failed } from '../../shell/states'
import { DEVICES } from '../../texts/devices'
import { devicePath, useRefresh } from './data'
import type { DescribedDevice, Statement } from './data'
import { codeText, nameOf, PolicyLink, StateBadge } from './parts'

interface StatementsProps {
  readonly device: DescribedDevice
  readonly onState: () => void
}

/** What the device would satisfy or refuse, as far as that has been stated. */
export function Statements({ device, onState }: StatementsProps) {
  const styles = useStyles()
  const session = useSession()
  const refresh = useRefresh()
  const mayWrite = useMayWrite()
  const { id, statements, policies } = device
  const takeBack = useMutation({
    mutationFn: ({ policy, setting }: Statement) =>
      session.control(devicePath(id, 'truth'), { method: 'PATCH', body: { policy, setting } }),
    onSuccess: refresh,
  })
  const columns: Column<Statement>[] = [
    {
      title: DEVICES.about,
      of: ({ policy, setting }) =>
        policy === undefined ? (
          <span className={styles.mono}>{setting}</span>
        ) : (
          <PolicyLink id={policy} policies={policies} />
        ),
    },
    {
      title: DEVICES.outcome,
      of: ({ outcome, code }) => (
        <span className={styles.bar}>
          <StateBadge state={outcome} />
          {code !== undefined && <span className={styles.quiet}>{codeText(code)}</span>}
        </span>
      ),
    },
    {
      title: DEVICES.rowActions,
      action: true,
      of: (statement) =>
        mayWrite && (
          <Button
            size="small"
            appearance="subtle"
            aria-label={DEVICES.takeBackOf(statement.setting ?? nameOf(statement.policy ?? '', policies))}
            disabledFocusable={takeBack.isPending}
            onClick={() => takeBack.mutate(statement)}
          >
            {DEVICES.takeBack}
          </Button>
        ),
    },
  ]
  return (
    <Section
      title={DEVICES.statements}
      text={DEVICES.statementsText}
      actions={<Button onClick={onState}>{DEVICES.actions.state}</Button>}
    >
      {takeBack.error !== null && <Failed error={takeBack.error} title={DEVICES.didNot} />}
      {statements.length === 0 ? (
        <Nothing text={DEVICES.statementsEmpty} />
      ) : (
        <Rows
          label={DEVICES.statements}
          columns={columns}
          rows={statements}
          keyOf={({ policy, setting }) => policy ?? `setting ${setting ?? ''}`}
        />
      )}
    </Section>
  )
}
