import { Button, Field, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { TEXTS } from '../../texts'
import { pictureOf } from './values'

const useStyles = makeStyles({
  picture: { maxWidth: '96px', maxHeight: '96px', display: 'block' },
})

interface PictureProps {
  readonly label: string
  readonly value: unknown
  readonly problem?: string | undefined
  readonly onChange: (value: unknown) => void
}

/** An icon, read from a file. */
export function Picture({ label, value, problem, onChange }: PictureProps) {
  const styles = useStyles()
  const [unread, setUnread] = useState<string>()
  const source = pictureOf(value)
  const read = (file: File | undefined): void => {
    if (file === undefined) return
    const reader = new FileReader()
    reader.onload = () => {
      const [, type = '', data = ''] =
        /^data:([^;,]*);base64,(.*)$/s.exec(typeof reader.result === 'string' ? reader.result : '') ?? []
      onChange({ '@odata.type': '#microsoft.graph.mimeContent', type, value: data })
      setUnread(undefined)
    }
    reader.onerror = () => setUnread(TEXTS.explorer.unreadable)
    reader.readAsDataURL(file)
  }
  return (
    <Field label={label} validationMessage={problem ?? unread}>
      {(control) => (
        <div>
          {source !== undefined && <img className={styles.picture} src={source} alt={TEXTS.explorer.picture} />}
          <input
            {...control}
            type="file"
            accept="image/png,image/jpeg,image/gif"
            onChange={(event) => read(event.currentTarget.files?.[0])}
          />
          {source !== undefined && (
            <Button size="small" appearance="subtle" onClick={() => onChange(null)}>
              {TEXTS.explorer.unset(label)}
            </Button>
          )}
        </div>
      )}
    </Field>
  )
}
