/** What the bare server takes as bodies: JSON schemas for Fastify's own validation. */

const count = { type: 'integer', minimum: -2147483648, maximum: 2147483647 }
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?Z$' }
const guid = { type: 'string', pattern: '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' }

export const configurationBody = {
  type: 'object',
  additionalProperties: false,
  required: ['@odata.type', 'displayName'],
  properties: {
    '@odata.type': { const: '#microsoft.graph.iosMobileAppConfiguration' },
    displayName: { type: 'string', minLength: 1 },
    description: { type: ['string', 'null'] },
    targetedMobileApps: { type: 'array', items: guid },
    encodedSettingXml: { type: ['string', 'null'] },
    settings: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['appConfigKey', 'appConfigKeyType', 'appConfigKeyValue'],
        properties: {
          appConfigKey: { type: 'string' },
          appConfigKeyType: { enum: ['stringType', 'integerType', 'realType', 'booleanType', 'tokenType'] },
          appConfigKeyValue: { type: 'string' },
        },
      },
    },
  },
}

export const summaryBody = {
  type: 'object',
  additionalProperties: false,
  required: ['lastUpdateDateTime', 'configurationVersion'],
  properties: {
    '@odata.type': { const: '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary' },
    pendingCount: count,
    notApplicableCount: count,
    successCount: count,
    errorCount: count,
    failedCount: count,
    lastUpdateDateTime: time,
    configurationVersion: count,
  },
}

const PREFIX = '#microsoft.graph.deviceManagementConfiguration'
const text = { type: 'string' }

/** The kinds of settings that the benchmark sends, children in children included. */
export const catalogBody = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'platforms', 'technologies', 'settings'],
  properties: {
    name: { type: 'string', minLength: 1 },
    description: { type: ['string', 'null'] },
    platforms: { enum: ['none', 'android', 'iOS', 'macOS', 'windows10', 'linux'] },
    technologies: text,
    roleScopeTagIds: { type: 'array', items: text },
    settings: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['settingInstance'],
        properties: { settingInstance: { $ref: '#/$defs/instance' } },
      },
    },
  },
  $defs: {
    instance: {
      type: 'object',
      required: ['@odata.type', 'settingDefinitionId'],
      additionalProperties: false,
      properties: {
        '@odata.type': { enum: [`${PREFIX}SimpleSettingInstance`, `${PREFIX}ChoiceSettingInstance`] },
        settingDefinitionId: text,
        simpleSettingValue: {
          type: 'object',
          required: ['@odata.type', 'value'],
          additionalProperties: false,
          properties: {
            '@odata.type': { enum: [`${PREFIX}IntegerSettingValue`, `${PREFIX}StringSettingValue`] },
            value: { type: ['string', 'integer'] },
          },
        },
        choiceSettingValue: {
          type: 'object',
          required: ['value', 'children'],
          additionalProperties: false,
          properties: { value: text, children: { type: 'array', items: { $ref: '#/$defs/instance' } } },
        },
      },
    },
  },
}

export const batchBody = {
  type: 'object',
  required: ['requests'],
  properties: {
    requests: {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        required: ['id', 'method', 'url'],
        properties: { id: { type: 'string' }, method: { const: 'GET' }, url: { type: 'string' } },
      },
    },
  },
}

export interface ConfigurationBody {
  readonly displayName: string
  readonly description?: string | null
  readonly targetedMobileApps?: readonly string[]
  readonly encodedSettingXml?: string | null
  readonly settings?: readonly object[]
}

export interface SummaryBody {
  readonly pendingCount?: number
  readonly notApplicableCount?: number
  readonly successCount?: number
  readonly errorCount?: number
  readonly failedCount?: number
  readonly lastUpdateDateTime: string
  readonly configurationVersion: number
}

export interface BatchBody {
  readonly requests: readonly { readonly id: string; readonly method: string; readonly url: string }[]
}
