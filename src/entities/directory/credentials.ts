/** What apps show to prove who they are. @see https://learn.microsoft.com/graph/api/resources/passwordcredential */
import { Edm, nullable } from '../../model/edm.js'
import { defineComplexType } from '../../model/declare.js'

export const keyCredential = defineComplexType({
  name: 'keyCredential',
  properties: {
    customKeyIdentifier: nullable(Edm.Binary),
    displayName: nullable(Edm.String),
    endDateTime: nullable(Edm.DateTimeOffset),
    key: nullable(Edm.Binary),
    keyId: nullable(Edm.Guid),
    startDateTime: nullable(Edm.DateTimeOffset),
    type: nullable(Edm.String),
    usage: nullable(Edm.String),
  },
})

export const passwordCredential = defineComplexType({
  name: 'passwordCredential',
  properties: {
    customKeyIdentifier: nullable(Edm.Binary),
    displayName: nullable(Edm.String),
    endDateTime: nullable(Edm.DateTimeOffset),
    hint: nullable(Edm.String),
    keyId: nullable(Edm.Guid),
    secretText: nullable(Edm.String),
    startDateTime: nullable(Edm.DateTimeOffset),
  },
})
