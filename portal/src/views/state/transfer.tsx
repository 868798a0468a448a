/** Backups and documents that come in, and the tenant as a document that goes out. */
import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  Select,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExportFormat } from '../../../../src/services/backups/export/formats'
import { ReadOnly } from '../../parts/read-only'
import { SNAPSHOTS } from '../../parts/snapshots'
import type { Snapshot } from '../../parts/snapshots'
import { Code } from '../../requests/code'
import { addressOf, navigate } from '../../routing'
import { useMayWrite, useSession } from '../../session/session'
import { Failed } from '../../shell/states'
import { TEXTS } from '../../texts'
import { readChosen } from './backup-files'
import type { Chosen, SourceFile } from './backup-files'
import { BackupImport } from './backup-import'
import { DropZone } from './drop-zone'
import { useSaveExport } from './export'
import { useToolExport } from './tool-export'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '60rem' },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'stretch' },
  name: { maxWidth: '24rem' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

export function Transfer() {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  return (
    <div className={styles.page}>
      <section className={styles.part} aria-labelledby="state-import">
        <Title3 as="h2" id="state-import">
          {TEXTS.state.importTitle}
        </Title3>
        {mayWrite ? <Import /> : <ReadOnly />}
      </section>
      <section className={styles.part} aria-labelledby="state-export">
        <Title3 as="h2" id="state-export">
          {TEXTS.state.exportTitle}
        </Title3>
        <Export />
      </section>
    </div>
  )
}

function Import() {
  const styles = useStyles()
  const { mutate, data, error, isPending, reset } = useMutation<Chosen, Error, Promise<SourceFile[]>>({
    mutationFn: async (files) => readChosen(await files),
  })
  if (data !== undefined)
    return data.kind === 'backup' ? (
      <BackupImport backup={data} another={reset} />
    ) : (
      <DocumentImport chosen={data} another={reset} />
    )
  return (
    <div className={styles.part}>
      <Text>{TEXTS.state.importText}</Text>
      <DropZone take={mutate} />
      {isPending && (
        <Field validationState="none" validationMessage={TEXTS.state.reading}>
          <ProgressBar aria-label={TEXTS.state.reading} />
        </Field>
      )}
      {error !== null && <Failed error={error} title={TEXTS.state.unreadable} />}
    </div>
  )
}

interface DocumentProps {
  readonly chosen: Extract<Chosen, { kind: 'document' }>
  readonly another: () => void
}

function DocumentImport({ chosen: { name: file, document }, another }: DocumentProps) {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const [name, setName] = useState(file.replace(/\.json$/i, ''))
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => {
      const query = name.trim() === '' ? '' : `?${new URLSearchParams({ name: name.trim() }).toString()}`
      return session.control<Snapshot>(`/snapshots/import${query}`, { method: 'POST', content: document })
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: SNAPSHOTS })
      navigate(addressOf(['state', 'compare'], { from: id }))
    },
  })
  return (
    <div className={styles.part}>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          {TEXTS.state.document(file)}. {TEXTS.state.documentText}
        </MessageBarBody>
      </MessageBar>
      <Field label={TEXTS.state.name} className={styles.name}>
        <Input value={name} maxLength={256} autoComplete="off" onChange={(_, { value }) => setName(value)} />
      </Field>
      {isPending && <ProgressBar aria-label={TEXTS.state.importing} />}
      {error !== null && <Failed error={error} title={TEXTS.state.notImported} />}
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={isPending} onClick={() => mutate()}>
          {TEXTS.state.keepDocument}
        </Button>
        <Button disabledFocusable={isPending} onClick={another}>
          {TEXTS.state.another}
        </Button>
      </div>
    </div>
  )
}

function Export() {
  const styles = useStyles()
  const { mutate, isPending, error } = useSaveExport()
  return (
    <>
      <Text>{TEXTS.state.exportText}</Text>
      <div className={styles.buttons}>
        <Button
          icon={<ArrowDownloadRegular />}
          disabledFocusable={isPending}
          onClick={() => mutate({ path: '/export', name: 'export' })}
        >
          {isPending ? TEXTS.state.exporting : TEXTS.state.exportNow}
        </Button>
      </div>
      {error !== null && <Failed error={error} />}
      <ToolExport />
    </>
  )
}

function ToolExport() {
  const styles = useStyles()
  const { tenant } = useSession().who
  const [format, setFormat] = useState<ExportFormat>('intunecd')
  const { begin, cancel, count, data, error, isPending, isCancelled } = useToolExport()
  return (
    <>
      <Text>{TEXTS.state.exportFormats}</Text>
      <Field label={TEXTS.state.exportFormat} className={styles.name}>
        <Select value={format} onChange={(_, { value }) => setFormat(value as ExportFormat)}>
          {Object.entries(TEXTS.state.exportFormatsOf).map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.buttons}>
        <Button icon={<ArrowDownloadRegular />} disabledFocusable={isPending} onClick={() => begin(format)}>
          {TEXTS.state.exportFiles}
        </Button>
        {isPending && <Button onClick={cancel}>{TEXTS.cancel}</Button>}
      </div>
      {isPending ? (
        <Field validationState="none" validationMessage={TEXTS.state.filesSoFar(count)}>
          <ProgressBar aria-label={TEXTS.state.exporting} />
        </Field>
      ) : isCancelled ? null : error !== null ? (
        <Failed error={error} title={TEXTS.state.notExported} />
      ) : data !== undefined ? (
        <Text role="status">{data === 0 ? TEXTS.state.noToolFiles : TEXTS.state.filesSaved(data)}</Text>
      ) : null}
      <Text>{TEXTS.state.exportLine}</Text>
      <Code
        text={`intunite export --format ${format} --out ${format}.zip --tenant ${tenant.id}`}
        label={TEXTS.state.commandLine}
      />
    </>
  )
}
