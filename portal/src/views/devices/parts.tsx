/** What the pages of this view are made of. */
import { Badge, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { ownOf } from '../../model/own'
import { useStyles } from '../../parts/styles'
import { addressOf } from '../../routing'
import { useMayWrite } from '../../session/session'
import { Link } from '../../shell/link'
import { DEVICES } from '../../texts/devices'
import { explorerAddress, useLife } from './data'
import type { NamedPolicy } from './data'

const COLORS: Readonly<Record<string, 'success' | 'danger' | 'warning' | 'informative'>> = {
  compliant: 'success',
  remediated: 'success',
  installed: 'success',
  success: 'success',
  noIssue: 'success',
  nonCompliant: 'danger',
  noncompliant: 'danger',
  error: 'danger',
  conflict: 'danger',
  failed: 'danger',
  fail: 'danger',
  uninstallFailed: 'danger',
  scriptError: 'danger',
  remediationFailed: 'danger',
  remediationError: 'danger',
  inGracePeriod: 'warning',
  pendingInstall: 'warning',
}

export function stateText(state: string): string {
  return ownOf(DEVICES.names, state) ?? state
}

export function StateBadge({ state, text = stateText(state) }: { readonly state: string; readonly text?: string }) {
  const styles = useStyles()
  return (
    <Badge className={styles.badge} appearance="tint" color={ownOf(COLORS, state) ?? 'informative'}>
      {text}
    </Badge>
  )
}

export function Compliance({ state }: { readonly state: string }) {
  return <StateBadge state={state} text={state === 'unknown' ? DEVICES.complianceUnknown : stateText(state)} />
}

/** `-2016281112 (0x87D1FDE8, remediation failed)`. */
export function codeText(code: number): string {
  if (code >= 0 && code < 65_536) return String(code)
  const words = [`0x${(code >>> 0).toString(16).toUpperCase()}`, ownOf(DEVICES.codes, String(code))]
  return `${code} (${words.filter((word) => word !== undefined).join(', ')})`
}

export function DeviceLink({ id, name }: { readonly id: string; readonly name: string }) {
  const styles = useStyles()
  return (
    <Link className={styles.link} href={addressOf(['devices', id])}>
      {name}
    </Link>
  )
}

/** A policy by its name, with the way to it in the explorer as long as it is there. */
export function PolicyLink({ id, policies }: { readonly id: string; readonly policies: readonly NamedPolicy[] }) {
  const styles = useStyles()
  const found = policies.find((policy) => policy.id === id)
  if (found === undefined) return <span className={styles.mono}>{id}</span>
  return (
    <Link className={styles.link} href={explorerAddress(found.set, id)}>
      {found.name}
    </Link>
  )
}

export function nameOf(id: string, policies: readonly NamedPolicy[]): string {
  return policies.find((policy) => policy.id === id)?.name ?? id
}

/** Why nothing happens, where the tenant does not live. */
export function DoesNotLive() {
  const { data } = useLife()
  const mayWrite = useMayWrite()
  const styles = useStyles()
  if (data?.on !== false) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{DEVICES.offTitle}</MessageBarTitle> {DEVICES.off}{' '}
        {mayWrite ? (
          <Link className={styles.link} href={addressOf(['devices', 'life'])}>
            {DEVICES.offMayWrite}
          </Link>
        ) : (
          DEVICES.offReader
        )}
      </MessageBarBody>
    </MessageBar>
  )
}
