/** @see https://learn.microsoft.com/graph/api/resources/intune-shared-actionstate */
import { defineEnumType } from '../../model/declare.js'

export const actionState = defineEnumType({
  name: 'actionState',
  members: { none: 0, pending: 1, canceled: 2, active: 3, done: 4, failed: 5, notSupported: 6 },
})
