/**
 * A tenant as one JSON document: everything but what is secret. The same tenant always gives the same text, so that
 * documents can be compared and kept in version control.
 */
import { Type } from 'typebox'
import type { Static } from 'typebox'
import type { Entity } from '../../model/payload.js'
import { isWireTime } from '../../model/schemas.js'
import { MEMBER_TYPES } from '../../store/query/memberships.js'
import type { AppExport } from '../../store/identity/export-apps.js'
import type { MembershipExport, TenantExport, UserExport } from '../../store/identity/export.js'

/** What the first member of a document says. */
export const KIND = 'tenant'

/** Raised when a reader of the former one would misunderstand. */
export const FORMAT = 1

export interface TenantDocument {
  readonly intunite: typeof KIND
  readonly format: number
  readonly tenant: TenantExport
  readonly apps: readonly AppExport[]
  /** What sign-in knows of the users besides what Graph shows. */
  readonly signIn: readonly UserExport[]
  readonly memberships: readonly MembershipExport[]
  /** By path of their resource. What an entity contains is a member of it, by the name of the navigation. */
  readonly entities: Readonly<Record<string, readonly Entity[]>>
  /** Entities that are stored as documents; what contains others comes before them. */
  readonly documents?: readonly StoredDocument[]
  /** Which entities of other sets an entity refers to. */
  readonly references?: readonly Reference[]
  /** Entities that show the members that they have here alone, in this order, as the backup did from which they came. */
  readonly asTold?: readonly EntityPlace[]
}

/** The members that are lists of any length, with their elements. */
export interface Lists {
  readonly signIn: UserExport
  readonly memberships: MembershipExport
  readonly documents: StoredDocument
  readonly references: Reference
  readonly asTold: EntityPlace
}

export interface StoredDocument {
  /** Path of its resource. */
  readonly path: string
  /** Keys of the items that contain it, from the root down. */
  readonly keys: readonly string[]
  readonly entity: Entity
}

export interface EntityPlace {
  /** Path of its resource. */
  readonly path: string
  /** Its keys, from the root down. */
  readonly keys: readonly string[]
}

export interface Reference {
  /** Path of the navigation property, without keys. */
  readonly path: string
  /** Keys of the entity that refers, from the root down. */
  readonly keys: readonly string[]
  /** Id of the other one. */
  readonly id: string
}

const closed = { additionalProperties: false } as const

const Time = Type.Refine(
  Type.String({ description: 'a time in UTC such as 2026-03-02T09:14:07.4815162Z' }),
  isWireTime,
  () => 'must be a time in UTC',
)
const Guid = Type.String({
  pattern: '^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$',
  description: 'a GUID in lower case',
})
const Name = Type.String({ minLength: 1, maxLength: 256, description: 'a text of 1 to 256 characters' })
const Permission = Type.String({
  pattern: '^[A-Za-z][\\w.-]{0,119}$',
  description: 'a permission such as DeviceManagementApps.Read.All',
})
const Domain = Type.String({
  pattern: '^(?=.{1,253}$)[a-z0-9-]+(?:\\.[a-z0-9-]+)+$',
  description: 'a domain name in lower case such as contoso.test',
})
const orNull = <S extends Parameters<typeof Type.Array>[0]>(schema: S) => Type.Union([schema, Type.Null()])
const Text = Type.String({ maxLength: 4096, description: 'a text' })

const App = Type.Object(
  {
    appId: Guid,
    objectId: Guid,
    servicePrincipalId: orNull(Guid),
    displayName: Name,
    description: orNull(Text),
    signInAudience: Name,
    enabled: Type.Boolean(),
    publicClient: Type.Boolean(),
    createdDateTime: Time,
    identifierUris: Type.Array(Text),
    redirectUris: Type.Array(Type.Object({ uri: Text, type: Type.Enum(['web', 'spa', 'public']) }, closed)),
    requestedScopes: Type.Array(Permission),
    certificates: Type.Array(
      Type.Object(
        {
          keyId: Name,
          certificate: Type.String({ description: 'a certificate in PEM form' }),
          displayName: orNull(Text),
          createdDateTime: Time,
          expiresDateTime: orNull(Time),
        },
        closed,
      ),
    ),
    applicationPermissions: Type.Array(
      Type.Object({ resourceId: Guid, permission: Permission, createdDateTime: Time }, closed),
    ),
    delegatedPermissions: Type.Array(
      Type.Object({ resourceId: Guid, permission: Permission, userId: orNull(Name), createdDateTime: Time }, closed),
    ),
  },
  closed,
)

export const documentSchema = Type.Object(
  {
    intunite: Type.Literal(KIND),
    format: Type.Integer({ minimum: 1 }),
    tenant: Type.Object(
      {
        id: Guid,
        displayName: Name,
        defaultDomain: Domain,
        domains: Type.Array(Domain),
        profile: orNull(Name),
        asksPassword: Type.Boolean(),
        userConsent: Type.Boolean(),
        createdDateTime: Time,
      },
      closed,
    ),
    apps: Type.Array(App),
    signIn: Type.Array(
      Type.Object(
        {
          id: Name,
          intuneRole: Type.Enum(['none', 'readOnly', 'administrator']),
          sessionsRevokedDateTime: orNull(Time),
        },
        closed,
      ),
    ),
    memberships: Type.Array(
      Type.Object(
        {
          groupId: Name,
          memberId: Type.Optional(Name),
          memberType: Type.Optional(Type.Enum(MEMBER_TYPES)),
          userId: Type.Optional(Name),
        },
        closed,
      ),
    ),
    entities: Type.Record(Type.String(), Type.Array(Type.Object({}))),
    documents: Type.Optional(
      Type.Array(
        Type.Object({ path: Type.String(), keys: Type.Array(Type.String()), entity: Type.Object({}) }, closed),
      ),
    ),
    asTold: Type.Optional(Type.Array(Type.Object({ path: Type.String(), keys: Type.Array(Type.String()) }, closed))),
    references: Type.Optional(
      Type.Array(Type.Object({ path: Type.String(), keys: Type.Array(Type.String()), id: Type.String() }, closed)),
    ),
  },
  closed,
)

/** Of the elements of the lists. */
export const listSchemas = {
  signIn: documentSchema.properties.signIn.items,
  memberships: documentSchema.properties.memberships.items,
  documents: documentSchema.properties.documents.items,
  references: documentSchema.properties.references.items,
  asTold: documentSchema.properties.asTold.items,
} satisfies Record<keyof Lists, unknown>

/** The schema and the type say the same. */
export type Checked = Static<typeof documentSchema> extends Omit<TenantDocument, 'intunite'> ? true : never
