import { Field, Input } from '@fluentui/react-components'
import { IDENTITY } from '../../texts/identity'

interface PermissionFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly problem: string | undefined
  readonly names: readonly string[]
  readonly onChange: (value: string) => void
}

/** Offers names of permissions for the last word. */
export function PermissionField({
  label,
  hint = IDENTITY.permissions.hint,
  value,
  problem,
  names,
  onChange,
}: PermissionFieldProps) {
  const before = value.slice(0, value.search(/\S*$/))
  return (
    <Field label={label} hint={hint} validationMessage={problem}>
      <Input list="offered-permissions" value={value} onChange={(_, data) => onChange(data.value)} />
      <datalist id="offered-permissions">
        {names.map((name) => (
          <option key={name} value={before + name} />
        ))}
      </datalist>
    </Field>
  )
}

export function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '')
}
