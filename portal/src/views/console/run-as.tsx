import { Combobox, Field, makeStyles, Option, OptionGroup } from '@fluentui/react-components'
import { useState } from 'react'
import { TEXTS } from '../../texts'
import { SELF, useIdentities } from './identities'
import type { Identity } from './identities'

/** Apps and users that are offered at once; what is typed finds the others. */
const MOST = 30

const useStyles = makeStyles({
  field: { minWidth: 'min(16rem, 100%)', maxWidth: '17rem', flexGrow: 1 },
  box: { minWidth: 0 },
})

interface RunAsProps {
  readonly value: Identity
  readonly onChange: (identity: Identity) => void
}

export function RunAs({ value, onChange }: RunAsProps) {
  const styles = useStyles()
  const { data = [], error } = useIdentities()
  const [text, setText] = useState<string>()
  const wanted = (text ?? '').toLowerCase()
  const found = (kind: Identity['kind']): readonly Identity[] =>
    data.filter((each) => each.kind === kind && each.name.toLowerCase().includes(wanted)).slice(0, MOST)
  const groups = [
    [TEXTS.console.apps, found('app')],
    [TEXTS.console.users, found('user')],
  ] as const
  return (
    <Field label={TEXTS.console.runAs} className={styles.field} validationMessage={error?.message}>
      <Combobox
        className={styles.box}
        value={text ?? value.name}
        selectedOptions={[keyOf(value)]}
        onChange={(event) => setText(event.target.value)}
        placeholder={value.name}
        onOpenChange={(_, { open }) => setText(open ? '' : undefined)}
        onOptionSelect={(_, { optionValue }) => {
          setText(undefined)
          onChange([SELF, ...data].find((each) => keyOf(each) === optionValue) ?? SELF)
        }}
      >
        <Option value={keyOf(SELF)}>{SELF.name}</Option>
        {groups.map(([title, identities]) =>
          identities.length === 0 ? null : (
            <OptionGroup key={title} label={title}>
              {identities.map((identity) => (
                <Option key={keyOf(identity)} value={keyOf(identity)}>
                  {identity.name}
                </Option>
              ))}
            </OptionGroup>
          ),
        )}
      </Combobox>
    </Field>
  )
}

const keyOf = ({ kind, id }: Identity): string => `${kind} ${id}`
