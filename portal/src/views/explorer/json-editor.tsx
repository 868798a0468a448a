/** An object as JSON. */
import { useState } from 'react'
import { offers } from '../../model/json-completion'
import type { Model } from '../../model/model'
import { JsonText } from '../../parts/json-text'
import { TEXTS } from '../../texts'

interface JsonEditorProps {
  readonly model: Model
  readonly type: string
  readonly value: Readonly<Record<string, unknown>>
  /** Without a value while the text is no object. */
  readonly onChange: (value: Record<string, unknown> | undefined) => void
}

export function JsonEditor({ model, type, value, onChange }: JsonEditorProps) {
  const [text, setText] = useState(() => JSON.stringify(value, undefined, 2))
  return (
    <div>
      <JsonText
        label={TEXTS.explorer.jsonLabel}
        text={text}
        problem={problemIn(text)}
        tall
        onText={(next) => {
          setText(next)
          onChange(problemIn(next) === undefined ? (JSON.parse(next) as Record<string, unknown>) : undefined)
        }}
        offersAt={(next, caret) => offers(model, type, next, caret)}
      />
    </div>
  )
}

function problemIn(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : TEXTS.explorer.noObject
  } catch (error) {
    return (error as Error).message
  }
}
