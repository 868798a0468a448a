/** Whether a text is one of C# or PowerShell, by the grammars that Visual Studio Code has of them. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

interface Grammars {
  readonly Parser: {
    new (): { setLanguage(language: unknown): void; parse(text: string): { readonly rootNode: { hasError: boolean } } }
    init(): Promise<void>
  }
  readonly Language: { load(path: string): Promise<unknown> }
}

const require = createRequire(import.meta.url)
const MODULE = '@vscode/tree-sitter-wasm'

const FILES = { csharp: 'tree-sitter-c-sharp.wasm', powershell: 'tree-sitter-powershell.wasm' } as const

async function parserOf(language: keyof typeof FILES): Promise<InstanceType<Grammars['Parser']>> {
  const { Parser, Language } = require(MODULE) as Grammars
  await Parser.init()
  const parser = new Parser()
  parser.setLanguage(await Language.load(join(dirname(require.resolve(MODULE)), FILES[language])))
  return parser
}

const parsers = new Map<keyof typeof FILES, ReturnType<typeof parserOf>>()

export async function isSyntaxOf(language: keyof typeof FILES, text: string): Promise<boolean> {
  let parser = parsers.get(language)
  if (parser === undefined) parsers.set(language, (parser = parserOf(language)))
  return !(await parser).parse(text).rootNode.hasError
}
