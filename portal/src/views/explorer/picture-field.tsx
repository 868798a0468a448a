import { Button, Field, makeStyles, tokens } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { TEXTS } from '../../texts'
import { ShownPicture } from './shown-picture'
import { pictureOf } from './values'

const useStyles = makeStyles({
  part: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalS },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  /** The button of the browser, as the others look. */
  file: {
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    maxWidth: '100%',
    '::file-selector-button': {
      font: 'inherit',
      fontWeight: tokens.fontWeightSemibold,
      color: tokens.colorNeutralForeground1,
      backgroundColor: tokens.colorNeutralBackground1,
      border: `1px solid ${tokens.colorNeutralStroke1}`,
      borderRadius: tokens.borderRadiusMedium,
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
      marginRight: tokens.spacingHorizontalS,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
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
        <div className={styles.part}>
          {source !== undefined && <ShownPicture source={source} />}
          <div className={styles.line}>
            <input
              {...control}
              className={styles.file}
              type="file"
              accept="image/png,image/jpeg,image/gif"
              onChange={(event) => read(event.currentTarget.files?.[0])}
            />
            {source !== undefined && (
              <Button size="small" appearance="subtle" icon={<DeleteRegular />} onClick={() => onChange(null)}>
                {TEXTS.explorer.unset(label)}
              </Button>
            )}
          </div>
        </div>
      )}
    </Field>
  )
}
