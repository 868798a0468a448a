/** The connector to Zebra's updates over the air, and what is deployed with it. Its actions succeed at once. */
import { allProperties } from '../../model/inheritance.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { ComplexType } from '../../model/types.js'
import { itemsAt } from '../items.js'
import { answering } from './answering.js'
import type { Effect } from './effect.js'
import { setting } from './set-members.js'
import type { Change } from './set-members.js'

const succeeding = (change: Change): Effect => ({
  plan(call) {
    const work = setting(change).plan(call)
    return function* () {
      yield* work()
      return { value: true }
    }
  },
})

const ACTIVE = ['pendingCreation', 'created', 'inProgress', 'pendingCancel']

const hasActiveDeployments = answering(function* ({ scope }) {
  const deployments = scope.model.resourceAt('deviceManagement/zebraFotaDeployments')
  const filter = ACTIVE.map((state) => `deploymentStatus/state eq '${state}'`).join(' or ')
  const active = yield* itemsAt(scope, deployments, [], { filter, firstBy: 'id', select: ['id'] })
  return { value: active.length > 0 }
})

/** The models among the devices that are Zebra's. */
const retrieveZebraFotaDeviceModels = answering(function* ({ scope }) {
  const devices = scope.model.resourceAt('deviceManagement/managedDevices')
  const filter = "startswith(manufacturer,'Zebra') and model ne null"
  const found = yield* itemsAt(scope, devices, [], { filter, select: ['model'] })
  return { value: [...new Set(found.map(({ entity }) => String(entity['model'])))].sort() }
})

const cancelled: Change = ({ current, now, type }) => {
  const status = allProperties(type)['deploymentStatus']?.type as ComplexType
  const whole = complete(status, (current['deploymentStatus'] ?? {}) as Entity)
  return {
    deploymentStatus: { ...whole, state: 'canceled', cancelRequested: true, completeOrCanceledDateTime: now },
  }
}

export const zebra: Readonly<Record<string, Effect>> = {
  'zebraFotaConnector.approveFotaApps': succeeding(() => ({ fotaAppsApproved: true })),
  'zebraFotaConnector.connect': succeeding(({ now }) => ({ state: 'connected', lastSyncDateTime: now })),
  'zebraFotaConnector.disconnect': succeeding(() => ({ state: 'disconnected' })),
  'zebraFotaConnector.hasActiveDeployments': hasActiveDeployments,
  'zebraFotaConnector.retrieveZebraFotaDeviceModels': retrieveZebraFotaDeviceModels,
  'zebraFotaDeployment.cancel': succeeding(cancelled),
}
