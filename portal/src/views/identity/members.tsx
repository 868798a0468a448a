/** Members of a group: what they are, adding and taking out. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  SearchBox,
  Select,
} from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Modal } from '../../parts/modal'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { useStyles } from '../../parts/styles'
import { useSession } from '../../session/session'
import { TEXTS as ALL } from '../../texts'
import { IDENTITY } from '../../texts/identity'
import { searchOf, usePages, useRefresh } from './data'
import type { DirectoryObject, Group } from './data'
import { Listed } from './listed'
import { Confirmed, SubjectLink } from './parts'

const TEXTS = IDENTITY.groups

const SETS = ['users', 'groups', 'devices'] as const

interface MembersProps {
  readonly group: Group
  /** Those of groups in the group, too. */
  readonly nested: boolean
  /** Members are not taken out by hand. */
  readonly fixed: boolean
}

export function Members({ group, nested, fixed }: MembersProps) {
  const session = useSession()
  const refresh = useRefresh()
  const base = `/v1.0/groups/${encodeURIComponent(group.id)}`
  const pages = usePages<DirectoryObject>(
    `${base}/${nested ? 'transitiveMembers' : 'members'}?$select=id,displayName,userPrincipalName&$top=50&$count=true`,
  )
  const remove = async ({ id }: DirectoryObject): Promise<void> => {
    await session.send(`${base}/members/${encodeURIComponent(id)}/$ref`, { method: 'DELETE' })
    await refresh()
  }
  const columns: Column<DirectoryObject>[] = [
    { title: TEXTS.name, of: (member) => <Name member={member} /> },
    { title: TEXTS.kind, of: (member) => TEXTS.kinds[kindOf(member)] },
    ...(fixed
      ? []
      : [
          {
            title: IDENTITY.actions,
            action: true,
            of: (member: DirectoryObject) => (
              <Confirmed
                small
                label={TEXTS.takeOut(member.displayName ?? member.id)}
                title={TEXTS.takeOutTitle(member.displayName ?? member.id)}
                text={TEXTS.takeOutText}
                action={IDENTITY.remove}
                run={() => remove(member)}
              />
            ),
          },
        ]),
  ]
  return (
    <Listed pages={pages} empty={fixed ? TEXTS.noMembersByRule : TEXTS.noMembers}>
      {(rows) => <Rows label={TEXTS.members} columns={columns} rows={rows} keyOf={({ id }) => id} />}
    </Listed>
  )
}

type MemberKind = keyof typeof TEXTS.kinds

function kindOf({ '@odata.type': type = '' }: DirectoryObject): MemberKind {
  const name = type.replace('#microsoft.graph.', '')
  return name in TEXTS.kinds ? (name as MemberKind) : 'directoryObject'
}

function Name({ member }: { readonly member: DirectoryObject }) {
  const styles = useStyles()
  const name = member.displayName ?? member.id
  const kind = kindOf(member)
  return (
    <>
      {kind === 'user' || kind === 'group' ? (
        <SubjectLink segments={[`${kind}s`, member.id]}>{name}</SubjectLink>
      ) : (
        name
      )}
      {typeof member.userPrincipalName === 'string' && (
        <span className={`${styles.quiet} ${styles.under}`}>{member.userPrincipalName}</span>
      )}
    </>
  )
}

/** Finds users, groups and devices by their names, and adds them one by one. */
export function AddMembers({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const styles = useStyles()
  const session = useSession()
  const refresh = useRefresh()
  const [set, setSet] = useState<(typeof SETS)[number]>('users')
  const [text, setText] = useState('')
  const [added, setAdded] = useState<readonly string[]>([])
  const search = searchOf(useDeferredValue(text), ['displayName'])
  const pages = usePages<DirectoryObject>(`/v1.0/${set}?$select=id,displayName&$top=10&$count=true${search}`)
  const adding = useMutation({
    mutationFn: async ({ id }: DirectoryObject) => {
      await session.send(`/v1.0/groups/${encodeURIComponent(group.id)}/members/$ref`, {
        method: 'POST',
        body: { '@odata.id': `${location.origin}/v1.0/directoryObjects/${id}` },
      })
      setAdded((before) => [...before, id])
      await refresh()
    },
  })
  const columns: Column<DirectoryObject>[] = [
    { title: TEXTS.name, of: ({ id, displayName }) => displayName ?? id },
    {
      title: IDENTITY.actions,
      action: true,
      of: (object) =>
        added.includes(object.id) ? (
          TEXTS.added
        ) : (
          <Button
            size="small"
            aria-label={TEXTS.addOf(object.displayName ?? object.id)}
            disabledFocusable={adding.isPending}
            onClick={() => adding.mutate(object)}
          >
            {IDENTITY.add}
          </Button>
        ),
    },
  ]
  return (
    <Modal onClose={onClose}>
      <DialogSurface aria-describedby={undefined}>
        <DialogBody>
          <DialogTitle>{TEXTS.addTo(group.displayName ?? '')}</DialogTitle>
          <DialogContent className={styles.part}>
            {adding.error !== null && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>{adding.error.message}</MessageBarBody>
              </MessageBar>
            )}
            <div className={styles.bar}>
              <Select
                aria-label={TEXTS.kind}
                value={set}
                onChange={(_, { value }) => setSet(value as (typeof SETS)[number])}
              >
                {SETS.map((each) => (
                  <option key={each} value={each}>
                    {TEXTS.sets[each]}
                  </option>
                ))}
              </Select>
              <SearchBox
                className={styles.search}
                aria-label={TEXTS.findMember}
                placeholder={TEXTS.findMember}
                value={text}
                onChange={(_, { value }) => setText(value)}
              />
            </div>
            <Listed pages={pages} empty={IDENTITY.noneFound}>
              {(rows) => <Rows label={TEXTS.sets[set]} columns={columns} rows={rows} keyOf={({ id }) => id} />}
            </Listed>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {ALL.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  )
}
