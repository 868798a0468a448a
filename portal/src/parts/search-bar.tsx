/** Above a list: what is looked for in it, and for administrators the way to a new one. */
import { Button, SearchBox } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useMayWrite } from '../session/session'
import { useStyles } from './styles'

interface SearchBarProps {
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
  /** What has been found, in words. */
  readonly status?: string
  /** On the button for a new one. */
  readonly action: string
  readonly onCreate: () => void
}

export function SearchBar({ label, text, onText, status, action, onCreate }: SearchBarProps) {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  return (
    <div className={styles.bar}>
      <SearchBox
        className={styles.search}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(_, { value }) => onText(value)}
      />
      {status !== undefined && (
        <span className={styles.quiet} role="status">
          {status}
        </span>
      )}
      <span className={styles.space} />
      {mayWrite && (
        <Button appearance="primary" icon={<AddRegular />} onClick={onCreate}>
          {action}
        </Button>
      )}
    </div>
  )
}
