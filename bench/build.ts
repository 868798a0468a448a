/**
 * Compiles the servers that the product is compared with, so that none of them pays for a loader at start, and makes the
 * Prisma Client of the idiomatic one. What is up to date is left alone.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'node_modules', '.cache', 'intunite', 'bench')

export interface Programs {
  readonly bare: string
  readonly prisma: string
}

export function buildServers(): Programs {
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }')
  for (const name of ['bare', 'prisma']) transpileFolder(join(root, 'bench', name), join(out, name))
  // The bare server takes the binding of SQLite that fits this Node, as the product does.
  transpileFolder(join(root, 'src', 'store', 'sqlite'), join(out, '..', 'src', 'store', 'sqlite'))
  for (const provider of ['sqlite', 'postgresql']) generateClient(provider)
  return { bare: join(out, 'bare', 'main.js'), prisma: join(out, 'prisma', 'main.js') }
}

function transpileFolder(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue
    const source = join(entry.parentPath, entry.name)
    const target = join(to, relative(from, source).replace(/\.ts$/, '.js'))
    if (isNewer(target, source)) continue
    const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
    })
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, outputText)
  }
}

/** `prisma generate` asks for a schema engine but never starts it, so any executable will do. */
function generateClient(provider: string): void {
  const source = join(root, 'bench', 'prisma', 'schema.prisma')
  const generated = join(out, 'generated', provider)
  const target = join(out, 'prisma', 'generated', provider)
  if (isNewer(join(target, 'client.js'), source)) return
  const schema = join(out, `${provider}.prisma`)
  const text = readFileSync(source, 'utf8').replace('provider = "sqlite"', `provider = "${provider}"`)
  writeFileSync(schema, text.replace('OUTPUT', generated))
  const config = join(out, `${provider}.config.mjs`)
  const url = provider === 'sqlite' ? 'file:./unused.db' : 'postgresql://localhost/unused'
  writeFileSync(config, `export default { schema: ${JSON.stringify(schema)}, datasource: { url: '${url}' } }\n`)
  const program = fileURLToPath(import.meta.resolve('prisma/build/index.js'))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'generate', '--no-hints', '--config', config],
    {
      encoding: 'utf8',
      cwd: root,
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  )
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}${stderr}`)
  transpileFolder(generated, target)
}

function isNewer(target: string, source: string): boolean {
  const time = statSync(target, { throwIfNoEntry: false })?.mtimeMs
  return time !== undefined && time >= statSync(source).mtimeMs
}
