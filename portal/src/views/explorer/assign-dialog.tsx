/** Says who gets an object: all devices or users, groups in or out, each with a filter. Replaces what was said before. */
import {
  Button,
  Dialog,
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
import { DeleteRegular } from '@fluentui/react-icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Model } from '../../model/model'
import { annotationOf, readMember } from '../../model/model'
import { wordsOf } from '../../model/words'
import { useSession } from '../../session/session'
import { Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { namesIn, readAssignments, targetText } from './assignments'
import type { Assignment, Target } from './assignments'

export interface AssignAction {
  /** The parameter that takes the assignments, and their type. */
  readonly parameter: string
  readonly type: string
  /** Members of `intent`, where assignments have one. */
  readonly intents: readonly string[]
}

/** How objects of a type are assigned; undefined where they are not. */
export function assignAction(model: Model, type: string): AssignAction | undefined {
  for (const { name, kind, parameters = {} } of model.operationsOf(type)) {
    if (name !== 'assign' || kind !== 'action') continue
    for (const [parameter, text] of Object.entries(parameters)) {
      const taken = readMember(parameter, text)
      const members = model.membersOf(taken.type)
      if (!taken.collection || !members.some((member) => member.name === 'target')) continue
      const intent = members.find((member) => member.name === 'intent')
      return { parameter, type: taken.type, intents: model.enumOf(intent?.type ?? '')?.members ?? [] }
    }
  }
  return undefined
}

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
  readonly path: string
  readonly action: AssignAction
  readonly onClose: () => void
}

export function AssignDialog({ path, action, onClose }: AssignDialogProps) {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const [drafts, setDrafts] = useState<readonly Assignment[]>()
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [group, setGroup] = useState('')
  const begun = useQuery({
    queryKey: ['assignments', path, 'edit'],
    gcTime: 0,
    queryFn: async () => {
      const known = await readAssignments(session, `${path}/assignments`).catch(() => [])
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
  const add = (target: Target): void =>
    setDrafts([...shown, { target, ...(action.intents.length > 0 ? { intent: action.intents[0] } : {}) }])
  const change = (at: number, next: Assignment): void => setDrafts(shown.map((each, i) => (i === at ? next : each)))
  const save = async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const body = {
        [action.parameter]: shown.map(({ id: _id, ...rest }) => ({
          '@odata.type': annotationOf(action.type),
          ...cleaned(rest),
        })),
      }
      await session.send(`${path}/assign`, { method: 'POST', body })
      await queries.invalidateQueries({ queryKey: ['assignments', `${path}/assignments`] })
      await queries.invalidateQueries({ queryKey: ['item', path] })
      onClose()
    } catch (error) {
      setProblem((error as Error).message)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{TEXTS.explorer.assignTitle}</DialogTitle>
          <DialogContent>
            {begun.data === undefined ? (
              <Waiting />
            ) : (
              <>
                {problem !== undefined && (
                  <MessageBar intent="error" layout="multiline">
                    <MessageBarBody>{problem}</MessageBarBody>
                  </MessageBar>
                )}
                {shown.length === 0 && <p>{TEXTS.explorer.notAssigned}</p>}
                <ul className={styles.list}>
                  {shown.map((assignment, i) => (
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
                  ))}
                </ul>
                <div className={styles.add}>
                  <Button onClick={() => add({ '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' })}>
                    {TEXTS.explorer.targets.allDevices}
                  </Button>
                  <Button onClick={() => add({ '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' })}>
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
            <Button onClick={onClose}>{TEXTS.cancel}</Button>
            <Button appearance="primary" disabledFocusable={busy || drafts === undefined} onClick={() => void save()}>
              {TEXTS.explorer.save}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** What the service itself writes into an assignment is not sent back. */
function cleaned(assignment: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(assignment).filter(([name]) => !['source', 'sourceId', '@odata.type'].includes(name)),
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
