/** How a snapshot becomes a tenant of its own: a new tenant is the server's, so that it takes the key, and the command line. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { Modal } from '../../parts/modal'
import type { Snapshot } from '../../parts/snapshots'
import { Code } from '../../requests/code'
import { shellWord } from '../../requests/snippets'
import { useSession } from '../../session/session'
import { TEXTS } from '../../texts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

interface BranchDialogProps {
  readonly snapshot: Snapshot
  readonly onClose: () => void
}

export function BranchDialog({ snapshot, onClose }: BranchDialogProps) {
  const styles = useStyles()
  const { tenant } = useSession().who
  const [domain, setDomain] = useState('')
  const words = ['intunite', 'snapshot', 'branch', snapshot.id, domain.trim().toLowerCase(), '--tenant', tenant.id]
  const line = words.filter((word) => word !== '').map(shellWord)
  return (
    <Modal onClose={onClose}>
      <DialogSurface aria-describedby={undefined}>
        <DialogBody>
          <DialogTitle>{TEXTS.state.branchTitle(snapshot.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{TEXTS.state.branchText}</Text>
            <Field label={TEXTS.state.domain} hint={TEXTS.state.domainHint}>
              <Input
                value={domain}
                maxLength={253}
                autoComplete="off"
                spellCheck={false}
                onChange={(_, { value }) => setDomain(value)}
              />
            </Field>
            <Text>{TEXTS.state.branchLine}</Text>
            <Code text={line.join(' ')} label={TEXTS.state.commandLine} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{TEXTS.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  )
}
