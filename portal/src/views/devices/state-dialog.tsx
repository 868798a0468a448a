/** States what a device makes of a policy, an app, a script or one setting. */
import { Field, Input, Select } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { useSession } from '../../session/session'
import { DEVICES } from '../../texts/devices'
import { devicePath, useRefresh } from './data'
import type { DescribedDevice } from './data'
import { nameOf, stateText } from './parts'

/** What is stated about, if that is chosen already. */
export interface Subject {
  readonly policy?: string
  readonly set?: string | undefined
}

const OF_SETTINGS = ['error', 'nonCompliant', 'conflict', 'remediated', 'notApplicable', 'compliant']
const OF_APPS = ['failed', 'uninstallFailed', 'notApplicable', 'installed']
const OF_SCRIPTS = ['fail', 'scriptError', 'notApplicable', 'success']
const OF_REMEDIATIONS = [
  'remediated',
  'remediationFailed',
  'scriptError',
  'remediationError',
  'notApplicable',
  'noIssue',
]

/** The words for what is in a set; all of them where the set is not known: the server knows which may be meant. */
function outcomesOf(set: string | undefined): readonly string[] {
  if (set === undefined) return [...new Set([...OF_SETTINGS, ...OF_APPS, ...OF_SCRIPTS, ...OF_REMEDIATIONS])]
  if (set.endsWith('/mobileApps')) return OF_APPS
  if (set.endsWith('/deviceHealthScripts')) return OF_REMEDIATIONS
  return set.endsWith('Scripts') ? OF_SCRIPTS : OF_SETTINGS
}

interface StateDialogProps {
  readonly device: DescribedDevice
  readonly subject: Subject
  readonly onClose: () => void
}

export function StateDialog({ device, subject, onClose }: StateDialogProps) {
  const session = useSession()
  const refresh = useRefresh()
  const isFixed = subject.policy !== undefined
  const [kind, setKind] = useState<'policy' | 'setting'>('policy')
  const [about, setAbout] = useState('')
  const outcomes = kind === 'setting' ? OF_SETTINGS : outcomesOf(subject.set)
  const [chosen, setOutcome] = useState('')
  const outcome = outcomes.includes(chosen) ? chosen : (outcomes[0] ?? '')
  const [code, setCode] = useState('')
  const send = async (): Promise<void> => {
    const number = code.trim()
    await session.control(devicePath(device.id, 'truth'), {
      method: 'PATCH',
      body: {
        [kind]: subject.policy ?? about.trim(),
        outcome,
        ...(number !== '' && { code: Number.isInteger(Number(number)) ? Number(number) : number }),
      },
    })
    await refresh()
  }
  return (
    <FormDialog
      title={DEVICES.stateTitle(isFixed ? nameOf(subject.policy, device.policies) : device.name)}
      action={DEVICES.stateAction}
      names={['policy', 'setting', 'outcome', 'code']}
      placeOf={(message) =>
        message.startsWith('the outcome') ? 'outcome' : /policy or app|of '/.test(message) ? kind : undefined
      }
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          {DEVICES.statementsText}
          {!isFixed && (
            <>
              <Field label={DEVICES.about}>
                <Select value={kind} onChange={(_, { value }) => setKind(value === 'setting' ? value : 'policy')}>
                  <option value="policy">{DEVICES.kinds.policy}</option>
                  <option value="setting">{DEVICES.kinds.setting}</option>
                </Select>
              </Field>
              <Field
                label={kind === 'policy' ? DEVICES.policy : DEVICES.setting}
                hint={kind === 'policy' ? DEVICES.policyHint : DEVICES.settingHint}
                required
                validationMessage={problemOf(kind)}
              >
                <Input
                  value={about}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(_, { value }) => setAbout(value)}
                />
              </Field>
            </>
          )}
          <Field label={DEVICES.outcome} validationMessage={problemOf('outcome')}>
            <Select value={outcome} onChange={(_, { value }) => setOutcome(value)}>
              {outcomes.map((each) => (
                <option key={each} value={each}>
                  {stateText(each)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={DEVICES.code} hint={DEVICES.codeHint} validationMessage={problemOf('code')}>
            <Input value={code} autoComplete="off" inputMode="numeric" onChange={(_, { value }) => setCode(value)} />
          </Field>
        </>
      )}
    </FormDialog>
  )
}
