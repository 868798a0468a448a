/** Where files are dropped, or chosen where that is easier. */
import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { DocumentRegular, FolderRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import type { ChangeEvent, DragEvent } from 'react'
import { TEXTS } from '../../texts'
import { chosen, dropped } from './backup-files'
import type { SourceFile } from './backup-files'

const useStyles = makeStyles({
  zone: {
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: tokens.spacingHorizontalXXXL,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground2,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  over: { border: `2px dashed ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorBrandBackground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS },
})

export function DropZone({ take }: { readonly take: (files: Promise<SourceFile[]>) => void }) {
  const styles = useStyles()
  const [over, setOver] = useState(false)
  const folder = useRef<HTMLInputElement | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    if (target.files !== null && target.files.length > 0) take(Promise.resolve(chosen(target.files)))
  }
  const drag = (event: DragEvent): void => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <div
      className={mergeClasses(styles.zone, over && styles.over)}
      data-drop-zone
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(dropped(event.dataTransfer))
      }}
    >
      <Text>{over ? TEXTS.state.dropNow : TEXTS.state.drop}</Text>
      <div className={styles.buttons}>
        <Button icon={<FolderRegular />} onClick={() => folder.current?.click()}>
          {TEXTS.state.chooseFolder}
        </Button>
        <Button icon={<DocumentRegular />} onClick={() => file.current?.click()}>
          {TEXTS.state.chooseFile}
        </Button>
      </div>
      <input
        type="file"
        hidden
        aria-label={TEXTS.state.chooseFolder}
        ref={(input) => {
          folder.current = input
          input?.setAttribute('webkitdirectory', '')
        }}
        onChange={choose}
      />
      <input type="file" hidden multiple aria-label={TEXTS.state.chooseFile} ref={file} onChange={choose} />
    </div>
  )
}
