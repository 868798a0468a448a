/** A value as people read it: words, lists, nested members, pictures. Everything is text to React; nothing is markup. */
import { makeStyles, tokens } from '@fluentui/react-components'
import type { Model } from '../../model/model'
import { typeOf } from '../../model/model'
import { nameOf, wordsOf } from '../../model/words'
import { TEXTS } from '../../texts'
import { dateText } from './columns'
import { ShownPicture } from './shown-picture'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(9rem, 16rem) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    '@media (max-width: 599px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: 0 },
  },
  name: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  value: {
    margin: 0,
    minWidth: 0,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    '@media (max-width: 599px)': { marginBottom: tokens.spacingVerticalS },
  },
  absent: { color: tokens.colorNeutralForeground3 },
  nested: { paddingLeft: tokens.spacingHorizontalM, borderLeft: `2px solid ${tokens.colorNeutralStroke2}` },
  items: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  summary: { cursor: 'pointer', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
})

type Value = Readonly<Record<string, unknown>>

export function Members({
  model,
  type,
  value,
}: {
  readonly model: Model
  readonly type: string
  readonly value: Value
}) {
  const styles = useStyles()
  const actual = typeOf(value, type)
  const declared = model.membersOf(actual)
  const known = new Set(declared.map(({ name }) => name))
  const others = Object.keys(value).filter((name) => !known.has(name) && !name.includes('@'))
  const shown = [
    ...declared.filter(({ name }) => Object.hasOwn(value, name)),
    ...others.map((name) => ({ name, type: 'Untyped' })),
  ].filter(({ name }) => !isNothing(value[name]))
  if (shown.length === 0) return <span className={styles.absent}>{TEXTS.explorer.nothingSet}</span>
  return (
    <dl className={styles.list}>
      {shown.map(({ name, type: memberType }) => [
        <dt key={`${name} name`} className={styles.name} title={name}>
          {wordsOf(name)}
        </dt>,
        <dd key={name} className={styles.value}>
          <ValueOf model={model} type={memberType} value={value[name]} />
        </dd>,
      ])}
    </dl>
  )
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

const PICTURES = /^image\/(png|jpeg|gif|webp|svg\+xml)$/

export function pictureOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { type, value: data } = value as Value
  if (typeof type !== 'string' || typeof data !== 'string' || !PICTURES.test(type.toLowerCase())) return undefined
  return /^[A-Za-z0-9+/=\s]+$/.test(data) ? `data:${type.toLowerCase()};base64,${data}` : undefined
}

const LONG = 400

function ValueOf({ model, type, value }: { readonly model: Model; readonly type: string; readonly value: unknown }) {
  const styles = useStyles()
  if (value === null || value === undefined) return <span className={styles.absent}>{TEXTS.explorer.notSet}</span>
  if (typeof value === 'boolean') return <>{value ? TEXTS.explorer.yes : TEXTS.explorer.no}</>
  if (typeof value === 'string') {
    if (value === '') return <span className={styles.absent}>{TEXTS.explorer.emptyText}</span>
    const text = dateText(value) ?? (model.enumOf(type) === undefined ? value : wordsOf(value))
    if (text.length <= LONG) return <>{text}</>
    return (
      <details>
        <summary className={styles.summary}>{text.slice(0, 80)}…</summary>
        {text}
      </details>
    )
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className={styles.absent}>{TEXTS.explorer.emptyList}</span>
    const simple = value.every((each) => typeof each !== 'object' || each === null)
    if (simple && value.length <= 3) return <>{value.map(String).join(', ')}</>
    return (
      <ul className={styles.items}>
        {(value as readonly unknown[]).map((each, i) => (
          <li key={i}>
            <ValueOf model={model} type={type} value={each} />
          </li>
        ))}
      </ul>
    )
  }
  if (typeof value === 'number') return <>{String(value)}</>
  if (typeof value !== 'object') return null
  const picture = pictureOf(value)
  if (picture !== undefined) return <ShownPicture source={picture} />
  const actual = typeOf(value, type)
  const name = nameOf(value as Value)
  const title = [
    name === '–' ? '' : name,
    actual !== '' && (value as Value)['@odata.type'] !== undefined ? wordsOf(actual) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
  return (
    <details open={title === ''}>
      <summary className={styles.summary}>{title === '' ? wordsOf(actual) : title}</summary>
      <div className={styles.nested}>
        <Members model={model} type={type} value={value as Value} />
      </div>
    </details>
  )
}
