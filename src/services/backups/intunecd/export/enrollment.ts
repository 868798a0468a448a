/** Enrolment: configurations, status pages, Autopilot profiles. */
import type { Entity } from '../../../../model/payload.js'
import { MANAGEMENT } from './objects.js'
import { plain } from './parts.js'
import type { Part } from './parts.js'

const ESP = '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration'

export const enrollment: readonly Part[] = [
  plain({
    folder: 'Enrollment Configurations',
    set: `${MANAGEMENT}/deviceEnrollmentConfigurations`,
    assigned: true,
    takes: (item) => item['@odata.type'] !== ESP,
  }),
  plain({
    folder: 'Enrollment Profiles/Windows/ESP',
    set: `${MANAGEMENT}/deviceEnrollmentConfigurations`,
    assigned: true,
    takes: (item) => item['@odata.type'] === ESP,
    async change(item, writer) {
      const names: Entity[] = []
      const ids = item['selectedMobileAppIds']
      for (const id of Array.isArray(ids) ? (ids as unknown[]) : []) {
        const app = await writer.app(id)
        if (app !== undefined) names.push({ name: app['displayName'], type: app['@odata.type'] })
      }
      if (names.length === 0) return []
      delete item['selectedMobileAppIds']
      item['selectedMobileAppNames'] = names
      return []
    },
  }),
  plain({
    folder: 'Enrollment Profiles/Windows',
    set: `${MANAGEMENT}/windowsAutopilotDeploymentProfiles`,
    assigned: true,
  }),
]
