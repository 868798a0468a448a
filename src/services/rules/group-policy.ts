/** Configurations by ADMX policies: what they set is bound to definitions and presentations of the catalog (B64, B66). */
import type { Rules } from './rules.js'

export const groupPolicyConfiguration: Rules = {
  usesCatalog: () => true,
}
