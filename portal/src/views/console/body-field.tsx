/** The body of a request: checked and completed while it is written. */
import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { offers } from '../../model/json-completion'
import type { Model } from '../../model/model'
import { JsonText } from '../../parts/json-text'
import { TEXTS } from '../../texts'
import { typeAt } from './completion'
import { problemIn } from './draft'
import type { Draft } from './draft'

const useStyles = makeStyles({ tidy: { marginTop: tokens.spacingVerticalXS } })

interface BodyFieldProps {
  readonly model: Model | undefined
  readonly draft: Draft
  readonly onChange: (body: string) => void
}

export function BodyField({ model, draft: { path, body }, onChange }: BodyFieldProps) {
  const styles = useStyles()
  const problem = problemIn(body)
  return (
    <div>
      <JsonText
        label={TEXTS.console.bodyLabel}
        text={body}
        problem={problem}
        onText={onChange}
        offersAt={(text, caret) => {
          const type = model === undefined ? undefined : typeAt(model, path)
          return model === undefined || type === undefined ? undefined : offers(model, type, text, caret)
        }}
      />
      <Button
        className={styles.tidy}
        size="small"
        disabledFocusable={problem !== undefined || body.trim() === ''}
        onClick={() => onChange(JSON.stringify(JSON.parse(body), undefined, 2))}
      >
        {TEXTS.console.tidy}
      </Button>
    </div>
  )
}
