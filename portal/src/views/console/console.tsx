/** Requests to Graph, written with what the model offers, sent as the user, or as another user or app of the tenant. */
import {
  Button,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Spinner,
  Tab,
  TabList,
  Text,
  Textarea,
  Title2,
  tokens,
} from '@fluentui/react-components'
import { AddRegular, SendRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useModel } from '../../model/model'
import { addressOf, navigate, useRoute } from '../../routing'
import { ReadOnly } from '../../parts/read-only'
import { useMayWrite, useSession } from '../../session/session'
import { Failed } from '../../shell/states'
import { TEXTS } from '../../texts'
import { AnswerView } from './answer'
import { addPart, BatchFields, draftOf, NEW_BATCH, problemOf } from './batch'
import { BodyField } from './body-field'
import { Copies } from './copies'
import { EMPTY, headersIn, METHODS, problemIn, readPath, takesBody, VERSIONS } from './draft'
import type { Draft, Method, Version } from './draft'
import { useRequestHistory } from './history'
import { SELF, useTokens } from './identities'
import type { Identity } from './identities'
import { PathField } from './path-field'
import { run } from './run'
import { RunAs } from './run-as'
import { History, Samples } from './starters'

const WIDE = '@media (min-width: 1100px)'

const useStyles = makeStyles({
  page: {
    padding: tokens.spacingHorizontalXXL,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXL,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
    [WIDE]: { gridTemplateColumns: 'minmax(0, 1fr) 18rem' },
  },
  main: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  side: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'flex-end' },
  method: { minWidth: '6.5rem' },
  version: { minWidth: '5.5rem' },
  mono: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
  quiet: { color: tokens.colorNeutralForeground2 },
  details: {
    '& summary': { cursor: 'pointer', paddingBlock: tokens.spacingVerticalXS },
    '& summary:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

type Mode = 'request' | 'batch'
type Side = 'samples' | 'history'

function useDraft(): readonly [Draft, (draft: Draft) => void] {
  const { query } = useRoute()
  return useState<Draft>(() => ({
    ...EMPTY,
    method: METHODS.find((each) => each === query.get('method')) ?? EMPTY.method,
    version: VERSIONS.find((each) => each === query.get('version')) ?? EMPTY.version,
    path: query.get('path') ?? '',
  }))
}

export default function Console() {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const mayWrite = useMayWrite()
  const [draft, setDraft] = useDraft()
  const [mode, setMode] = useState<Mode>('request')
  const [batch, setBatch] = useState(NEW_BATCH)
  const [identity, setIdentity] = useState<Identity>(SELF)
  const [side, setSide] = useState<Side>('samples')
  const { data: model } = useModel(draft.version)
  const history = useRequestHistory()
  const tokensOf = useTokens()
  const stop = useRef<AbortController | undefined>(undefined)
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: (sent: Draft) => {
      stop.current = new AbortController()
      return run(session, tokensOf, sent, identity, stop.current.signal)
    },
    onSuccess: async (ran) => {
      history.add(ran.draft)
      // Other views show what it may have changed.
      if (ran.draft.method !== 'GET')
        await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'model' })
    },
  })
  const isBatch = mode === 'batch'
  const shown = isBatch && problemOf(batch) === undefined ? draftOf(batch, draft) : draft
  const problem = isBatch
    ? problemOf(batch)
    : (headersIn(draft).problem ?? (takesBody(draft) ? problemIn(draft.body) : undefined))
  const send = (sent: Draft): void => {
    if (isPending) return
    const { method, version, path } = sent
    if (path !== '$batch') navigate(addressOf(['console'], { method, version, path }), { replace: true })
    mutate(sent)
  }
  const begin = (next: Draft): void => {
    setDraft(next)
    setMode('request')
    reset()
  }
  const change = (next: Partial<Draft>): void => setDraft({ ...draft, ...next })
  const submit = (): void => {
    if (problem === undefined && (isBatch || draft.path.trim() !== '')) send(shown)
  }
  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <Title2 as="h1">{TEXTS.console.title}</Title2>
        {!mayWrite && <ReadOnly />}
        <TabList selectedValue={mode} onTabSelect={(_, { value }) => setMode(value as Mode)}>
          <Tab value="request">{TEXTS.console.request}</Tab>
          <Tab value="batch">{TEXTS.console.batch}</Tab>
        </TabList>
        <div className={styles.line}>
          {!isBatch && (
            <Dropdown
              className={styles.method}
              aria-label={TEXTS.console.method}
              value={draft.method}
              selectedOptions={[draft.method]}
              onOptionSelect={(_, { optionValue }) => change({ method: optionValue as Method })}
            >
              {METHODS.map((method) => (
                <Option key={method} value={method}>
                  {method}
                </Option>
              ))}
            </Dropdown>
          )}
          <Dropdown
            className={styles.version}
            aria-label={TEXTS.console.version}
            value={draft.version}
            selectedOptions={[draft.version]}
            onOptionSelect={(_, { optionValue }) => change({ version: optionValue as Version })}
          >
            {VERSIONS.map((version) => (
              <Option key={version} value={version}>
                {version}
              </Option>
            ))}
          </Dropdown>
          {!isBatch && (
            <PathField
              model={model}
              method={draft.method}
              value={draft.path}
              label={TEXTS.console.path}
              onChange={(text) => change(readPath(text))}
              onSubmit={submit}
            />
          )}
          <Button
            appearance="primary"
            icon={isPending ? <Spinner size="tiny" appearance="inverted" /> : <SendRegular />}
            disabledFocusable={!isPending && (problem !== undefined || (!isBatch && draft.path.trim() === ''))}
            onClick={() => (isPending ? stop.current?.abort() : submit())}
          >
            {isPending ? TEXTS.console.stop : TEXTS.console.send}
          </Button>
        </div>
        {isBatch && <BatchFields model={model} batch={batch} onChange={setBatch} />}
        {!isBatch && takesBody(draft) && (
          <BodyField model={model} draft={draft} onChange={(body) => change({ body })} />
        )}
        <details className={styles.details}>
          <summary>{TEXTS.console.headers}</summary>
          <Field
            label={TEXTS.console.headersLabel}
            hint={TEXTS.console.headersHint}
            validationMessage={headersIn(draft).problem}
          >
            <Textarea
              className={styles.mono}
              value={draft.headers}
              rows={3}
              spellCheck={false}
              onChange={(_, { value }) => change({ headers: value })}
            />
          </Field>
        </details>
        <div className={styles.choices}>
          {mayWrite && session.settings.control && <RunAs value={identity} onChange={setIdentity} />}
          {!isBatch && (
            <Button
              icon={<AddRegular />}
              disabledFocusable={draft.path.trim() === ''}
              onClick={() => {
                const known = batch.parts.filter(({ path }) => path.trim() !== '')
                setBatch(addPart({ ...batch, parts: known }, draft))
                setMode('batch')
              }}
            >
              {TEXTS.console.intoBatch}
            </Button>
          )}
          <Copies draft={shown} />
        </div>
        {isBatch && problem !== undefined && <Text className={styles.quiet}>{problem}</Text>}
        {error !== null && error.name !== 'AbortError' && <Failed error={error} title={TEXTS.console.notSent} />}
        {data !== undefined && !isPending && (
          <AnswerView
            key={data.path + data.milliseconds}
            ran={data}
            onNext={(next) => {
              setDraft(next)
              send(next)
            }}
          />
        )}
        {data === undefined && error === null && !isPending && (
          <Text className={styles.quiet}>{TEXTS.console.beginHint}</Text>
        )}
      </div>
      <aside className={styles.side} aria-label={TEXTS.console.begin}>
        <TabList selectedValue={side} onTabSelect={(_, { value }) => setSide(value as Side)}>
          <Tab value="samples">{TEXTS.console.samplesTitle}</Tab>
          <Tab value="history">{TEXTS.console.historyTitle}</Tab>
        </TabList>
        {side === 'samples' ? (
          <Samples mayWrite={mayWrite} begin={begin} />
        ) : (
          <History drafts={history.drafts} begin={begin} clear={history.clear} />
        )}
      </aside>
    </div>
  )
}
