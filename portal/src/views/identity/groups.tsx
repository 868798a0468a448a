import { Badge, Field, Input, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { useStyles } from '../../parts/styles'
import { addressOf, navigate } from '../../routing'
import { useSession } from '../../session/session'
import { IDENTITY } from '../../texts/identity'
import { useRefresh } from './data'
import type { Group } from './data'
import { DirectoryList } from './directory-list'
import { SubjectLink } from './parts'

const TEXTS = IDENTITY.groups

export function isDynamic({ groupTypes = [] }: Group): boolean {
  return groupTypes.includes('DynamicMembership')
}

export function GroupsPage() {
  return (
    <DirectoryList<Group>
      path="/v1.0/groups?$select=id,displayName,description,groupTypes"
      searched={['displayName']}
      texts={TEXTS}
      columns={COLUMNS}
      dialog={(onClose) => <CreateGroup onClose={onClose} />}
    />
  )
}

const COLUMNS = [
  {
    title: TEXTS.name,
    of: ({ id, displayName }: Group) => <SubjectLink segments={['groups', id]}>{displayName ?? id}</SubjectLink>,
  },
  { title: TEXTS.description, wide: true, of: ({ description }: Group) => description },
  { title: TEXTS.kind, of: (group: Group) => <Kind group={group} /> },
]

export function Kind({ group }: { readonly group: Group }) {
  const styles = useStyles()
  return isDynamic(group) ? (
    <Badge className={styles.badge} appearance="tint" color="brand">
      {TEXTS.dynamic}
    </Badge>
  ) : (
    <Badge className={styles.badge} appearance="outline">
      {TEXTS.assigned}
    </Badge>
  )
}

/** What a mail nickname may not have goes away; Graph wants one of every group. */
function nicknameOf(name: string): string {
  return name.replace(/[^A-Za-z0-9-]/g, '').slice(0, 64) || 'group'
}

function CreateGroup({ onClose }: { readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const [displayName, setName] = useState('')
  const [description, setDescription] = useState('')
  const [membershipRule, setRule] = useState('')
  const send = async (): Promise<false> => {
    const dynamic = membershipRule.trim() !== ''
    const { body } = await session.send<{ id: string }>('/v1.0/groups', {
      method: 'POST',
      body: {
        displayName,
        mailEnabled: false,
        mailNickname: nicknameOf(displayName),
        securityEnabled: true,
        groupTypes: dynamic ? ['DynamicMembership'] : [],
        ...(description === '' ? {} : { description }),
        ...(dynamic ? { membershipRule: membershipRule.trim(), membershipRuleProcessingState: 'On' } : {}),
      },
    })
    await refresh()
    navigate(addressOf(['identity', 'groups', body.id]))
    return false
  }
  return (
    <FormDialog
      title={TEXTS.create}
      action={IDENTITY.create}
      names={['displayName', 'description', 'membershipRule']}
      placeOf={groupFieldOf}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <Field label={TEXTS.name} required validationMessage={problemOf('displayName')}>
            <Input value={displayName} onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field label={TEXTS.description} validationMessage={problemOf('description')}>
            <Input value={description} onChange={(_, { value }) => setDescription(value)} />
          </Field>
          <RuleField value={membershipRule} problem={problemOf('membershipRule')} onChange={setRule} />
        </>
      )}
    </FormDialog>
  )
}

export function groupFieldOf(message: string): string | undefined {
  if (/rule|-eq|operator/i.test(message)) return 'membershipRule'
  return /displayName/.test(message) ? 'displayName' : undefined
}

interface RuleFieldProps {
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (rule: string) => void
}

export function RuleField({ value, problem, onChange }: RuleFieldProps) {
  return (
    <Field label={TEXTS.rule} hint={TEXTS.ruleHint} validationMessage={problem}>
      <Textarea value={value} resize="vertical" onChange={(_, data) => onChange(data.value)} />
    </Field>
  )
}
