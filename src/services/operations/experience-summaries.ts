/**
 * Rows of endpoint analytics for each device, or summarized for each model: `summarizeBy`. What got worse since an earlier time
 * is not known, as no earlier times are kept.
 *
 * @see https://learn.microsoft.com/graph/api/intune-devices-userexperienceanalyticsdeviceperformance-summarizedeviceperformancedevices
 */
import { notImplemented } from '../../errors.js'
import { propertyList } from '../../model/inheritance.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import { itemsAt } from '../items.js'
import { answering } from './answering.js'

export const summarizeDevices = answering(function* ({ scope, resource, keys, operation }, { summarizeBy }) {
  if (summarizeBy === 'none') return { entities: { resource, keys } }
  if (summarizeBy !== 'model') throw notImplemented(`${operation.name} by ${String(summarizeBy)}`)
  const models = new Map<string, Entity[]>()
  for (const { entity } of yield* itemsAt(scope, resource, keys)) {
    const key = JSON.stringify([entity['manufacturer'], entity['model']])
    const rows = models.get(key)
    if (rows === undefined) models.set(key, [entity])
    else rows.push(entity)
  }
  return { value: [...models.values()].map((rows) => summary(resource.type, rows)) }
})

/** Figures are the means of those of the devices; what is of one device alone is left out. */
function summary(type: EntityType, rows: readonly Entity[]): Entity {
  const [{ id, manufacturer, model } = {}] = rows
  const figures = propertyList(type).flatMap(([name, property]) => {
    if (property.type.kind !== 'primitive' || !/^Edm\.(Int|Double)/.test(property.type.name)) return []
    const mean = rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0) / rows.length
    return [[name, property.type.name === 'Edm.Double' ? mean : Math.round(mean)] as const]
  })
  return complete(type, { ...Object.fromEntries(figures), id, manufacturer, model, deviceCount: rows.length })
}

/** What the device scopes of a tenant say of themselves, counted. */
export const summarizeDeviceScopes = answering(function* ({ scope }) {
  const scopes = (yield* itemsAt(scope, scope.model.resourceAt(SCOPES), [])).map(({ entity }) => entity)
  const idsOf = (status: string): unknown[] => scopes.filter((each) => each['status'] === status).map(({ id }) => id)
  return {
    value: {
      completedDeviceScopeIds: idsOf('completed'),
      insufficientDataDeviceScopeIds: idsOf('insufficientData'),
      totalDeviceScopes: scopes.length,
      totalDeviceScopesEnabled: scopes.filter(({ enabled }) => enabled === true).length,
    },
  }
})

const SCOPES = 'deviceManagement/userExperienceAnalyticsDeviceScopes'
