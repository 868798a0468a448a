/**
 * Says who gets an object: all devices or users, groups in or out, each with a filter. It replaces what was said before; of
 * several objects each gets it in addition, unless the user chooses otherwise.
 */
import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Select,
  tokens,
} from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Modal } from '../../parts/modal'
import { useModel } from '../../model/model'
import { wordsOf } from '../../model/words'
import { useSession } from '../../session/session'
import { Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { assignAction, assignAll, assignmentsOf } from './assign'
import type { AssignAction } from './assign'
import { isOfPolicySet, namesIn, sentence, targetText } from './assignments'
import type { Assignment, Target } from './assignments'

const useStyles = makeStyles({
  list: { listStyleType: 'none', padding: 0, margin: 0, display: 'grid', gap: tokens.spacingVerticalS },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    paddingBottom: tokens.spacingVerticalXS,
  },
  name: { flexGrow: 1, minWidth: '10rem', overflowWrap: 'anywhere' },
  add: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginBlock: tokens.spacingVerticalM },
  found: { listStyleType: 'none', padding: 0, margin: 0, display: 'grid' },
  pick: { justifyContent: 'flex-start' },
})

interface Named {
  readonly id: string
  readonly displayName: string
}

interface AssignDialogProps {
  readonly paths: readonly string[]
  /** The type of the objects, and how they are assigned in the version that they are shown in. */
  readonly type: string
  readonly action: AssignAction
  readonly onClose: (changed: boolean) => void
}

/** Beta alone tells which assignments are there by way of a policy set, and keeps them: what it can assign is assigned there. */
export function AssignDialog({ paths, type, action, onClose }: AssignDialogProps) {
  const { data: beta, error } = useModel('beta')
  if (beta === undefined && error === null) return null
  const ofBeta = beta === undefined ? undefined : assignAction(beta, type)
  const there = paths.map((path) => path.replace(/^\/v1\.0\//, '/beta/'))
  return <Choices paths={ofBeta === undefined ? paths : there} action={ofBeta ?? action} onClose={onClose} />
}

function Choices({ paths, action, onClose }: Omit<AssignDialogProps, 'type'>) {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const [drafts, setDrafts] = useState<readonly Assignment[]>()
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [group, setGroup] = useState('')
  const several = paths.length > 1
  const [replace, setReplace] = useState(!several)
  const begun = useQuery({
    queryKey: ['assignments', paths, 'edit'],
    gcTime: 0,
    queryFn: async () => {
      const known = several ? [] : await assignmentsOf(session, action, paths[0] ?? '')
      return { known, names: await namesIn(session, known) }
    },
  })
  const filters = useQuery({
    queryKey: ['filters'],
    queryFn: async () =>
      (
        await session.get<{ value: readonly Named[] }>(
          '/beta/deviceManagement/assignmentFilters?$select=id,displayName',
        )
      ).value,
  })
  const groups = useQuery({
    queryKey: ['groups', group],
    enabled: group.trim() !== '',
    queryFn: async ({ signal }) => {
      const wanted = encodeURIComponent(`startswith(displayName,'${group.trim().replaceAll("'", "''")}')`)
      return (
        await session.get<{ value: readonly Named[] }>(
          `/beta/groups?$filter=${wanted}&$select=id,displayName&$top=8`,
          signal,
        )
      ).value
    },
  })
  const shown = drafts ?? begun.data?.known ?? []
  const all = new Map([...(begun.data?.names ?? []), ...names])
  // Nothing in addition is nothing to do; nothing in place of what there is takes it back.
  const isReady = several ? replace || shown.length > 0 : drafts !== undefined
  const add = (target: Target): void =>
    setDrafts([...shown, { target, ...(action.intents.length > 0 ? { intent: action.intents[0] } : {}) }])
  const change = (at: number, next: Assignment): void => setDrafts(shown.map((each, i) => (i === at ? next : each)))
  const save = async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    const problems = await assignAll(session, action, paths, shown, replace ? 'replace' : 'add')
    await queries.invalidateQueries({ queryKey: ['assignments'] })
    await queries.invalidateQueries({ queryKey: ['item'] })
    if (problems.length === 0) return onClose(true)
    setProblem(several ? TEXTS.explorer.refusedFirst(problems.length, problems[0] ?? '') : problems[0])
    setBusy(false)
  }
  return (
    <Modal onClose={() => !busy && onClose(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{TEXTS.explorer.assignTitle(paths.length)}</DialogTitle>
          <DialogContent>
            {begun.error !== null ? (
              <Failed error={begun.error} retry={() => void begun.refetch()} />
            ) : begun.data === undefined ? (
              <Waiting />
            ) : (
              <>
                {problem !== undefined && (
                  <MessageBar intent="error" layout="multiline">
                    <MessageBarBody>{problem}</MessageBarBody>
                  </MessageBar>
                )}
                {several && (
                  <Checkbox
                    label={TEXTS.explorer.replaceAll}
                    checked={replace}
                    onChange={(_, { checked }) => setReplace(checked === true)}
                  />
                )}
                {shown.length === 0 && (
                  <p>{several ? TEXTS.explorer.nothingChosen(replace) : TEXTS.explorer.notAssigned}</p>
                )}
                <ul className={styles.list}>
                  {shown.map((assignment, i) =>
                    isOfPolicySet(assignment) ? (
                      <li key={i} className={styles.item}>
                        <span className={styles.name}>{sentence(assignment, all)}</span>
                      </li>
                    ) : (
                      <li key={i} className={styles.item}>
                        <span className={styles.name}>{targetText(assignment.target, all)}</span>
                        {action.intents.length > 0 && (
                          <Select
                            size="small"
                            aria-label={TEXTS.explorer.intent}
                            value={assignment.intent ?? ''}
                            onChange={(_, data) => change(i, { ...assignment, intent: data.value })}
                          >
                            {action.intents.map((intent) => (
                              <option key={intent} value={intent}>
                                {wordsOf(intent)}
                              </option>
                            ))}
                          </Select>
                        )}
                        <FilterChoice
                          assignment={assignment}
                          filters={filters.data ?? []}
                          onChange={(next) => change(i, next)}
                        />
                        <Button
                          size="small"
                          appearance="subtle"
                          icon={<DeleteRegular />}
                          aria-label={TEXTS.explorer.removeTarget(targetText(assignment.target, all))}
                          onClick={() => setDrafts(shown.filter((_, at) => at !== i))}
                        />
                      </li>
                    ),
                  )}
                </ul>
                <div className={styles.add}>
                  <Button
                    icon={<AddRegular />}
                    onClick={() => add({ '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' })}
                  >
                    {TEXTS.explorer.targets.allDevices}
                  </Button>
                  <Button
                    icon={<AddRegular />}
                    onClick={() => add({ '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' })}
                  >
                    {TEXTS.explorer.targets.allUsers}
                  </Button>
                </div>
                <Field label={TEXTS.explorer.findGroup}>
                  <Input value={group} type="search" onChange={(_, data) => setGroup(data.value)} />
                </Field>
                <ul className={styles.found}>
                  {(groups.data ?? []).map(({ id, displayName }) => (
                    <li key={id} className={styles.item}>
                      <span className={styles.name}>{displayName}</span>
                      {(['include', 'exclude'] as const).map((how) => (
                        <Button
                          key={how}
                          size="small"
                          aria-label={TEXTS.explorer.targets[how](displayName)}
                          onClick={() => {
                            setNames(new Map([...names, [id, displayName]]))
                            const kind = how === 'include' ? 'groupAssignmentTarget' : 'exclusionGroupAssignmentTarget'
                            add({ '@odata.type': `#microsoft.graph.${kind}`, groupId: id })
                            setGroup('')
                          }}
                        >
                          {TEXTS.explorer[how]}
                        </Button>
                      ))}
                    </li>
                  ))}
                </ul>
                {groups.data?.length === 0 && <p role="status">{TEXTS.explorer.noGroup}</p>}
              </>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onClose(false)} disabledFocusable={busy}>
              {TEXTS.cancel}
            </Button>
            <Button appearance="primary" disabledFocusable={busy || !isReady} onClick={() => void save()}>
              {TEXTS.explorer.save}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  )
}

interface FilterChoiceProps {
  readonly assignment: Assignment
  readonly filters: readonly Named[]
  readonly onChange: (next: Assignment) => void
}

function FilterChoice({ assignment, filters, onChange }: FilterChoiceProps) {
  const { target = {} } = assignment
  const how = target.deviceAndAppManagementAssignmentFilterType ?? 'none'
  const filter = target.deviceAndAppManagementAssignmentFilterId ?? ''
  const value = how === 'none' || filter === '' ? '' : `${how} ${filter}`
  if (filters.length === 0) return null
  return (
    <Select
      size="small"
      aria-label={TEXTS.explorer.filterOf}
      value={value}
      onChange={(_, data) => {
        const [kind = 'none', id = null] = data.value === '' ? [] : data.value.split(' ')
        const changed = {
          ...target,
          deviceAndAppManagementAssignmentFilterId: id,
          deviceAndAppManagementAssignmentFilterType: kind,
        }
        onChange({ ...assignment, target: changed })
      }}
    >
      <option value="">{TEXTS.explorer.noFilter}</option>
      {filters.flatMap(({ id, displayName }) =>
        (['include', 'exclude'] as const).map((kind) => (
          <option key={`${kind} ${id}`} value={`${kind} ${id}`}>
            {TEXTS.explorer[kind]}: {displayName}
          </option>
        )),
      )}
    </Select>
  )
}
