/**
 * `validateComplianceScript` (B75): whether the rules of a custom compliance policy are rules. They are a JSON document with the
 * list `Rules`; what is wrong with it as a whole is an error of the script, what is wrong with a rule one of that rule.
 *
 * @see https://learn.microsoft.com/mem/intune/protect/compliance-custom-json
 */
import { isObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { answering } from './answering.js'

/** Members that a rule has to have, with the code that says that one is not there. */
const REQUIRED = {
  SettingName: 'settingNameMissing',
  Operator: 'operatorMissing',
  DataType: 'datatypeMissing',
  Operand: 'operandMissing',
  MoreInfoUrl: 'moreInfoUriMissing',
  RemediationStrings: 'remediationStringsMissing',
} as const

const OPERATORS = ['isEquals', 'notEquals', 'greaterThan', 'greaterEquals', 'lessThan', 'lessEquals']
const DATA_TYPES = ['boolean', 'int64', 'double', 'string', 'dateTime', 'version']

export const validateComplianceScript = answering(function* (_call, { deviceCompliancePolicyScript }) {
  const { rulesContent } = (deviceCompliancePolicyScript ?? {}) as Entity
  const rules = readRules(rulesContent)
  if (typeof rules === 'string') return { value: { rules: [], ruleErrors: [], scriptErrors: [errorOf(rules)] } }
  const names = rules.map(({ SettingName }) => SettingName)
  const ruleErrors = rules.flatMap((rule, i) => {
    const codes = problemsOf(rule)
    if (names.indexOf(names[i]) < i) codes.push('duplicateRules')
    return codes.map((code) => ({ ...errorOf(code), settingName: textOf(rule['SettingName']) }))
  })
  return { value: { rules: rules.map(printed), ruleErrors, scriptErrors: [] } }
})

/** The rules in base64 of UTF-8, or the code of what is wrong with them. */
function readRules(content: unknown): Entity[] | string {
  if (typeof content !== 'string' || content === '') return 'jsonFileMissing'
  let document: unknown
  try {
    document = JSON.parse(
      Buffer.from(content, 'base64')
        .toString()
        .replace(/^\uFEFF/, ''),
    )
  } catch {
    return 'jsonFileInvalid'
  }
  if (!isObject(document)) return 'jsonFileInvalid'
  const rules = document['Rules']
  if (!Array.isArray(rules) || rules.length === 0) return 'rulesMissing'
  return rules.every(isObject) ? rules : 'jsonFileInvalid'
}

function problemsOf(rule: Entity): string[] {
  const missing = Object.entries(REQUIRED).filter(([member]) => isMissing(rule[member]))
  const codes: string[] = missing.map(([, code]) => code)
  if (!isMissing(rule['Operator']) && nameIn(OPERATORS, rule['Operator']) === undefined)
    codes.push('operatorNotSupported')
  if (!isMissing(rule['DataType']) && nameIn(DATA_TYPES, rule['DataType']) === undefined)
    codes.push('datatypeNotSupported')
  return codes
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function nameIn(names: readonly string[], value: unknown): string | undefined {
  return typeof value === 'string' ? names.find((name) => name.toLowerCase() === value.toLowerCase()) : undefined
}

function printed(rule: Entity): Entity {
  const operator = nameIn(OPERATORS, rule['Operator']) ?? 'none'
  const dataType = nameIn(DATA_TYPES, rule['DataType']) ?? 'none'
  return {
    settingName: textOf(rule['SettingName']),
    operator,
    deviceComplianceScriptRulOperator: operator,
    dataType,
    deviceComplianceScriptRuleDataType: dataType,
    operand: textOf(rule['Operand']),
  }
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function errorOf(code: string): Entity {
  return { code, deviceComplianceScriptRulesValidationError: code, message: null }
}
