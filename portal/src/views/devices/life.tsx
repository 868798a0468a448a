/** How the tenant lives: its switch, its delays, what is going to happen, and what was sent. */
import { Button, Title3 } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ownOf } from '../../model/own'
import { FormDialog } from '../../parts/form-dialog'
import { ReadOnly } from '../../parts/read-only'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Facts, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { timeText } from '../../parts/time'
import { useMayWrite, useSession } from '../../session/session'
import { useClock } from '../../shell/clock'
import { Failed, Waiting } from '../../shell/states'
import { DEVICES } from '../../texts/devices'
import { useDevices, useLife, useRefresh } from './data'
import type { Life } from './data'
import { DelayDialog } from './delay-dialog'
import { LifeDialog } from './life-dialog'
import { nextText } from './list'
import { Outbox } from './outbox'
import { StateBadge } from './parts'
import { QueueSection } from './queue'

const TEXTS = DEVICES.settings

export function LifePage() {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  const { data: life, error, refetch } = useLife()
  const { data: listed } = useDevices()
  const devices = useMemo(() => new Map((listed?.value ?? []).map((device) => [device.id, device])), [listed])
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (life === undefined) return <Waiting />
  return (
    <div className={styles.sections}>
      <div className={styles.part}>
        <Head life={life} />
        {!mayWrite && <ReadOnly />}
        <Settings life={life} />
      </div>
      <QueueSection devices={devices} />
      <Outbox devices={devices} />
      <Delays life={life} />
    </div>
  )
}

function Head({ life }: { readonly life: Life }) {
  const styles = useStyles()
  const session = useSession()
  const refresh = useRefresh()
  const mayWrite = useMayWrite()
  const [dialog, setDialog] = useState<'off' | 'change'>()
  const turn = async (on: boolean): Promise<void> => {
    await session.control('/life', { method: 'PATCH', body: { on } })
    await refresh()
  }
  const on = useMutation({ mutationFn: () => turn(true) })
  return (
    <>
      <div className={styles.bar}>
        <Title3 as="h2">{life.on ? TEXTS.lives : TEXTS.livesNot}</Title3>
        <StateBadge state={life.on ? 'success' : 'other'} text={TEXTS.decided[life.of]} />
        <span className={styles.space} />
        {mayWrite && (
          <>
            <Button onClick={() => setDialog('change')}>{TEXTS.change}</Button>
            {life.on ? (
              <Button onClick={() => setDialog('off')}>{TEXTS.switchOff}</Button>
            ) : (
              <Button appearance="primary" disabledFocusable={on.isPending} onClick={() => on.mutate()}>
                {TEXTS.switchOn}
              </Button>
            )}
          </>
        )}
      </div>
      {on.error !== null && <Failed error={on.error} title={DEVICES.didNot} />}
      {dialog === 'off' && (
        <FormDialog
          title={TEXTS.offTitle}
          action={TEXTS.switchOff}
          danger
          onSend={() => turn(false)}
          onClose={() => setDialog(undefined)}
        >
          {TEXTS.offText}
        </FormDialog>
      )}
      {dialog === 'change' && <LifeDialog life={life} onClose={() => setDialog(undefined)} />}
    </>
  )
}

function Settings({ life }: { readonly life: Life }) {
  const { now } = useClock()
  const { preset, checkIns, fleet, seed, nextEvent } = life
  const next = nextEvent === undefined ? TEXTS.nothing : `${timeText(nextEvent)} (${nextText(nextEvent, now)})`
  return (
    <Facts
      facts={[
        [TEXTS.preset, TEXTS.presets[preset]],
        [TEXTS.checkIns, TEXTS.checkInsOf[checkIns]],
        [TEXTS.fleet, TEXTS.fleets[fleet]],
        [TEXTS.seed, seed],
        [TEXTS.next, next],
      ]}
    />
  )
}

function Delays({ life }: { readonly life: Life }) {
  const mayWrite = useMayWrite()
  const [changing, setChanging] = useState<string>()
  const wordsOf = (name: string): string => {
    const words = ownOf(TEXTS.names, name)
    return words === undefined ? name : `${words} (${name})`
  }
  const columns: Column<readonly [string, string]>[] = [
    { title: TEXTS.delay, of: ([name]) => wordsOf(name) },
    { title: TEXTS.lasts, of: ([, lasts]) => (lasts === 'PT0S' ? TEXTS.noDelay : lasts) },
  ]
  if (mayWrite)
    columns.push({
      title: DEVICES.rowActions,
      action: true,
      of: ([name]) => (
        <Button size="small" appearance="subtle" aria-label={TEXTS.changeDelay(name)} onClick={() => setChanging(name)}>
          {TEXTS.change}
        </Button>
      ),
    })
  return (
    <Section title={TEXTS.delays} text={TEXTS.delaysText}>
      <Rows label={TEXTS.delays} columns={columns} rows={Object.entries(life.delays)} keyOf={([name]) => name} />
      {changing !== undefined && (
        <DelayDialog
          name={changing}
          title={wordsOf(changing)}
          lasts={life.delays[changing] ?? ''}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Section>
  )
}
