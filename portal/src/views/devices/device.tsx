/** One device: what it is, what it reported, what happened to it, and what can be done with it. */
import { Badge, Button, MessageBar, MessageBarBody, Title3 } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ReadOnly } from '../../parts/read-only'
import { Facts } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { timeText } from '../../parts/time'
import { CopyButton } from '../../requests/code'
import { addressOf, navigate } from '../../routing'
import { useMayWrite, useSession } from '../../session/session'
import { useClock } from '../../shell/clock'
import { Link } from '../../shell/link'
import { Failed, Waiting } from '../../shell/states'
import { DEVICES } from '../../texts/devices'
import { devicePath, explorerAddress, useControl, useGraphDevice, useRefresh } from './data'
import type { DescribedDevice } from './data'
import { InstallDialog } from './install-dialog'
import { nextText, sinceText } from './list'
import { OfflineDialog } from './offline-dialog'
import { Compliance, DoesNotLive } from './parts'
import { StateDialog } from './state-dialog'
import type { Subject } from './state-dialog'
import { States } from './states'
import { Statements } from './statements'
import { Timeline } from './timeline'
import { Why } from './why'

export function DevicePage({ id }: { readonly id: string }) {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  const { data: device, error, refetch } = useControl<DescribedDevice>(devicePath(id))
  const [stating, setStating] = useState<Subject>()
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (device === undefined) return <Waiting />
  return (
    <div className={styles.sections}>
      <div className={styles.part}>
        <nav aria-label={DEVICES.list}>
          <Link className={styles.link} href={addressOf(['devices'])}>
            {DEVICES.back}
          </Link>
        </nav>
        <DoesNotLive />
        <Head device={device} />
        {!mayWrite && <ReadOnly />}
      </div>
      <About device={device} />
      <States device={device} onState={setStating} />
      <Statements device={device} onState={() => setStating({})} />
      <Why device={device.id} policies={device.policies} />
      <Timeline device={device.id} />
      {stating !== undefined && <StateDialog device={device} subject={stating} onClose={() => setStating(undefined)} />}
    </div>
  )
}

function Head({ device }: { readonly device: DescribedDevice }) {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  const session = useSession()
  const refresh = useRefresh()
  const [dialog, setDialog] = useState<'offline' | 'install'>()
  const close = (): void => setDialog(undefined)
  const { id, name, online, offlineUntil, complianceState } = device
  const checkIn = useMutation({
    mutationFn: () => session.control<{ online: boolean }>(devicePath(id, 'check-in'), { method: 'POST' }),
    onSuccess: refresh,
  })
  const reach = useMutation({
    mutationFn: () => session.control(devicePath(id, 'reachability'), { method: 'PATCH', body: { online: true } }),
    onSuccess: refresh,
  })
  const refused = checkIn.error ?? reach.error
  return (
    <>
      <div className={styles.bar}>
        <Title3 as="h2" className={styles.wrap}>
          {name}
        </Title3>
        <Compliance state={complianceState} />
        <Badge className={styles.badge} appearance="outline" color={online ? 'success' : 'severe'}>
          {online
            ? DEVICES.online
            : offlineUntil === undefined
              ? DEVICES.offline
              : DEVICES.offlineUntil(timeText(offlineUntil))}
        </Badge>
        <span className={styles.space} />
        <CopyButton text={JSON.stringify(device, undefined, 2)} label={DEVICES.actions.copyJson} />
        <Button onClick={() => navigate(explorerAddress(MANAGED_DEVICES, id))}>{DEVICES.actions.explorer}</Button>
        {mayWrite && (
          <>
            <Button onClick={() => setDialog('install')}>{DEVICES.actions.install}</Button>
            {online ? (
              <Button onClick={() => setDialog('offline')}>{DEVICES.actions.offline}</Button>
            ) : (
              <Button disabledFocusable={reach.isPending} onClick={() => reach.mutate()}>
                {DEVICES.actions.online}
              </Button>
            )}
            <Button appearance="primary" disabledFocusable={checkIn.isPending} onClick={() => checkIn.mutate()}>
              {DEVICES.actions.checkIn}
            </Button>
          </>
        )}
      </div>
      {refused !== null && <Failed error={refused} title={DEVICES.didNot} />}
      {checkIn.data !== undefined && (
        <MessageBar intent={checkIn.data.online ? 'success' : 'warning'}>
          <MessageBarBody>{checkIn.data.online ? DEVICES.checkedIn : DEVICES.ignored}</MessageBarBody>
        </MessageBar>
      )}
      {dialog === 'offline' && <OfflineDialog id={id} name={name} onClose={close} />}
      {dialog === 'install' && <InstallDialog id={id} name={name} onClose={close} />}
    </>
  )
}

const MANAGED_DEVICES = 'deviceManagement/managedDevices'

function About({ device }: { readonly device: DescribedDevice }) {
  const styles = useStyles()
  const { now } = useClock()
  const { data: graph } = useGraphDevice(device.id)
  const { facts } = DEVICES
  const { id, user, operatingSystem, lastSync, nextCheckIn, checkIns } = device
  const both = (time: string, away: string): string => `${timeText(time)} (${away})`
  const given = (texts: readonly (string | null | undefined)[]): string =>
    texts.filter((text) => typeof text === 'string' && text !== '').join(' ') || DEVICES.none
  return (
    <Facts
      facts={[
        [facts.user, user ?? DEVICES.noUser],
        [facts.platform, given([operatingSystem, graph?.osVersion])],
        [facts.model, given([graph?.manufacturer, graph?.model])],
        [facts.owner, facts.owners[graph?.managedDeviceOwnerType ?? ''] ?? DEVICES.none],
        [facts.enrolled, graph?.enrolledDateTime == null ? DEVICES.none : timeText(graph.enrolledDateTime)],
        [facts.last, lastSync.startsWith('0001') ? DEVICES.never : both(lastSync, sinceText(lastSync, now))],
        [facts.next, nextCheckIn === undefined ? facts.unplanned : both(nextCheckIn, nextText(nextCheckIn, now))],
        [facts.checkIns, checkIns.toLocaleString('en')],
        [facts.serial, given([graph?.serialNumber])],
        [facts.id, <span className={styles.mono}>{id}</span>],
      ]}
    />
  )
}
