/** Settings of the catalog, as clients made with Kiota write them: with a type at each value. */
export type Body = Readonly<Record<string, unknown>>

export const graph = (type: string): string => `#microsoft.graph.${type}`
export const typed = (type: string, members: Body): Body => ({ '@odata.type': graph(type), ...members })

export const simple = (id: string, value: string | number): Body => ({
  '@odata.type': graph('deviceManagementConfigurationSetting'),
  settingInstance: {
    '@odata.type': graph('deviceManagementConfigurationSimpleSettingInstance'),
    settingDefinitionId: id,
    simpleSettingValue: {
      '@odata.type': graph(
        `deviceManagementConfiguration${typeof value === 'string' ? 'String' : 'Integer'}SettingValue`,
      ),
      value,
    },
  },
})

export const choice = (id: string, value: string, children: Body[] = []): Body => ({
  '@odata.type': graph('deviceManagementConfigurationSetting'),
  settingInstance: {
    '@odata.type': graph('deviceManagementConfigurationChoiceSettingInstance'),
    settingDefinitionId: id,
    choiceSettingValue: {
      '@odata.type': graph('deviceManagementConfigurationChoiceSettingValue'),
      value: `${id}_${value}`,
      children,
    },
  },
})

export const collection = (id: string, values: readonly string[]): Body => ({
  '@odata.type': graph('deviceManagementConfigurationSetting'),
  settingInstance: {
    '@odata.type': graph('deviceManagementConfigurationSimpleSettingCollectionInstance'),
    settingDefinitionId: id,
    simpleSettingCollectionValue: values.map((value) => ({
      '@odata.type': graph('deviceManagementConfigurationStringSettingValue'),
      value,
    })),
  },
})

export const groupCollection = (id: string, children: readonly Body[]): Body => ({
  '@odata.type': graph('deviceManagementConfigurationSetting'),
  settingInstance: {
    '@odata.type': graph('deviceManagementConfigurationGroupSettingCollectionInstance'),
    settingDefinitionId: id,
    groupSettingCollectionValue: [{ children: children.map((child) => child['settingInstance']) }],
  },
})
