import { Checkbox, Field, Input, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { snapshotPath, SNAPSHOTS } from '../../parts/snapshots'
import type { Snapshot } from '../../parts/snapshots'
import { addressOf } from '../../routing'
import { useSession } from '../../session/session'
import { Link } from '../../shell/link'
import { TEXTS } from '../../texts'

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } })

interface DialogProps {
  /** Takes what was done, in words. */
  readonly onDone: (text: string) => void
  readonly onClose: () => void
}

type OfSnapshot = DialogProps & { readonly snapshot: Snapshot }

export function CreateDialog({ onDone, onClose }: DialogProps) {
  const session = useSession()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const run = async (): Promise<void> => {
    const body = {
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      ...(description.trim() === '' ? {} : { description: description.trim() }),
    }
    const made = await session.control<Snapshot>('/snapshots', { method: 'POST', body })
    await queries.invalidateQueries({ queryKey: SNAPSHOTS })
    onDone(TEXTS.state.created(made.name))
  }
  return (
    <FormDialog title={TEXTS.state.create} action={TEXTS.state.create} onSend={run} onClose={onClose}>
      <Field label={TEXTS.state.name} hint={TEXTS.state.nameHint}>
        <Input value={name} maxLength={256} autoComplete="off" onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={TEXTS.state.description}>
        <Textarea value={description} maxLength={4096} onChange={(_, { value }) => setDescription(value)} />
      </Field>
    </FormDialog>
  )
}

export function RestoreDialog({ snapshot, onDone, onClose }: OfSnapshot) {
  const session = useSession()
  const queries = useQueryClient()
  const styles = useStyles()
  const [keep, setKeep] = useState(true)
  const run = async (): Promise<void> => {
    // A second try finds the present state kept already.
    if (keep) {
      const name = await freeName(TEXTS.state.keptName(snapshot.name))
      await session.control('/snapshots', { method: 'POST', body: { name } })
      setKeep(false)
    }
    await session.control(snapshotPath(snapshot, '/restore'), { method: 'POST' })
    await queries.invalidateQueries()
    onDone(TEXTS.state.restored(snapshot.name))
  }
  const freeName = async (wanted: string): Promise<string> => {
    const { value } = await session.control<{ value: readonly Snapshot[] }>('/snapshots')
    const taken = new Set(value.map(({ name }) => name))
    const short = wanted.slice(0, 240)
    for (let i = 1; ; i++) {
      const name = i === 1 ? short : `${short} (${i})`
      if (!taken.has(name)) return name
    }
  }
  return (
    <FormDialog
      title={TEXTS.state.restoreTitle(snapshot.name)}
      action={TEXTS.state.restore}
      onSend={run}
      onClose={onClose}
    >
      <Text>{TEXTS.state.restoreText}</Text>
      <Checkbox label={TEXTS.state.keepFirst} checked={keep} onChange={(_, { checked }) => setKeep(checked === true)} />
      <Link className={styles.link} href={addressOf(['state', 'compare'], { from: 'now', to: snapshot.id })}>
        {TEXTS.state.compareFirst}
      </Link>
    </FormDialog>
  )
}

export function DeleteDialog({ snapshot, onDone, onClose }: OfSnapshot) {
  const session = useSession()
  const queries = useQueryClient()
  const run = async (): Promise<void> => {
    await session.control(snapshotPath(snapshot), { method: 'DELETE' })
    await queries.invalidateQueries({ queryKey: SNAPSHOTS })
    onDone(TEXTS.state.deleted(snapshot.name))
  }
  return (
    <FormDialog
      title={TEXTS.state.deleteTitle(snapshot.name)}
      action={TEXTS.state.delete}
      onSend={run}
      onClose={onClose}
    >
      <Text>{TEXTS.state.deleteText}</Text>
    </FormDialog>
  )
}
