/** The answers that every server has to give, written down independently of all of them. */
import type { Assignment, Configuration, Item, Summary } from './data.js'

/** All servers are called by this name, whatever their port, because it is part of the bodies. */
export const HOST = 'localhost:8080'
export const PREFIX = '/v1.0/deviceAppManagement/mobileAppConfigurations'

const CONTEXT = `http://${HOST}/v1.0/$metadata#deviceAppManagement/mobileAppConfigurations`
const CONFIGURATION = { '@odata.type': '#microsoft.graph.iosMobileAppConfiguration' }
const SUMMARY = { '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary' }

export function configurationEntity(configuration: Configuration): object {
  return { '@odata.context': `${CONTEXT}/$entity`, ...CONFIGURATION, ...configuration }
}

export function summaryEntity(configurationId: string, summary: Summary): object {
  return { '@odata.context': `${CONTEXT}('${configurationId}')/userStatusSummary/$entity`, ...SUMMARY, ...summary }
}

export function selectedList(items: readonly Item[]): object {
  const value = items.map(({ configuration: { id, displayName, version } }) => ({
    ...CONFIGURATION,
    id,
    displayName,
    version,
  }))
  return { '@odata.context': `${CONTEXT}(id,displayName,version)`, value }
}

export function expandedList(items: readonly Item[]): object {
  const value = items.map(({ configuration, assignment, summary }) => {
    const own = `${CONTEXT}('${configuration.id}')/microsoft.graph.iosMobileAppConfiguration`
    return {
      ...CONFIGURATION,
      ...configuration,
      'assignments@odata.context': `${own}/assignments`,
      assignments: [assignmentEntity(assignment)],
      'userStatusSummary@odata.context': `${own}/userStatusSummary/$entity`,
      userStatusSummary: summary === undefined ? null : { ...SUMMARY, ...summary },
    }
  })
  return { '@odata.context': `${CONTEXT}(assignments(),userStatusSummary())`, value }
}

function assignmentEntity(assignment: Assignment): object {
  return { '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationAssignment', ...assignment }
}
