/**
 * The text of a CSDL file, XML or JSON, as CSDL JSON. The reader of XML is loaded when the first XML is read.
 *
 * @see https://docs.oasis-open.org/odata/odata-csdl-json/v4.01/odata-csdl-json-v4.01.html
 */
import type { Problem } from './problems.js'

export type Json = Readonly<Record<string, unknown>>

export interface Parsed {
  /** Undefined if it could not be read at all. */
  readonly document: Json | undefined
  readonly problems: readonly Problem[]
}

/** Reads a text whose first sign says which of the two forms it has. */
export async function parseCsdl(text: string, file: string): Promise<Parsed> {
  const content = text.replace(/^\uFEFF/, '')
  const refuse = (reason: string): Parsed => ({ document: undefined, problems: [{ file, reason }] })
  if (/^\s*</.test(content)) return parseXml(content, file)
  if (!/^\s*\{/.test(content)) return refuse('is not CSDL: neither XML nor a JSON object')
  let document: Json
  try {
    document = JSON.parse(content) as Json
  } catch (error) {
    return refuse(`is not CSDL: ${(error as Error).message}`)
  }
  return checkVersion(document, file)
}

async function parseXml(content: string, file: string): Promise<Parsed> {
  const { xml2json } = await loadReader()
  const faults: Fault[] = []
  try {
    const parsed = checkVersion(xml2json(content, { messages: faults }), file)
    return { ...parsed, problems: [...parsed.problems, ...faults.map((fault) => ({ file, reason: worded(fault) }))] }
  } catch (error) {
    return { document: undefined, problems: [{ file, reason: `is not CSDL: ${worded(error as Fault)}` }] }
  }
}

async function loadReader(): Promise<typeof import('odata-csdl')> {
  const loaded = (await import('odata-csdl')) as typeof import('odata-csdl') & { default?: typeof import('odata-csdl') }
  // Once bundled, the exports of a CommonJS package are those of its default.
  return loaded.default ?? loaded
}

interface Fault {
  readonly message: string
  readonly parser?: { readonly line: number; readonly column: number }
}

/** The message of the reader in one line, with the place that it is about. */
function worded({ message, parser }: Fault): string {
  const [first = '', line] = message.split('\n')
  const at = parser === undefined ? Number(line?.replace('Line: ', '')) + 1 : parser.line
  return Number.isNaN(at) ? first : `${first.replace(/\.$/, '')} (line ${at})`
}

function checkVersion(document: Json, file: string): Parsed {
  const version = document['$Version']
  if (version === '4.0' || version === '4.01') return { document, problems: [] }
  const reason =
    version === undefined
      ? 'is not CSDL: it has no version ($Version, or Version of edmx:Edmx)'
      : `is CSDL of version ${JSON.stringify(version).slice(0, 20)}; 4.0 and 4.01 are read`
  return { document: undefined, problems: [{ file, reason }] }
}
