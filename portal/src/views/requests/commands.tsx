/** Pause, export, and emptying the journal. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { MoreHorizontalRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useMayWrite, useSession } from '../../session/session'
import { Failed } from '../../shell/states'
import { TEXTS } from '../../texts'
import { REQUESTS } from '../../texts/requests'
import { queryOf } from './data'
import type { Filter } from './data'

interface Props {
  readonly filter: Filter
  readonly live: boolean
  readonly onLive: (live: boolean) => void
  readonly onCleared: () => void
}

export function Commands({ filter, live, onLive, onCleared }: Props) {
  const session = useSession()
  const mayWrite = useMayWrite()
  const [asks, setAsks] = useState(false)
  const exported = useMutation({
    mutationFn: async (kind: 'har' | 'http') => {
      const { own, ...wanted } = filter
      const path = `/_intunite/tenants/${session.who.tenant.id}/requests/${kind}${queryOf(wanted, { except: own === 'true' ? undefined : session.settings.clientId })}`
      const answer = await session.raw(path)
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
      save(`requests.${kind}`, await answer.blob())
    },
  })
  const cleared = useMutation({
    mutationFn: () => session.control('/requests', { method: 'DELETE' }),
    onSuccess: () => {
      setAsks(false)
      onCleared()
    },
  })
  return (
    <>
      <Button
        icon={live ? <PauseRegular /> : <PlayRegular />}
        title={live ? REQUESTS.live : REQUESTS.paused}
        onClick={() => onLive(!live)}
      >
        {live ? REQUESTS.pause : REQUESTS.resume}
      </Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<MoreHorizontalRegular />} aria-label={REQUESTS.more} title={REQUESTS.more} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => exported.mutate('har')}>{REQUESTS.har}</MenuItem>
            <MenuItem onClick={() => exported.mutate('http')}>{REQUESTS.http}</MenuItem>
            {mayWrite && <MenuItem onClick={() => setAsks(true)}>{REQUESTS.clear}</MenuItem>}
          </MenuList>
        </MenuPopover>
      </Menu>
      {exported.error !== null && <Failed error={exported.error} />}
      {asks && (
        <Dialog open onOpenChange={(_, { open }) => setAsks(open)}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{REQUESTS.clearTitle}</DialogTitle>
              <DialogContent>
                {REQUESTS.clearText}
                {cleared.error !== null && <Failed error={cleared.error} />}
              </DialogContent>
              <DialogActions>
                <Button onClick={() => setAsks(false)}>{TEXTS.cancel}</Button>
                <Button appearance="primary" disabled={cleared.isPending} onClick={() => cleared.mutate()}>
                  {REQUESTS.clearYes}
                </Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </>
  )
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
