/** Reads the file of a scenario, YAML or JSON, and says in which line what is wrong. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type { TObject } from 'typebox'
import { escapePointer, issuesIn, namesIn } from '../model/issues.js'
import type { Issue } from '../model/issues.js'
import { suggestion } from '../settings.js'
import { Scenario, STEPS } from './format.js'
import type { ScenarioFile } from './format.js'
import { propertyOf, ScenarioError } from './problems.js'
import type { ScenarioProblem } from './problems.js'

export interface ReadScenario extends ScenarioFile {
  /** As it was named. */
  readonly file: string
  /** What is wrong at a place, given as a JSON pointer. */
  problemAt(pointer: string, detail: string): ScenarioProblem
}

/** Aliases are bounded: a few lines could stand for gigabytes. */
const MOST_ALIASES = 100

/** Throws a ScenarioError that names everything that is wrong. JSON is read as the YAML that it is. */
export function readScenario(text: string, file: string): ReadScenario {
  const lines = new LineCounter()
  const fail = (line: number, detail: string): never => {
    throw new ScenarioError(file, [{ line, property: '', detail }])
  }
  const document = parsed(text, lines, fail)
  const [wrong = document.warnings[0]] = document.errors
  if (wrong !== undefined)
    fail(wrong.linePos?.[0].line ?? 1, `cannot be read: ${firstLine(wrong.message).replace(/ at line \d+.*$/, '')}`)
  const problemAt = (pointer: string, detail: string): ScenarioProblem => ({
    line: lineOf(document, lines, namesIn(pointer)),
    property: propertyOf(pointer),
    detail,
  })
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch (error) {
    fail(1, `cannot be read: ${firstLine((error as Error).message)}`)
  }
  const issues = issuesOf(value)
  if (issues.length > 0)
    throw new ScenarioError(
      file,
      issues.map(({ pointer, detail }) => problemAt(pointer, detail)),
    )
  return { ...(value as ScenarioFile), file, problemAt }
}

function parsed(text: string, lineCounter: LineCounter, fail: (line: number, detail: string) => never): Document {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: true, logLevel: 'silent' })
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) return fail(1, 'holds values in values in too many levels')
    throw error
  }
}

function issuesOf(value: unknown): Issue[] {
  const issues = withSuggestions(Scenario, issuesIn(Scenario, value), '')
  const { steps } = (value ?? {}) as { steps?: unknown }
  return [...issues, ...stepIssues(steps, '/steps')]
}

function stepIssues(steps: unknown, base: string): Issue[] {
  if (!Array.isArray(steps)) return []
  return steps.flatMap((step: unknown, i) => {
    const pointer = `${base}/${i}`
    if (typeof step !== 'object' || step === null || Array.isArray(step))
      return [{ pointer, detail: 'must be an object: what is done, and what is expected of it' }]
    const kinds = Object.keys(step).filter((member) => Object.hasOwn(STEPS, member))
    // What a loop goes through may hold anything.
    const [kind] = kinds
    if (kind === undefined) return [{ pointer, detail: nothingToDo(Object.keys(step)) }]
    if (kinds.length > 1) return [{ pointer, detail: `must do one thing, not ${kinds.join(' and ')}` }]
    const schema = STEPS[kind] as TObject
    const issues = withSuggestions(schema, issuesIn(schema, step, pointer), pointer)
    return kind === 'for' ? [...issues, ...stepIssues((step as { steps?: unknown }).steps, `${pointer}/steps`)] : issues
  })
}

function nothingToDo(members: readonly string[]): string {
  const known = Object.keys(STEPS)
  const meant = members.map((member) => suggestion(member, known)).find((text) => text !== '')
  return `says nothing to do${meant ?? `; it takes one of ${known.join(', ')}`}`
}

/** Says of an unknown member which one may have been meant. */
function withSuggestions({ properties }: TObject, issues: readonly Issue[], base: string): Issue[] {
  const known = Object.keys(properties)
  return issues.map(({ pointer, detail }) => {
    const [name = '', ...below] = namesIn(pointer.slice(base.length))
    if (detail !== 'is not known here' || below.length > 0) return { pointer, detail }
    return { pointer: `${base}/${escapePointer(name)}`, detail: detail + suggestion(name, known) }
  })
}

/** The line of what a path leads to, or of the last that is there on the way. */
function lineOf(document: Document, lines: LineCounter, path: readonly string[]): number {
  let node: unknown = document.contents
  let line = lineAt(node, lines) ?? 1
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === step)
      if (pair === undefined) return line
      line = lineAt(pair.key, lines) ?? line
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      line = lineAt(node, lines) ?? line
    } else return line
  }
  return line
}

function lineAt(node: unknown, lines: LineCounter): number | undefined {
  const { range } = (node ?? {}) as { range?: readonly number[] | null }
  return range?.[0] === undefined ? undefined : lines.linePos(range[0]).line
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
