import { Field, Input, Select } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { useSession } from '../../session/session'
import { DEVICES } from '../../texts/devices'
import { useRefresh } from './data'
import type { Life } from './data'

const TEXTS = DEVICES.settings

export function LifeDialog({ life, onClose }: { readonly life: Life; readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const [preset, setPreset] = useState<string>(life.preset)
  const [checkIns, setCheckIns] = useState<string>(life.checkIns)
  const [fleet, setFleet] = useState<string>(life.fleet)
  const [seed, setSeed] = useState(String(life.seed))
  const send = async (): Promise<void> => {
    // A preset takes back single delays, so only another one is sent.
    const changed = {
      ...(preset !== life.preset && { preset }),
      ...(checkIns !== life.checkIns && { checkIns }),
      ...(fleet !== life.fleet && { fleet }),
      ...(seed.trim() !== String(life.seed) && { seed: /^\d+$/.test(seed.trim()) ? Number(seed) : seed }),
    }
    await session.control('/life', { method: 'PATCH', body: changed })
    await refresh()
  }
  return (
    <FormDialog
      title={TEXTS.changeTitle}
      action={TEXTS.save}
      names={['preset', 'checkIns', 'fleet', 'seed']}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <Choice
            label={TEXTS.preset}
            hint={TEXTS.presetHint}
            words={TEXTS.presets}
            value={preset}
            problem={problemOf('preset')}
            onChange={setPreset}
          />
          <Choice
            label={TEXTS.checkIns}
            words={TEXTS.checkInsOf}
            value={checkIns}
            problem={problemOf('checkIns')}
            onChange={setCheckIns}
          />
          <Choice
            label={TEXTS.fleet}
            words={TEXTS.fleets}
            value={fleet}
            problem={problemOf('fleet')}
            onChange={setFleet}
          />
          <Field label={TEXTS.seed} hint={TEXTS.seedHint} validationMessage={problemOf('seed')}>
            <Input value={seed} inputMode="numeric" onChange={(_, { value }) => setSeed(value)} />
          </Field>
        </>
      )}
    </FormDialog>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly hint?: string
  readonly words: Readonly<Record<string, string>>
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
}

/** The name of a choice, and what stands behind it: an option has no room for both on a phone. */
function partsOf(text = ''): readonly string[] {
  const [name = '', described = ''] = text.split(': ')
  return [name, described.charAt(0).toUpperCase() + described.slice(1)]
}

function Choice({ label, hint, words, value, problem, onChange }: ChoiceProps) {
  const [, described] = partsOf(words[value])
  return (
    <Field label={label} hint={[described, hint].filter(Boolean).join('. ')} validationMessage={problem}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        {Object.entries(words).map(([name, text]) => (
          <option key={name} value={name}>
            {partsOf(text)[0]}
          </option>
        ))}
      </Select>
    </Field>
  )
}
