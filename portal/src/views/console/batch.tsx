/** Several requests, put together into one. */
import {
  Button,
  Checkbox,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import type { Model } from '../../model/model'
import { TEXTS } from '../../texts'
import { METHODS, problemIn, takesBody } from './draft'
import type { Draft, Method } from './draft'
import { PathField } from './path-field'

/** Parts of a batch, at most. */
const MOST = 20

const useStyles = makeStyles({
  batch: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  parts: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  part: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: tokens.spacingHorizontalM,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minWidth: 0,
  },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  method: { minWidth: '6.5rem' },
  body: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
})

export interface Part {
  readonly id: number
  readonly method: Method
  readonly path: string
  readonly body: string
}

export interface Batch {
  readonly parts: readonly Part[]
  /** Each runs after the one before it. */
  readonly inOrder: boolean
}

export const NEW_BATCH: Batch = { parts: [{ id: 1, method: 'GET', path: '', body: '' }], inOrder: false }

export function addPart({ parts, inOrder }: Batch, { method, path, body }: Omit<Part, 'id'>): Batch {
  const id = Math.max(0, ...parts.map((part) => part.id)) + 1
  return { inOrder, parts: [...parts, { id, method, path, body }] }
}

/** Why it cannot be sent yet. */
export function problemOf({ parts }: Batch): string | undefined {
  if (parts.length === 0 || parts.some(({ path }) => path.trim() === '')) return TEXTS.console.batchEmpty
  for (const part of parts) {
    const problem = takesBody(part) ? problemIn(part.body) : undefined
    if (problem !== undefined) return TEXTS.console.ofPart(part.id, problem)
  }
  return undefined
}

function envelopeOf({ parts, inOrder }: Batch): object {
  return {
    requests: parts.map(({ id, method, path, body }, i) => {
      const before = parts[i - 1]
      const hasBody = takesBody({ method }) && body.trim() !== ''
      return {
        id: String(id),
        method,
        url: `/${path.trim().replace(/^\/+/, '')}`,
        ...(inOrder && before !== undefined ? { dependsOn: [String(before.id)] } : {}),
        ...(hasBody ? { headers: { 'Content-Type': 'application/json' }, body: JSON.parse(body) as unknown } : {}),
      }
    }),
  }
}

/** The batch as a request like others. */
export function draftOf(batch: Batch, { version, headers }: Pick<Draft, 'version' | 'headers'>): Draft {
  return { method: 'POST', version, path: '$batch', headers, body: JSON.stringify(envelopeOf(batch), undefined, 2) }
}

interface BatchFieldsProps {
  readonly model: Model | undefined
  readonly batch: Batch
  readonly onChange: (batch: Batch) => void
}

export function BatchFields({ model, batch, onChange }: BatchFieldsProps) {
  const styles = useStyles()
  const { parts, inOrder } = batch
  const change = (id: number, next: Partial<Part>): void =>
    onChange({ inOrder, parts: parts.map((part) => (part.id === id ? { ...part, ...next } : part)) })
  return (
    <div className={styles.batch}>
      <ol className={styles.parts} aria-label={TEXTS.console.parts}>
        {parts.map((part) => (
          <li key={part.id} className={styles.part}>
            <div className={styles.line}>
              <Text weight="semibold">{part.id}</Text>
              <Dropdown
                className={styles.method}
                aria-label={TEXTS.console.methodOf(part.id)}
                value={part.method}
                selectedOptions={[part.method]}
                onOptionSelect={(_, { optionValue }) => change(part.id, { method: optionValue as Method })}
              >
                {METHODS.map((method) => (
                  <Option key={method} value={method}>
                    {method}
                  </Option>
                ))}
              </Dropdown>
              <PathField
                model={model}
                method={part.method}
                value={part.path}
                label={TEXTS.console.pathOf(part.id)}
                onChange={(path) => change(part.id, { path })}
              />
              <Button
                appearance="subtle"
                icon={<DeleteRegular />}
                aria-label={TEXTS.console.removePart(part.id)}
                onClick={() => onChange({ inOrder, parts: parts.filter(({ id }) => id !== part.id) })}
              />
            </div>
            {takesBody(part) && (
              <Field label={TEXTS.console.bodyOf(part.id)} validationMessage={problemIn(part.body)}>
                <Textarea
                  className={styles.body}
                  value={part.body}
                  rows={4}
                  spellCheck={false}
                  onChange={(_, { value }) => change(part.id, { body: value })}
                />
              </Field>
            )}
          </li>
        ))}
      </ol>
      <div className={styles.line}>
        <Button
          icon={<AddRegular />}
          disabledFocusable={parts.length >= MOST}
          onClick={() => parts.length < MOST && onChange(addPart(batch, { method: 'GET', path: '', body: '' }))}
        >
          {TEXTS.console.addPart}
        </Button>
        <Checkbox
          label={TEXTS.console.inOrder}
          checked={inOrder}
          onChange={(_, { checked }) => onChange({ parts, inOrder: checked === true })}
        />
      </div>
    </div>
  )
}
