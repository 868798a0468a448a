/** What came back: status, time, headers, and the body, of which objects and lists can be folded. */
import { Badge, Button, makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowRightRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { save } from '../../parts/download'
import { JsonTree } from '../../parts/json-tree'
import { TEXTS } from '../../texts'
import { nextPageOf } from './run'
import type { Ran } from './run'
import type { Draft } from './draft'

const useStyles = makeStyles({
  answer: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
  space: { flexGrow: 1 },
  body: {
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    padding: tokens.spacingHorizontalM,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  text: {
    margin: 0,
    whiteSpace: 'pre-wrap',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  headers: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    '& dd': { margin: 0 },
    '& dt': { color: tokens.colorNeutralForeground2 },
    '@media (max-width: 599px)': { gridTemplateColumns: 'minmax(0, 1fr)', '& dd': { marginBottom: '0.5rem' } },
  },
  part: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingBlock: tokens.spacingVerticalS },
})

/** Characters of a text that are shown. */
const MOST = 200_000

type Shown = 'body' | 'text' | 'headers'

interface AnswerProps {
  readonly ran: Ran
  readonly onNext: (draft: Draft) => void
}

export function AnswerView({ ran, onNext }: AnswerProps) {
  const styles = useStyles()
  const [shown, setShown] = useState<Shown>('body')
  const next = nextPageOf(ran)
  return (
    <section className={styles.answer} aria-label={TEXTS.console.answer}>
      <div className={styles.bar} role="status">
        <StatusBadge status={ran.status} text={ran.statusText} />
        <Text size={200} className={styles.quiet}>
          {Math.round(ran.milliseconds)} ms · {sizeText(ran.content.size)} · {TEXTS.console.by(ran.identity.name)}
        </Text>
        <span className={styles.space} />
        {next !== undefined && (
          <Button size="small" icon={<ArrowRightRegular />} onClick={() => onNext(next)}>
            {TEXTS.console.nextPage}
          </Button>
        )}
        {ran.content.size > 0 && (
          <Button size="small" icon={<ArrowDownloadRegular />} onClick={() => save(fileOf(ran), ran.content)}>
            {TEXTS.console.save}
          </Button>
        )}
      </div>
      <TabList size="small" selectedValue={shown} onTabSelect={(_, { value }) => setShown(value as Shown)}>
        <Tab value="body">{TEXTS.console.body}</Tab>
        <Tab value="text">{TEXTS.console.asText}</Tab>
        <Tab value="headers">{TEXTS.console.headersOf(ran.headers.length)}</Tab>
      </TabList>
      <div className={styles.body}>
        {shown === 'headers' ? (
          <dl className={styles.headers}>
            {ran.headers.map(([name, value]) => (
              <Pair key={name} name={name} value={value} />
            ))}
          </dl>
        ) : (
          <Body ran={ran} asText={shown === 'text'} />
        )}
      </div>
    </section>
  )
}

function Pair({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Body({ ran, asText }: { readonly ran: Ran; readonly asText: boolean }) {
  const styles = useStyles()
  const { content, json, text } = ran
  if (content.size === 0) return <Text className={styles.quiet}>{TEXTS.console.empty}</Text>
  if (text === undefined)
    return <Text className={styles.quiet}>{TEXTS.console.bytes(sizeText(content.size), content.type)}</Text>
  const parts = partsOf(ran)
  if (parts !== undefined && !asText)
    return (
      <>
        {parts.map(({ id, status, body }) => (
          <div key={id} className={styles.part}>
            <Text weight="semibold">{TEXTS.console.partId(id)}</Text> <StatusBadge status={status} text="" />
            {body !== undefined && <JsonTree value={body} depth={2} />}
          </div>
        ))}
      </>
    )
  if (json !== undefined && !asText) return <JsonTree value={json} depth={4} />
  return (
    <pre className={styles.text}>
      {text.slice(0, MOST)}
      {text.length > MOST && `\n${TEXTS.console.cut(text.length - MOST)}`}
    </pre>
  )
}

interface Part {
  readonly id: string
  readonly status: number
  readonly body?: unknown
}

/** The answers to the parts of a batch, in the order of the requests. */
function partsOf({ path, json }: Ran): readonly Part[] | undefined {
  const responses = (json as { responses?: unknown } | undefined)?.responses
  if (!/^\/[^/]+\/\$batch$/.test(path) || !Array.isArray(responses)) return undefined
  const number = new Intl.Collator('en', { numeric: true })
  return [...(responses as Part[])].sort((one, other) => number.compare(one.id, other.id))
}

function StatusBadge({ status, text }: { readonly status: number; readonly text: string }) {
  const color = status < 300 ? 'success' : status < 400 ? 'informative' : status < 500 ? 'warning' : 'danger'
  return (
    <Badge appearance="tint" color={color} size="large">
      {status} {text}
    </Badge>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1000
    ? `${bytes} B`
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`
}

function fileOf({ path, content }: Ran): string {
  const name = path.split('?')[0]?.split('/').at(-1) ?? 'answer'
  return /json/.test(content.type) ? `${name}.json` : name
}
