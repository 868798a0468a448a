/** A backup is checked, its report is shown, and it comes in when the user says so. */
import {
  Button,
  Checkbox,
  Dropdown,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Option,
  ProgressBar,
  tokens,
} from '@fluentui/react-components'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FORMATS } from '../../../../src/services/backups/backup'
import type { BackupReport } from '../../../../src/services/backups/report'
import { useSession } from '../../session/session'
import { Failed } from '../../shell/states'
import { TEXTS } from '../../texts'
import type { Chosen } from './backup-files'
import { ReportView } from './report-view'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  options: { border: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', minWidth: 0 },
  format: { maxWidth: '22rem' },
  dropdown: { minWidth: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

interface Options {
  readonly format: string
  readonly placeholders: boolean
  readonly lenient: boolean
}

interface BackupImportProps {
  readonly backup: Extract<Chosen, { kind: 'backup' }>
  readonly another: () => void
}

export function BackupImport({ backup, another }: BackupImportProps) {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const [options, setOptions] = useState<Options>({ format: '', placeholders: false, lenient: false })
  const bring = (dryRun: boolean, signal?: AbortSignal): Promise<BackupReport> =>
    session.control<BackupReport>(`/import?${queryOf(options, dryRun)}`, {
      method: 'POST',
      content: backup.bundle,
      signal,
    })
  const [id] = useState(() => crypto.getRandomValues(new Uint32Array(1))[0])
  const check = useQuery({
    queryKey: ['import', id, options],
    queryFn: ({ signal }) => bring(true, signal),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  const come = useMutation({ mutationFn: () => bring(false), onSuccess: () => queries.invalidateQueries() })
  const busy = check.isFetching || come.isPending
  const report = come.data ?? check.data
  return (
    <div className={styles.page}>
      <MessageBar
        intent={report?.complete === false ? 'warning' : come.data === undefined ? 'info' : 'success'}
        layout="multiline"
      >
        <MessageBarBody>
          <MessageBarTitle>{backup.name}</MessageBarTitle> {TEXTS.state.files(backup.count)}.{' '}
          {report !== undefined &&
            (report.dryRun
              ? TEXTS.state.wouldCome(report.objects, report.format)
              : TEXTS.state.came(report.made, report.format))}{' '}
          {report?.complete === false && TEXTS.state.incomplete}
        </MessageBarBody>
      </MessageBar>
      {come.data === undefined && <OptionFields options={options} change={setOptions} disabled={busy} />}
      {busy && (
        <Field validationState="none" validationMessage={come.isPending ? TEXTS.state.importing : TEXTS.state.checking}>
          <ProgressBar aria-label={come.isPending ? TEXTS.state.importing : TEXTS.state.checking} />
        </Field>
      )}
      {check.error !== null && come.data === undefined && <Failed error={check.error} title={TEXTS.state.unreadable} />}
      {come.error !== null && <Failed error={come.error} title={TEXTS.state.notImported} />}
      <div className={styles.buttons}>
        {come.data === undefined && (
          <Button
            appearance="primary"
            disabledFocusable={busy || check.data === undefined}
            onClick={() => come.mutate()}
          >
            {TEXTS.state.importNow}
          </Button>
        )}
        <Button disabledFocusable={come.isPending} onClick={another}>
          {TEXTS.state.another}
        </Button>
      </div>
      {report !== undefined && <ReportView report={report} />}
    </div>
  )
}

function queryOf({ format, placeholders, lenient }: Options, dryRun: boolean): string {
  const query = new URLSearchParams({ dryRun: String(dryRun) })
  if (format !== '') query.set('format', format)
  if (placeholders) query.set('placeholders', 'true')
  if (lenient) query.set('lenient', 'true')
  return query.toString()
}

interface OptionFieldsProps {
  readonly options: Options
  readonly change: (options: Options) => void
  readonly disabled: boolean
}

function OptionFields({ options, change, disabled }: OptionFieldsProps) {
  const styles = useStyles()
  return (
    <fieldset className={styles.options}>
      <legend className="visually-hidden">{TEXTS.state.options}</legend>
      <Field label={TEXTS.state.format} className={styles.format}>
        <Dropdown
          className={styles.dropdown}
          disabled={disabled}
          value={options.format === '' ? TEXTS.state.recognized : options.format}
          selectedOptions={[options.format]}
          onOptionSelect={(_, { optionValue = '' }) => change({ ...options, format: optionValue })}
        >
          <Option value="">{TEXTS.state.recognized}</Option>
          {FORMATS.map((format) => (
            <Option key={format} value={format}>
              {format}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {(['placeholders', 'lenient'] as const).map((name) => (
        <Checkbox
          key={name}
          label={TEXTS.state[name]}
          checked={options[name]}
          disabled={disabled}
          onChange={(_, { checked }) => change({ ...options, [name]: checked === true })}
        />
      ))}
    </fieldset>
  )
}
