/** Pause, export, and emptying the journal. */
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { MoreHorizontalRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { save } from '../../parts/download'
import { FormDialog } from '../../parts/form-dialog'
import { useMayWrite, useSession } from '../../session/session'
import { Failed } from '../../shell/states'
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
      const except = own === 'true' ? undefined : session.settings.clientId
      save(`requests.${kind}`, await session.file(`/requests/${kind}${queryOf(wanted, { except })}`))
    },
  })
  const clear = async (): Promise<void> => {
    await session.control('/requests', { method: 'DELETE' })
    onCleared()
  }
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
        <FormDialog
          title={REQUESTS.clearTitle}
          action={REQUESTS.clearYes}
          onSend={clear}
          onClose={() => setAsks(false)}
        >
          {REQUESTS.clearText}
        </FormDialog>
      )}
    </>
  )
}
