/** @see https://learn.microsoft.com/graph/api/resources/intune-shared-mimecontent */
import { Edm, nullable } from '../../model/edm.js'
import { defineComplexType } from '../../model/declare.js'

export const mimeContent = defineComplexType({
  name: 'mimeContent',
  properties: {
    type: nullable(Edm.String),
    value: nullable(Edm.Binary),
  },
})
