/** Model files as text, in both forms, and what becomes of them. */
import { xml2json } from 'odata-csdl'
import { readModel } from '../../../src/model/csdl/csdl.js'
import type { BroughtModel, CsdlText } from '../../../src/model/csdl/csdl.js'
import { printProblem } from '../../../src/model/csdl/problems.js'
import type { Declared } from '../../../src/model/hierarchy.js'
import type { Declaration } from '../../../src/model/sets.js'

/** A document with one schema, `contoso`, and what else is given. */
export function xml(contoso: string, others = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm">${contoso}</Schema>${others}
</edmx:DataServices></edmx:Edmx>`
}

export function graph(contents: string): string {
  return `<Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">${contents}</Schema>`
}

/** The same document in the other form. */
export function asJson(text: string): string {
  return JSON.stringify(xml2json(text))
}

interface Given {
  readonly written?: readonly Declared[]
  readonly declarations?: readonly Declaration[]
}

export async function read(
  texts: string | readonly CsdlText[],
  { written = [], declarations = [] }: Given = {},
): Promise<{ readonly model: BroughtModel | undefined; readonly problems: readonly string[] }> {
  const files = typeof texts === 'string' ? [{ file: 'a.xml', text: texts, since: 'v1.0' as const }] : texts
  const result = await readModel(files, { written: new Map(written.map((type) => [type.name, type])), declarations })
  return 'problems' in result
    ? { model: undefined, problems: result.problems.map(printProblem) }
    : { model: result, problems: [] }
}

/** The lines that say what is wrong with one document. */
export async function problemsOf(text: string, given: Given = {}): Promise<readonly string[]> {
  return (await read(text, given)).problems
}
