/** An empty tenant is filled by a seed; a full one is made empty, or what a seed or a snapshot is. */
import {
  Button,
  Checkbox,
  Dropdown,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Option,
  ProgressBar,
  Radio,
  RadioGroup,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { ReadOnly } from '../../parts/read-only'
import { useSnapshots } from '../../parts/snapshots'
import { useMayWrite, useSession } from '../../session/session'
import { Failed } from '../../shell/states'
import { TEXTS } from '../../texts'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '44rem' },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'stretch' },
  number: { maxWidth: '12rem' },
  dropdown: { maxWidth: '22rem', minWidth: 0 },
  warning: { color: tokens.colorNeutralForeground2, paddingLeft: '2rem' },
})

export function Fill() {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  return (
    <div className={styles.page}>
      {!mayWrite && <ReadOnly />}
      <section className={styles.part} aria-labelledby="state-seed">
        <Title3 as="h2" id="state-seed">
          {TEXTS.state.seedTitle}
        </Title3>
        <Text>{TEXTS.state.seedText}</Text>
        {mayWrite && <Seed />}
      </section>
      <section className={styles.part} aria-labelledby="state-reset">
        <Title3 as="h2" id="state-reset">
          {TEXTS.state.resetTitle}
        </Title3>
        <Text>{TEXTS.state.resetText}</Text>
        {mayWrite && <Reset />}
      </section>
    </div>
  )
}

type Size = keyof typeof TEXTS.state.sizes

function Seed() {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const [size, setSize] = useState<Size>('small')
  const [seed, setSeed] = useState('1')
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      session.control<{ outcome: 'seeded' | 'there'; rows?: number }>('/seed', {
        method: 'POST',
        body: { size, seed: Number(seed) },
      }),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <form
      className={styles.part}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) mutate()
      }}
    >
      <Field label={TEXTS.state.size}>
        <RadioGroup value={size} onChange={(_, { value }) => setSize(value as Size)}>
          {Object.entries(TEXTS.state.sizes).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={TEXTS.state.number} className={styles.number}>
        <Input type="number" min={0} value={seed} onChange={(_, { value }) => setSeed(value)} />
      </Field>
      {isPending && <ProgressBar aria-label={TEXTS.parts.working} />}
      {error !== null && <Failed error={error} title={TEXTS.state.notSeeded} />}
      <div aria-live="polite">
        {data !== undefined && (
          <MessageBar intent="success">
            <MessageBarBody>
              {data.outcome === 'there' ? TEXTS.state.seedThere : TEXTS.state.seeded(data.rows ?? 0)}
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={isPending || seed === ''}>
          {isPending ? TEXTS.parts.working : TEXTS.state.seedNow}
        </Button>
      </div>
    </form>
  )
}

type Target = keyof typeof TEXTS.state.resetTos

function Reset() {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const { data: snapshots = [] } = useSnapshots()
  const [to, setTo] = useState<Target>('empty')
  const [chosen, setChosen] = useState<string>()
  const [people, setPeople] = useState(false)
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState(false)
  const snapshot = snapshots.find(({ id }) => id === chosen) ?? snapshots[0]
  const run = async (): Promise<void> => {
    const body = { to, people, ...(to === 'snapshot' ? { snapshot: snapshot?.id } : {}) }
    await session.control('/reset', { method: 'POST', body })
    setDone(true)
    await queries.invalidateQueries()
  }
  return (
    <>
      <Field label={TEXTS.state.resetTo}>
        <RadioGroup value={to} onChange={(_, { value }) => setTo(value as Target)}>
          {Object.entries(TEXTS.state.resetTos).map(([value, label]) => (
            <Radio key={value} value={value} label={label} disabled={value === 'snapshot' && snapshots.length === 0} />
          ))}
        </RadioGroup>
      </Field>
      {to === 'snapshot' && snapshot !== undefined && (
        <Field label={TEXTS.state.snapshot}>
          <Dropdown
            className={styles.dropdown}
            value={snapshot.name}
            selectedOptions={[snapshot.id]}
            onOptionSelect={(_, { optionValue }) => setChosen(optionValue)}
          >
            {snapshots.map(({ id, name }) => (
              <Option key={id} value={id}>
                {name}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
      <div>
        <Checkbox
          label={TEXTS.state.people}
          checked={people}
          onChange={(_, { checked }) => setPeople(checked === true)}
        />
        {people && (
          <Text as="p" size={200} className={styles.warning}>
            {TEXTS.state.peopleWarning}
          </Text>
        )}
      </div>
      <div aria-live="polite">
        {done && (
          <MessageBar intent="success">
            <MessageBarBody>{TEXTS.state.resetDone}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <div>
        <Button
          onClick={() => {
            setDone(false)
            setAsking(true)
          }}
        >
          {TEXTS.state.resetNow}
        </Button>
      </div>
      {asking && (
        <FormDialog
          title={TEXTS.state.resetConfirm}
          action={TEXTS.state.resetNow}
          onSend={run}
          onClose={() => setAsking(false)}
        >
          <Text>{TEXTS.state.resetConfirmText}</Text>
        </FormDialog>
      )}
    </>
  )
}
