/** The types that the package exports, as the compiler writes them; whether they are right is for `npm run typecheck`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/** Writes the declarations of `src/index.ts` into a folder, with those that they import and no others. */
export async function writeDeclarations(root: string, folder: string): Promise<void> {
  const path = join(root, 'tsconfig.json')
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, root)
  delete options.tsBuildInfoFile
  const sources = join(root, 'src')
  const program = ts.createProgram([join(sources, 'index.ts')], {
    ...options,
    rootDir: sources,
    outDir: folder,
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    noEmit: false,
    incremental: false,
  })
  const written = new Set<string>()
  const write = async (module: string): Promise<void> => {
    if (written.has(module)) return
    written.add(module)
    let text = ''
    program.emit(program.getSourceFile(`${module}.ts`), (_, emitted) => (text = emitted))
    if (text === '') throw new Error(`${relative(root, module)}.ts has no declarations`)
    const target = join(folder, `${relative(sources, module)}.d.ts`)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text)
    for (const [, imported = ''] of text.matchAll(/from '(\.[^']+)\.js'/g)) await write(join(dirname(module), imported))
  }
  await write(join(sources, 'index'))
}
