/**
 * Finds modules of `src/` that import each other in a circle, types included; part of `npm run lint`.
 *
 * Declarations in `src/entities/` may name each other, as the types of the model do (a group has members, a user is a member
 * of groups): there a name is looked up only when it is first needed.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'

/** Texts of modules by their path, with slashes. */
export type Sources = ReadonlyMap<string, string>

/** The groups of modules in which each one imports all others, directly or through others. */
export function importCircles(sources: Sources): string[][] {
  const imports = new Map([...sources].map(([path, text]) => [path, importsOf(path, text, sources)]))
  return stronglyConnected(imports).filter((circle) => !circle.every((path) => path.startsWith('src/entities/')))
}

function importsOf(path: string, text: string, sources: Sources): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true)
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => posix.join(posix.dirname(path), fileName).replace(/\.js$/, '.ts'))
    .filter((imported) => sources.has(imported))
}

/** Tarjan's algorithm. */
function stronglyConnected(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = []
  const stack: string[] = []
  const index = new Map<string, number>()
  const visit = (path: string): number => {
    const own = index.size
    let low = own
    index.set(path, own)
    stack.push(path)
    for (const next of edges.get(path) ?? []) {
      const reached = index.has(next) ? (stack.includes(next) ? index.get(next) : undefined) : visit(next)
      if (reached !== undefined && reached < low) low = reached
    }
    if (low !== own) return low
    const group = stack.splice(stack.indexOf(path)).sort()
    if (group.length > 1 || edges.get(path)?.includes(path) === true) found.push(group)
    return low
  }
  for (const path of edges.keys()) if (!index.has(path)) visit(path)
  return found
}

/** The modules below a folder, without what is generated. */
export function readSources(folder: string): Sources {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.includes('/generated/'))
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const circles = importCircles(readSources('src'))
  for (const circle of circles) console.error(`these import each other in a circle:\n  ${circle.join('\n  ')}`)
  if (circles.length > 0) process.exitCode = 1
}
