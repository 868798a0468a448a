/** What bodies and answers of the control face are made of. Descriptions say in words what a value must be. */
import { Type } from 'typebox'
import type { TProperties, TSchema } from 'typebox'

/** An object of which every member is known. */
export function closed<P extends TProperties>(members: P) {
  return Type.Object(members, { additionalProperties: false })
}

export function orNull<S extends TSchema>(schema: S) {
  return Type.Union([schema, Type.Null()])
}

export function list<S extends TSchema>(schema: S) {
  return Type.Object({ value: Type.Array(schema) })
}

export const optional = Type.Optional

/** Without control characters, which neither people nor PostgreSQL can read. */
const PRINTABLE = '^[^\\u0000-\\u001f]*$'

function text(longest: number, shortest = 1) {
  return Type.String({
    minLength: shortest,
    maxLength: longest,
    pattern: PRINTABLE,
    description: `a text of ${shortest} to ${longest} characters`,
  })
}

export const Text = text(256)
export const LongText = text(4096, 0)

export const Guid = Type.String({
  pattern: '^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$',
  description: 'a GUID',
})

export const Permission = Type.String({
  pattern: '^[A-Za-z][\\w.-]{0,119}$',
  description: 'a permission such as DeviceManagementApps.Read.All',
})

export const Permissions = Type.Array(Permission, { minItems: 1, maxItems: 200, description: 'a list of permissions' })

export const Secret = Type.String({
  minLength: 1,
  maxLength: 1000,
  pattern: PRINTABLE,
  description: 'a text of 1 to 1000 characters',
})

export const Flag = Type.Boolean({ description: 'true or false' })

export const Time = Type.String({ description: 'a time in UTC' })

/** A time in a request. */
export const Instant = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$',
  description: 'a time in UTC such as 2026-03-02T08:00:00Z',
})

export const Role = Type.Enum(['none', 'readOnly', 'administrator'])

export const RedirectUris = Type.Array(closed({ uri: text(2048), type: Type.Enum(['web', 'spa', 'public']) }), {
  maxItems: 256,
  description: 'a list of { uri, type }, with web, spa or public for type',
})

export const IdentifierUris = Type.Array(text(2048), { maxItems: 256, description: 'a list of identifier URIs' })

export const Audience = Type.Enum([
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
])

export const Implicit = closed({ accessToken: Flag, idToken: Flag })

export const Scopes = Type.Array(Permission, { maxItems: 200, description: 'a list of permissions' })

export const NamedPolicies = Type.Array(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    set: Type.String({ description: 'path of its set, as in a request' }),
  }),
  { description: 'the policies and apps that are spoken of, as far as they are still there' },
)
