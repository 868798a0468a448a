/** A control for a value that holds no others: a text, a number, a choice. */
import { Dropdown, Input, Option, Select, Textarea } from '@fluentui/react-components'
import type { Member, Model } from '../../model/model'
import { wordsOf } from '../../model/words'
import { TEXTS } from '../../texts'

const NUMBERS = new Set(['Int16', 'Int32', 'Int64', 'Byte', 'SByte', 'Single', 'Double', 'Decimal'])
/** Texts that people write in more than a line. */
const LONG = /description|notes|text|content|message|rule$|xml|payload/i

interface SimpleProps {
  readonly model: Model
  readonly member: Member
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  /** For controls without a field around them. */
  readonly 'aria-label'?: string
}

export function Simple({ model, member, value, onChange, ...rest }: SimpleProps) {
  const { type, name } = member
  const known = model.enumOf(type)
  if (type === 'Boolean')
    return (
      <Select
        {...rest}
        value={value === true ? 'true' : value === false ? 'false' : ''}
        onChange={(_, data) => onChange(data.value === '' ? null : data.value === 'true')}
      >
        <option value="">{TEXTS.explorer.notSet}</option>
        <option value="true">{TEXTS.explorer.yes}</option>
        <option value="false">{TEXTS.explorer.no}</option>
      </Select>
    )
  if (known !== undefined && known.flags !== true)
    return (
      <Select
        {...rest}
        value={typeof value === 'string' ? value : ''}
        onChange={(_, data) => onChange(data.value === '' ? null : data.value)}
      >
        <option value="">{TEXTS.explorer.notSet}</option>
        {known.members
          .filter((each) => each !== 'unknownFutureValue' || value === each)
          .map((each) => (
            <option key={each} value={each}>
              {wordsOf(each)}
            </option>
          ))}
      </Select>
    )
  if (known !== undefined) return <Several {...rest} {...{ value, onChange }} names={known.members} />
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : typeof value === 'string'
          ? value
          : typeof value === 'number'
            ? String(value)
            : ''
  const change = (typed: string): void => {
    if (typed === '' && type !== 'String') return onChange(null)
    if (NUMBERS.has(type) && type !== 'Int64' && Number.isFinite(Number(typed))) return onChange(Number(typed))
    if (type === 'Untyped') return onChange(untyped(typed))
    onChange(typed)
  }
  if (type === 'Binary' || (type === 'String' && (LONG.test(name) || text.length > 120)))
    return (
      <Textarea
        {...rest}
        value={text}
        resize="vertical"
        spellCheck={false}
        onChange={(_, data) => change(data.value)}
      />
    )
  return (
    <Input
      {...rest}
      value={text}
      type={NUMBERS.has(type) && type !== 'Int64' ? 'number' : 'text'}
      autoComplete="off"
      spellCheck={false}
      onChange={(_, data) => change(data.value)}
    />
  )
}

/** Values of an enum of which several may be set at once: a text with commas between. */
function Several({
  names,
  value,
  onChange,
  ...rest
}: Pick<SimpleProps, 'value' | 'onChange'> & { readonly names: readonly string[] }) {
  const chosen = typeof value === 'string' && value !== '' ? value.split(',') : []
  const change = (next: readonly string[]): void =>
    onChange(next.length === 0 ? null : names.filter((name) => next.includes(name)).join(','))
  return (
    <Dropdown
      {...rest}
      multiselect
      placeholder={TEXTS.explorer.notSet}
      value={chosen.map(wordsOf).join(', ')}
      selectedOptions={chosen}
      onOptionSelect={(_, data) => change(data.selectedOptions)}
    >
      {names
        .filter((each) => each !== 'unknownFutureValue' || chosen.includes(each))
        .map((each) => (
          <Option key={each} value={each}>
            {wordsOf(each)}
          </Option>
        ))}
    </Dropdown>
  )
}

function untyped(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
