import { Badge, Button, Checkbox, Field, Input, Switch } from '@fluentui/react-components'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { Facts, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { useSession } from '../../session/session'
import { Failed, Waiting } from '../../shell/states'
import { IDENTITY } from '../../texts/identity'
import { useGraph, useRefresh } from './data'
import type { Group } from './data'
import { groupFieldOf, isDynamic, Kind, RuleField } from './groups'
import { AddMembers, Members } from './members'
import { Head, RemoveSubject } from './parts'

const TEXTS = IDENTITY.groups

export function GroupPage({ id }: { readonly id: string }) {
  const styles = useStyles()
  const session = useSession()
  const path = `/beta/groups/${encodeURIComponent(id)}`
  const { data: group, error, refetch } = useGraph<Group>(path)
  const [dialog, setDialog] = useState<'edit' | 'add'>()
  const [nested, setNested] = useState(false)
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (group === undefined) return <Waiting />
  const name = group.displayName ?? group.id
  const dynamic = isDynamic(group)
  return (
    <div className={styles.sections}>
      <Head
        back={{ segment: 'groups', title: TEXTS.title }}
        title={name}
        badges={<Kind group={group} />}
        actions={
          <>
            <Button onClick={() => setDialog('edit')}>{IDENTITY.edit}</Button>
            <RemoveSubject
              segment="groups"
              name={name}
              texts={TEXTS}
              send={() => session.send(path, { method: 'DELETE' })}
            />
          </>
        }
      />
      <Facts
        facts={[
          [TEXTS.id, <span className={styles.mono}>{group.id}</span>],
          [TEXTS.description, group.description ?? IDENTITY.none],
          ...(dynamic
            ? ([
                [TEXTS.rule, <code className={styles.mono}>{group.membershipRule}</code>],
                [TEXTS.processing, <Processing group={group} />],
              ] as const)
            : []),
        ]}
      />
      <Section
        title={TEXTS.members}
        text={dynamic ? TEXTS.dynamicText : undefined}
        actions={dynamic ? undefined : <Button onClick={() => setDialog('add')}>{TEXTS.addMembers}</Button>}
      >
        <Switch label={TEXTS.withNested} checked={nested} onChange={(_, { checked }) => setNested(checked)} />
        <Members group={group} nested={nested} fixed={dynamic || nested} />
      </Section>
      {dialog === 'edit' && <EditGroup group={group} onClose={() => setDialog(undefined)} />}
      {dialog === 'add' && <AddMembers group={group} onClose={() => setDialog(undefined)} />}
    </div>
  )
}

function Processing({ group }: { readonly group: Group }) {
  const { membershipRuleProcessingState: state, membershipRuleProcessingStatus: status } = group
  const paused = state === 'Paused'
  const failed = status?.status === 'Failed'
  return (
    <>
      <Badge appearance="tint" color={failed ? 'danger' : paused ? 'warning' : 'success'}>
        {failed ? TEXTS.failed : paused ? TEXTS.paused : TEXTS.followed}
      </Badge>{' '}
      {status?.errorMessage}
    </>
  )
}

function EditGroup({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const dynamic = isDynamic(group)
  const [displayName, setName] = useState(group.displayName ?? '')
  const [description, setDescription] = useState(group.description ?? '')
  const [membershipRule, setRule] = useState(group.membershipRule ?? '')
  const [follows, setFollows] = useState(group.membershipRuleProcessingState !== 'Paused')
  const send = async (): Promise<void> => {
    await session.send(`/v1.0/groups/${encodeURIComponent(group.id)}`, {
      method: 'PATCH',
      body: {
        displayName,
        description: description === '' ? null : description,
        ...(dynamic ? { membershipRule, membershipRuleProcessingState: follows ? 'On' : 'Paused' } : {}),
      },
    })
    await refresh()
  }
  return (
    <FormDialog
      title={TEXTS.editTitle(group.displayName ?? '')}
      action={IDENTITY.save}
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
          {dynamic && (
            <>
              <RuleField value={membershipRule} problem={problemOf('membershipRule')} onChange={setRule} />
              <Checkbox
                label={TEXTS.follow}
                checked={follows}
                onChange={(_, { checked }) => setFollows(checked === true)}
              />
            </>
          )}
        </>
      )}
    </FormDialog>
  )
}
