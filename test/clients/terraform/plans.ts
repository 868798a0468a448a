/** All plans that follow the same course. */
import { appPlans } from './apps.js'
import { catalogPlans } from './catalog.js'
import { compliancePlans } from './compliance.js'
import { devicePlans } from './devices.js'
import { enrollmentPlans } from './enrollment.js'
import type { Made, Resource } from './plan.js'
import { scriptPlans } from './scripts.js'
import { tenantPlans } from './tenant.js'

export function plansFor(made: Made): readonly Resource[] {
  return [
    ...catalogPlans(),
    ...scriptPlans(),
    ...compliancePlans(made),
    ...devicePlans(),
    ...enrollmentPlans(made),
    ...tenantPlans(made),
    ...appPlans(made),
  ]
}
