/**
 * The rules of a Win32 app are told twice: all of them in `rules`, and by what they are for in `detectionRules` and
 * `requirementRules`, which are older. Whichever a client says, the others follow (B168);
 * what it says in both ways stays as it says it.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-win32lobapp
 */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'

const PREFIX = '#microsoft.graph.win32LobApp'
const SCRIPT = `${PREFIX}PowerShellScriptRule`

export function mirrorWin32Rules(entity: Entity, body: Entity): void {
  if (Object.hasOwn(body, 'rules')) {
    const rules = listOf(entity, 'rules')
    if (!Object.hasOwn(body, 'detectionRules')) entity['detectionRules'] = rules.filter(isDetection).map(toDetection)
    if (!Object.hasOwn(body, 'requirementRules'))
      entity['requirementRules'] = rules.filter((rule) => !isDetection(rule)).map(toRequirement)
  } else if (Object.hasOwn(body, 'detectionRules') || Object.hasOwn(body, 'requirementRules')) {
    const detection = listOf(entity, 'detectionRules').map((rule) => toRule(rule, 'Detection'))
    entity['rules'] = [...detection, ...listOf(entity, 'requirementRules').map((rule) => toRule(rule, 'Requirement'))]
  }
  requireOneScript(listOf(entity, 'rules').filter(isDetection))
}

function listOf(entity: Entity, name: string): Entity[] {
  return (entity[name] ?? []) as Entity[]
}

function isDetection({ ruleType }: Entity): boolean {
  return ruleType !== 'requirement'
}

/** A script decides alone whether an app is there. */
function requireOneScript(detection: readonly Entity[]): void {
  if (detection.length > 1 && detection.some((rule) => rule['@odata.type'] === SCRIPT))
    throw backendRefusal(
      "'rules' has a script among several detection rules: a detection script stands alone.",
      'rules',
    )
}

/** Detection says how a file or a key is compared; of products and scripts it says nothing more. */
function toDetection(rule: Entity): Entity {
  const { ruleType: _type, operationType, comparisonValue, ...rest } = rule
  const type = retyped(rule, 'Rule', 'Detection')
  if (type === `${PREFIX}PowerShellScriptDetection`) {
    const { enforceSignatureCheck, runAs32Bit, scriptContent } = rest
    return { '@odata.type': type, enforceSignatureCheck, runAs32Bit, scriptContent }
  }
  const compared = operationType === undefined ? {} : { detectionType: operationType, detectionValue: comparisonValue }
  return { ...rest, '@odata.type': type, ...compared }
}

function toRequirement(rule: Entity): Entity {
  const { ruleType: _type, operationType, comparisonValue, ...rest } = rule
  return {
    ...rest,
    '@odata.type': retyped(rule, 'Rule', 'Requirement'),
    detectionType: operationType,
    detectionValue: comparisonValue,
  }
}

function toRule(older: Entity, kind: 'Detection' | 'Requirement'): Entity {
  const { detectionType, detectionValue, ...rest } = older
  const type = retyped(older, kind, 'Rule')
  const ruleType = kind.toLowerCase()
  if (type === `${PREFIX}ProductCodeRule`) return { ...rest, '@odata.type': type, ruleType }
  if (type === SCRIPT && kind === 'Detection')
    return {
      ...rest,
      '@odata.type': type,
      ruleType,
      displayName: null,
      runAsAccount: null,
      operationType: 'notConfigured',
      operator: 'notConfigured',
      comparisonValue: null,
    }
  return { ...rest, '@odata.type': type, ruleType, operationType: detectionType, comparisonValue: detectionValue }
}

function retyped(rule: Entity, from: string, to: string): string {
  return String(rule['@odata.type']).replace(new RegExp(`${from}$`), to)
}
