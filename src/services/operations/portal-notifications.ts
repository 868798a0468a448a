/**
 * What the portal has to tell of alerts: one notification for each alert record whose rule notifies in the portal. That one was
 * sent is told by actions, not by a member of the record.
 * @see https://learn.microsoft.com/graph/api/devicemanagement-alertrecord-getportalnotifications
 */
import type { Entity } from '../../model/payload.js'
import { itemsAt } from '../items.js'
import { answering } from './answering.js'
import { callsOf } from './journal.js'

const SENT = 'setPortalNotificationAsSent'
const ALL_SENT = 'changeAlertRecordsPortalNotificationAsSent'
const RULES = 'deviceManagement/monitoring/alertRules'

export const getPortalNotifications = answering(function* ({ scope, resource, keys }) {
  const rules = new Map<unknown, Entity>()
  for (const { entity } of yield* itemsAt(scope, scope.model.resourceAt(RULES), [])) rules.set(entity['id'], entity)
  const sent = new Set<unknown>()
  for (const { id, operation, parameters } of yield* callsOf(scope, [SENT, ALL_SENT]))
    if (operation === SENT) sent.add(id)
    else for (const each of (parameters['alertRecordIds'] ?? []) as string[]) sent.add(each)
  const records = yield* itemsAt(scope, resource, keys)
  return {
    value: records.flatMap(({ entity: record }) => {
      const rule = rules.get(record['alertRuleId'])
      return rule !== undefined && notifiesInPortal(rule) ? [notificationOf(record, rule, sent.has(record['id']))] : []
    }),
  }
})

function notifiesInPortal(rule: Entity): boolean {
  const channels = (rule['notificationChannels'] ?? []) as Entity[]
  return channels.some((channel) => channel['notificationChannelType'] === 'portal')
}

function notificationOf(record: Entity, rule: Entity, isPortalNotificationSent: boolean): Entity {
  return {
    id: record['id'],
    alertRecordId: record['id'],
    alertRuleId: record['alertRuleId'],
    alertRuleName: rule['displayName'],
    alertRuleTemplate: record['alertRuleTemplate'],
    alertImpact: record['alertImpact'],
    severity: record['severity'],
    isPortalNotificationSent,
  }
}
