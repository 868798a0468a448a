/** What happened to a device, in words, the newest first. */
import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { ownOf } from '../../model/own'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { timeText } from '../../parts/time'
import { addressOf, navigate } from '../../routing'
import { Failed, Waiting } from '../../shell/states'
import { DEVICES } from '../../texts/devices'
import { devicePath, useControl } from './data'
import type { Note, Notes } from './data'
import { codeText, nameOf, stateText } from './parts'
import { outboxText } from './outbox'

const TEXTS = DEVICES.timeline
const FEW = 50
const ALL = 9999

export function Timeline({ device }: { readonly device: string }) {
  const [top, setTop] = useState(FEW)
  const { data, error, refetch } = useControl<Notes>(`${devicePath(device, 'timeline')}?top=${top}`)
  const notes = data?.value.toReversed() ?? []
  const policies = data?.policies ?? []
  const columns: Column<Note>[] = [
    { title: DEVICES.outbox.time, of: ({ at }) => timeText(at) },
    { title: DEVICES.outbox.what, of: (note) => noteText(note, nameOf(note.policy ?? '', policies)) },
    {
      title: DEVICES.rowActions,
      action: true,
      of: ({ policy }) =>
        policies.some(({ id }) => id === policy) && (
          <Button
            size="small"
            appearance="subtle"
            aria-label={DEVICES.whyOf(nameOf(policy ?? '', policies))}
            onClick={() => navigate(addressOf(['devices', device], { why: policy }))}
          >
            {DEVICES.whyShort}
          </Button>
        ),
    },
  ]
  return (
    <Section title={TEXTS.title}>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting />
      ) : notes.length === 0 ? (
        <Nothing text={TEXTS.empty} />
      ) : (
        <>
          <Rows
            label={TEXTS.title}
            columns={columns}
            rows={notes}
            keyOf={({ at, kind, policy = '' }) => `${at} ${kind} ${policy}`}
          />
          {notes.length === FEW && top === FEW && (
            <div>
              <Button size="small" onClick={() => setTop(ALL)}>
                {TEXTS.more}
              </Button>
            </div>
          )}
        </>
      )}
    </Section>
  )
}

function noteText(note: Note, policy: string): string {
  const { kind, facts } = note
  const { code, version } = facts
  const state = stateText(typeof facts['state'] === 'string' ? facts['state'] : String(facts['status']))
  const withCode = typeof code === 'number' ? TEXTS.code(codeText(code)) : ''
  switch (kind) {
    case 'policy':
      return TEXTS.of(state, policy) + withCode + (typeof version === 'number' ? TEXTS.version(version) : '')
    case 'app':
      return TEXTS.app(state, policy) + withCode
    case 'run':
      return TEXTS.run(state, policy) + withCode
    case 'outbox':
      return `${outboxText(note)}: ${policy}`
    default:
      return ownOf(TEXTS.kinds, kind) ?? kind
  }
}
