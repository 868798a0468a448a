/** A field for a member, by its type: choices for enums, a tree for nested values, a picture for icons. */
import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import type { Member, Model } from '../../model/model'
import { annotationOf, typeOf } from '../../model/model'
import { nameOf, wordsOf } from '../../model/words'
import { TEXTS } from '../../texts'
import { Picture } from './picture-field'
import { Simple } from './simple-field'

const useStyles = makeStyles({
  nested: {
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
    paddingLeft: tokens.spacingHorizontalM,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalXS,
  },
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  summary: {
    cursor: 'pointer',
    fontWeight: tokens.fontWeightSemibold,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  line: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'end' },
  grow: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', flexGrow: 1, minWidth: 0 },
  problem: { color: tokens.colorPaletteRedForeground1 },
})

interface MemberFieldProps {
  readonly model: Model
  readonly member: Member
  readonly value: unknown
  readonly problem?: string | undefined
  /** `undefined` leaves the member out. */
  readonly onChange: (value: unknown) => void
}

export function MemberField({ model, member, value, problem, onChange }: MemberFieldProps) {
  const label = wordsOf(member.name)
  if (member.collection) return <Collection {...{ model, member, value, problem, onChange }} />
  if (member.type === 'mimeContent') return <Picture {...{ label, value, problem, onChange }} />
  if (model.has(member.type)) return <Nested {...{ model, member, label, value, problem, onChange }} />
  return (
    <Field label={label} required={member.required} validationMessage={problem} hint={hintOf(member)}>
      <Simple model={model} member={member} value={value} onChange={onChange} />
    </Field>
  )
}

function hintOf({ type }: Member): string | undefined {
  return TEXTS.explorer.hints[type]
}

function Nested({ model, member, label, value, problem, onChange }: MemberFieldProps & { readonly label: string }) {
  const styles = useStyles()
  const isThere = typeof value === 'object' && value !== null
  return (
    <fieldset className={styles.group}>
      <details open={isThere || problem !== undefined}>
        <summary className={styles.summary}>{label}</summary>
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {isThere ? (
          <>
            <Complex
              model={model}
              type={member.type}
              value={value as Record<string, unknown>}
              onChange={onChange}
              label={label}
            />
            {member.nullable && (
              <Button size="small" appearance="subtle" onClick={() => onChange(null)}>
                {TEXTS.explorer.unset(label)}
              </Button>
            )}
          </>
        ) : (
          <Button size="small" icon={<AddRegular />} onClick={() => onChange(freshValue(model, member.type))}>
            {TEXTS.explorer.setMember(label)}
          </Button>
        )}
      </details>
    </fieldset>
  )
}

/** A new value of a complex type: of its first concrete one, which it says where there are several. */
function freshValue(model: Model, type: string): Record<string, unknown> {
  const types = model.concreteTypes(type)
  const [first = type] = types
  return types.length > 1 || first !== type ? { '@odata.type': annotationOf(first) } : {}
}

interface ComplexProps {
  readonly model: Model
  readonly type: string
  readonly value: Record<string, unknown>
  readonly onChange: (value: unknown) => void
  readonly label: string
}

function Complex({ model, type, value, onChange, label }: ComplexProps) {
  const styles = useStyles()
  const types = model.concreteTypes(type)
  const actual = typeOf(value, type)
  return (
    <div className={styles.nested}>
      {types.length > 1 && (
        <Field label={TEXTS.explorer.kindOf(label)}>
          <Select
            value={actual}
            onChange={(_, data) => onChange({ ...value, '@odata.type': annotationOf(data.value) })}
          >
            {types.map((each) => (
              <option key={each} value={each}>
                {wordsOf(each)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {model.fieldsOf(actual).map((member) => (
        <MemberField
          key={member.name}
          model={model}
          member={member}
          value={value[member.name]}
          onChange={(next) => onChange({ ...value, [member.name]: next })}
        />
      ))}
    </div>
  )
}

function Collection({ model, member, value, problem, onChange }: MemberFieldProps) {
  const styles = useStyles()
  const label = wordsOf(member.name)
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  const isComplex = model.has(member.type)
  const set = (at: number, next: unknown): void => onChange(items.map((each, i) => (i === at ? next : each)))
  return (
    <fieldset className={styles.group}>
      <details open={items.length > 0 || problem !== undefined}>
        <summary className={styles.summary}>
          {label} ({items.length})
        </summary>
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={styles.nested}>
          {items.map((item, i) => (
            <div key={i} className={styles.line}>
              <div className={styles.grow}>
                {isComplex ? (
                  <details>
                    <summary className={styles.summary}>{itemTitle(item, i)}</summary>
                    <Complex
                      model={model}
                      type={member.type}
                      value={(item ?? {}) as Record<string, unknown>}
                      onChange={(next) => set(i, next)}
                      label={label}
                    />
                  </details>
                ) : (
                  <Simple
                    model={model}
                    member={{ ...member, collection: false }}
                    value={item}
                    onChange={(next) => set(i, next)}
                    aria-label={`${label} ${i + 1}`}
                  />
                )}
              </div>
              <Button
                size="small"
                appearance="subtle"
                icon={<DeleteRegular />}
                aria-label={TEXTS.explorer.removeItem(`${label} ${i + 1}`)}
                onClick={() => onChange(items.filter((_, at) => at !== i))}
              />
            </div>
          ))}
          <div>
            <Button
              size="small"
              icon={<AddRegular />}
              onClick={() =>
                onChange([...items, isComplex ? freshValue(model, member.type) : member.type === 'String' ? '' : null])
              }
            >
              {TEXTS.explorer.addItem(label)}
            </Button>
          </div>
        </div>
      </details>
    </fieldset>
  )
}

function itemTitle(item: unknown, index: number): string {
  const name = typeof item === 'object' && item !== null ? nameOf(item as Record<string, unknown>) : '–'
  return name === '–' ? String(index + 1) : `${index + 1}. ${name}`
}
