/** What rules ask of generated bodies beyond the schema, and what comes back where a rule decides it. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { APPLICATION_DEFAULTS } from '../../src/entities/directory/applications.js'
import type { Sample } from './generated.js'

type Kind = 'create' | 'update'
type Body = Record<string, unknown>

/** Bodies of a type that its rules let pass. */
export function keepingRules(typeName: string, bodies: Arbitrary<Sample>, kind: Kind): Arbitrary<Sample> {
  return RULES[typeName]?.(bodies, kind) ?? bodies
}

const RULES: Readonly<Record<string, (bodies: Arbitrary<Sample>, kind: Kind) => Arbitrary<Sample>>> = {
  /** An assignment reaches somebody; a change may leave it at that. */
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
        const named = withName(body, kind === 'create')
        // Certificates have to be real ones: test/entities tries them.
        const chosen = replaceSent(named, { signInAudience, identifierUris, keyCredentials: [] })
        const redirected = ['web', 'spa', 'publicClient'].reduce(
          (sample, name) => (hasUris(sample.sent[name]) ? inMember(sample, name, { redirectUris }) : sample),
          chosen,
        )
        return insteadOfNull(redirected, APPLICATION_NULLS)
      }),

  /** The app that it is for is chosen when it is sent: each has one at most. */
  servicePrincipal: (bodies) =>
    bodies.map(({ sent: { appId: _sent, ...sent }, expected: { appId: _expected, ...expected } }) =>
      insteadOfNull(withName({ sent, expected }, false), { accountEnabled: true, servicePrincipalType: 'Application' }),
    ),
}

const AUDIENCES = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]

/** No two apps have the same. */
const identifiers = fc.array(
  fc.noBias(fc.uuid()).map((id) => `api://${id}`),
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

function withName(sample: Sample, always: boolean): Sample {
  if (!always && !Object.hasOwn(sample.sent, 'displayName')) return sample
  const displayName = `${(sample.sent['displayName'] as string | null | undefined) ?? ''}x`
  return { sent: { ...sample.sent, displayName }, expected: { ...sample.expected, displayName } }
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
