/** What rules ask of generated bodies beyond the schema, and what comes back where a rule decides it. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { model } from '../../src/entities/index.js'
import { APPLICATION_DEFAULTS } from '../../src/entities/directory/applications.js'
import type { Sample } from './generated.js'

type Kind = 'create' | 'update'
type Body = Record<string, unknown>

/** What the server decides on: any value will do. */
export const DECIDED = Symbol('decided by the server')

/** Bodies of a type that its rules let pass. */
export function keepingRules(typeName: string, bodies: Arbitrary<Sample>, kind: Kind): Arbitrary<Sample> {
  return RULES[typeName]?.(bodies, kind) ?? bodies
}

const RULES: Readonly<Record<string, (bodies: Arbitrary<Sample>, kind: Kind) => Arbitrary<Sample>>> = {
  /** An assignment has a target; a change may leave it as it is. */
  managedDeviceMobileAppConfigurationAssignment: (bodies, kind) =>
    bodies.filter(({ sent }) => {
      if (!Object.hasOwn(sent, 'target')) return kind === 'update'
      const { groupId, collectionId, '@odata.type': type } = (sent['target'] ?? {}) as Body
      if (/#microsoft\.graph\.all/.test(String(type))) return true
      return typeof groupId === 'string' || (typeof collectionId === 'string' && collectionId !== '')
    }),

  application: (bodies, kind) =>
    fc
      .tuple(bodies, fc.constantFrom(...AUDIENCES), fc.array(fc.webUrl(), { maxLength: 3 }), identifiers)
      .map(([body, signInAudience, redirectUris, identifierUris]) => {
        const named = having(withoutAny(body, APPLICATION_REFUSED), kind, 'displayName', nameOf(body))
        // Certificates have to be real ones: test/entities tries them.
        const chosen = replaceSent(named, { signInAudience, identifierUris, keyCredentials: [] })
        const versioned = isObject(chosen.sent['api'])
          ? inMember(chosen, 'api', { requestedAccessTokenVersion: null })
          : chosen
        const redirected = ['web', 'spa', 'publicClient'].reduce(
          (sample, name) => (hasUris(sample.sent[name]) ? inMember(sample, name, { redirectUris }) : sample),
          versioned,
        )
        return insteadOfNull(redirected, APPLICATION_NULLS)
      }),

  /** The app that it is for is chosen when it is sent: each has one at most. */
  servicePrincipal: (bodies) =>
    bodies.map((body) =>
      insteadOfNull(having(withoutAny(body, PRINCIPAL_REFUSED), 'update', 'displayName', nameOf(body)), {
        accountEnabled: true,
        servicePrincipalType: 'Application',
      }),
    ),

  user: (bodies, kind) =>
    fc.tuple(bodies, fc.boolean(), unique).map(([drawn, accountEnabled, name]) => {
      const body = { sent: asUsersHave(drawn.sent), expected: asUsersHave(drawn.expected) }
      // Passwords cost processor time on purpose and are not for reading: test/entra tries them.
      const { passwordProfile: _sent, ...sent } = body.sent
      const { passwordProfile: _expected, ...expected } = body.expected
      const values = {
        accountEnabled,
        displayName: nameOf(body),
        mailNickname: name,
        userPrincipalName: `${name}@x.test`,
      }
      const named = Object.entries(values).reduce(
        (sample: Sample, [name, value]) => having(sample, kind, name, value),
        { sent, expected },
      )
      return insteadOfNull(named, { userType: 'Member', securityIdentifier: DECIDED })
    }),

  group: (bodies, kind) =>
    fc.tuple(bodies, fc.boolean(), fc.boolean()).map(([body, mailEnabled, securityEnabled]) => {
      const values = { mailEnabled, displayName: nameOf(body), mailNickname: 'x', securityEnabled }
      const named = Object.entries(values).reduce(
        (sample: Sample, [name, value]) => having(sample, kind, name, value),
        // A name is given once, and to one group, and rules follow a grammar: test/graph/alternate-keys.test.ts and
        // test/graph/dynamic-groups.test.ts try them.
        withoutAny(body, ['uniqueName', 'membershipRule', 'membershipRuleProcessingState']),
      )
      const own = Object.hasOwn(named.expected, 'membershipRuleProcessingStatus')
      const said = own ? { ...named.expected, membershipRuleProcessingStatus: null } : named.expected
      return insteadOfNull({ ...named, expected: said }, { securityIdentifier: DECIDED, renewedDateTime: DECIDED })
    }),

  /** A job is for a report that exists; which ones there are, and of which columns, test/rules/reports.test.ts tries. */
  deviceManagementExportJob: (bodies, kind) => bodies.map((body) => ofDevices(body, kind)),
  deviceManagementCachedReportConfiguration: (bodies, kind) => bodies.map((body) => ofDevices(body, kind)),
}

function ofDevices(body: Sample, kind: Kind): Sample {
  const chosen = replaceSent(withoutAny(body, ['select', 'snapshotId']), { filter: null, format: 'csv' })
  const { sent, expected } = having(chosen, kind, 'reportName', 'Devices')
  const own = ['status', 'url', 'requestDateTime', 'lastRefreshDateTime', 'expirationDateTime']
  const decided = own.filter((name) => Object.hasOwn(expected, name)).map((name) => [name, DECIDED])
  return { sent, expected: { ...expected, ...(Object.fromEntries(decided) as Body) } }
}

/** Settings that only certain values pass of: test/entities/app-settings.test.ts tries them. */
const APPLICATION_REFUSED = [
  'groupMembershipClaims',
  'isDeviceOnlyAuthSupported',
  'oauth2RequirePostResponse',
  'optionalClaims',
  'parentalControlSettings',
  'tokenEncryptionKeyId',
  'uniqueName',
]

/** The app that a principal is for is chosen when it is sent. */
const PRINCIPAL_REFUSED = ['appId', 'preferredTokenSigningKeyThumbprint', 'tokenEncryptionKeyId']

function withoutAny({ sent, expected }: Sample, names: readonly string[]): Sample {
  const rest = (members: Body): Body =>
    Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)))
  return { sent: rest(sent), expected: rest(expected) }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What profile `documented` takes, as the reference shows it: a value of a type that is abstract. */
export function isFault({ fault }: { readonly fault: string }): boolean {
  const named = /\{"@odata\.type":"#microsoft\.graph\.(\w+)"\}/.exec(fault)?.[1]
  const type = named === undefined ? undefined : model.findType(named, 'beta')
  return type?.kind !== 'complex' || !type.abstract
}

const AUDIENCES = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]

let given = 0

/** What no two that exist at the same time may share. */
const unique = fc.constant(undefined).map(() => `n${given++}`)

const identifiers = fc.array(
  unique.map((name) => `api://${name}`),
  { maxLength: 2 },
)

const { api, info, parentalControlSettings, web } = APPLICATION_DEFAULTS
const { oauth2AllowImplicitFlow: _onlyInBeta, ...webOfBoth } = web

const APPLICATION_NULLS: Body = {
  api,
  info,
  isFallbackPublicClient: false,
  parentalControlSettings,
  publicClient: { redirectUris: [] },
  spa: { redirectUris: [] },
  web: webOfBoth,
}

/** Texts of users are not empty, and they have one business phone. */
function asUsersHave(members: Body): Body {
  const entries = Object.entries(members).map(([name, value]) => {
    if (name === 'businessPhones' && Array.isArray(value)) return [name, value.slice(0, 1)]
    return [name, value === '' ? 'x' : value]
  })
  return Object.fromEntries(entries) as Body
}

/** Never blank. */
function nameOf({ sent }: Pick<Sample, 'sent'>): string {
  return `${(sent['displayName'] as string | null | undefined) ?? ''}x`
}

/** A body to create something has the member in any case, one to change it if it had it before. */
function having({ sent, expected }: Sample, kind: Kind, name: string, value: unknown): Sample {
  if (kind === 'update' && !Object.hasOwn(sent, name)) return { sent, expected }
  return { sent: { ...sent, [name]: value }, expected: { ...expected, [name]: value } }
}

/** Other values for those of the members that the body has. */
function replaceSent({ sent, expected }: Sample, values: Body): Sample {
  const there = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(sent, name)))
  return { sent: { ...sent, ...there }, expected: { ...expected, ...there } }
}

function hasUris(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'redirectUris')
}

function inMember({ sent, expected }: Sample, name: string, values: Body): Sample {
  return {
    sent: { ...sent, [name]: { ...(sent[name] as Body), ...values } },
    expected: { ...expected, [name]: { ...(expected[name] as Body), ...values } },
  }
}

/** What comes back where null was sent. */
function insteadOfNull({ sent, expected }: Sample, values: Body): Sample {
  const decided = Object.fromEntries(Object.entries(values).filter(([name]) => sent[name] === null))
  return { sent, expected: { ...expected, ...decided } }
}
