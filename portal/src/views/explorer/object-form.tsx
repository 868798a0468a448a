/** A form made from the model, for a new object or one that is there; beside it the same as JSON. */
import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Select,
  Switch,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Member, Model } from '../../model/model'
import { annotationOf } from '../../model/model'
import { wordsOf } from '../../model/words'
import { RequestLines } from '../../requests/request-lines'
import type { ShownRequest } from '../../requests/snippets'
import { Refused, useSession } from '../../session/session'
import { TEXTS } from '../../texts'
import { MemberField } from './fields'
import { JsonEditor } from './json-editor'
import { graphPath } from './places'
import type { Place } from './places'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '60rem' },
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  search: { flexGrow: 1, minWidth: '12rem' },
  actions: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    position: 'sticky',
    // Down to the end of what scrolls, whose padding would show what is behind.
    bottom: '-16px',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    zIndex: 1,
  },
})

export type Draft = Readonly<Record<string, unknown>>

interface ObjectFormProps {
  readonly model: Model
  readonly place: Place
  readonly type: string
  readonly initial: Draft
  readonly mode: 'create' | 'edit'
  /** With what the server answered, or nothing if the user gave up. */
  readonly onDone: (saved: Draft | undefined) => void
}

/** Shown in any object, whether set or not, as icons are. */
const FIRST = new Set(['displayName', 'name', 'description'])
const LEFT_OUT = new Set(['id', 'supportsScopeTags'])

export function ObjectForm({ model, place, type: first, initial, mode, onDone }: ObjectFormProps) {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const choices = useMemo(
    () => place.resource.types ?? model.concreteTypes(place.resource.type),
    [model, place.resource],
  )
  const [type, setType] = useState(first)
  const [draft, setDraft] = useState<Draft>(initial)
  const [form, setForm] = useState<'fields' | 'json'>('fields')
  const [all, setAll] = useState(false)
  const [search, setSearch] = useState('')
  const [broken, setBroken] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ readonly member: string | undefined; readonly text: string }>()
  const contents = mode === 'create' ? model.contentsOf(type) : []
  const members = [...model.membersOf(type), ...contents].filter(
    ({ name, computed, type: of }) => !computed && !LEFT_OUT.has(name) && of !== 'Stream',
  )
  const request = useMemo(
    () => requestOf(place, mode, type, initial, draft, choices.length > 1),
    [place, mode, type, initial, draft, choices],
  )
  const isShown = ({ name, required, type: of }: Member): boolean => {
    if (search !== '') return `${name} ${wordsOf(name)}`.toLowerCase().includes(search.toLowerCase())
    const isAsked =
      required ||
      FIRST.has(name) ||
      of === 'mimeContent' ||
      name === problem?.member ||
      contents.some((each) => each.name === name)
    return all || isAsked || isSet(draft[name]) || isSet(initial[name])
  }
  const shown = [
    ...members.filter(({ name }) => FIRST.has(name)).sort(byName),
    ...members.filter(({ name }) => !FIRST.has(name)),
  ].filter(isShown)
  const save = async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { body } = await session.send<Draft | undefined>(request.path, request)
      await queries.invalidateQueries()
      onDone(body ?? draft)
    } catch (error) {
      setProblem({ text: (error as Error).message, member: memberIn(error, members) })
      setBusy(false)
    }
  }
  return (
    <form
      className={styles.form}
      aria-label={mode === 'create' ? TEXTS.explorer.create : TEXTS.explorer.edit}
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && !broken) void save()
      }}
    >
      {problem !== undefined && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.text}</MessageBarBody>
        </MessageBar>
      )}
      {mode === 'create' && choices.length > 1 && (
        <Field label={TEXTS.explorer.kind}>
          <Select
            value={type}
            onChange={(_, data) => {
              setType(data.value)
              const names = new Set(model.membersOf(data.value).map(({ name }) => name))
              setDraft(Object.fromEntries(Object.entries(draft).filter(([name]) => names.has(name))))
            }}
          >
            {[...choices]
              .sort((one, other) => (wordsOf(one) < wordsOf(other) ? -1 : 1))
              .map((each) => (
                <option key={each} value={each}>
                  {wordsOf(each)}
                </option>
              ))}
          </Select>
        </Field>
      )}
      <TabList selectedValue={form} onTabSelect={(_, data) => !broken && setForm(data.value as 'fields' | 'json')}>
        <Tab value="fields">{TEXTS.explorer.form}</Tab>
        <Tab value="json">JSON</Tab>
      </TabList>
      {form === 'json' ? (
        <JsonEditor
          model={model}
          type={type}
          value={draft}
          onChange={(next) => {
            setBroken(next === undefined)
            if (next !== undefined) setDraft(next)
          }}
        />
      ) : (
        <>
          {members.length > 8 && (
            <div className={styles.line}>
              <Field className={styles.search} label={TEXTS.explorer.findMember(members.length)} size="small">
                <Input type="search" value={search} onChange={(_, data) => setSearch(data.value)} />
              </Field>
              <Switch checked={all} label={TEXTS.explorer.showUnset} onChange={(_, data) => setAll(data.checked)} />
            </div>
          )}
          <div className={styles.fields}>
            {shown.map((member) => (
              <MemberField
                key={`${type} ${member.name}`}
                model={model}
                member={member}
                value={draft[member.name]}
                problem={problem?.member === member.name ? problem.text : undefined}
                onChange={(value) => {
                  const { [member.name]: _old, ...others } = draft
                  setDraft(value === undefined ? others : { ...draft, [member.name]: value })
                }}
              />
            ))}
          </div>
        </>
      )}
      <div className={styles.actions}>
        <Button appearance="primary" type="submit" disabledFocusable={busy || broken}>
          {mode === 'create' ? TEXTS.explorer.create : TEXTS.explorer.save}
        </Button>
        <Button onClick={() => onDone(undefined)}>{TEXTS.cancel}</Button>
      </div>
      <RequestLines request={request} />
    </form>
  )
}

/** The name before the description. */
function byName({ name: one }: Member, { name: other }: Member): number {
  return Number(one === 'description') - Number(other === 'description')
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}

/** What is sent: all of a new object, and of another one what has changed. */
function requestOf(
  place: Place,
  mode: 'create' | 'edit',
  type: string,
  initial: Draft,
  draft: Draft,
  several: boolean,
): ShownRequest {
  if (mode === 'create') {
    const annotation = several ? { '@odata.type': annotationOf(type) } : {}
    const { '@odata.type': _type, ...rest } = draft
    return { method: 'POST', path: graphPath(place), body: { ...annotation, ...rest } }
  }
  const changed = Object.entries(draft).filter(
    ([name, value]) => !name.includes('@') && JSON.stringify(value) !== JSON.stringify(initial[name]),
  )
  const removed = Object.keys(initial).filter((name) => !name.includes('@') && !Object.hasOwn(draft, name))
  const said = initial['@odata.type'] === undefined ? {} : { '@odata.type': initial['@odata.type'] }
  return {
    method: 'PATCH',
    path: graphPath(place),
    body: { ...said, ...Object.fromEntries(changed), ...Object.fromEntries(removed.map((name) => [name, null])) },
  }
}

/** The member that a refusal is about: Graph names it in its message. */
function memberIn(error: unknown, members: readonly Member[]): string | undefined {
  if (!(error instanceof Refused)) return undefined
  const { target, message } = error
  const quoted = [...message.matchAll(/['"]([\w.]+)['"]/g)].map(([, name = '']) => name.split('.')[0]?.toLowerCase())
  const named = [target?.toLowerCase(), ...quoted]
  const found = members.find(({ name }) => named.includes(name.toLowerCase()))
  return (found ?? members.find(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(message)))?.name
}
