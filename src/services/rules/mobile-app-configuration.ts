/** @see https://learn.microsoft.com/graph/api/resources/intune-apps-manageddevicemobileappconfiguration */
import type { Rules } from '../rules.js'

export const appConfiguration: Rules = {}
