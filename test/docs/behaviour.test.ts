/** docs/behaviour.md and its neighbours: every rule that is cited stands there, and says where it comes from. */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'tap'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The rules of each letter but R. */
const PAGES = { B: 'behaviour-intune.md', K: 'behaviour-backups.md', L: 'behaviour-life.md' } as const

async function* sources(folder: string): AsyncGenerator<[file: string, text: string]> {
  for (const entry of await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile() && file.endsWith('.ts') && !/generated|facts/.test(relative(ROOT, file)))
      yield [file, await readFile(file, 'utf8')]
  }
}

test('every rule that code or a test cites is explained, with a source', async (t) => {
  const text = await readFile(join(ROOT, 'docs', 'behaviour.md'), 'utf8')
  const rules = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [/^<a id="r(\d+)"><\/a>R\1: /.exec(section)?.[1], section]),
  )
  t.strictSame(
    [...rules.keys()],
    Array.from({ length: 23 }, (_, i) => String(i + 1)),
  )
  for (const [number, section] of rules) t.match(section, /^Sources?: |^That /m, `R${number}`)
  const cited = new Set<string>()
  for (const folder of ['src', 'test'])
    for await (const [file, source] of sources(folder))
      for (const [, number = ''] of source.matchAll(/(?:\(|'|, )R(\d{1,2})(?=[),:])/g)) {
        cited.add(number)
        if (!rules.has(number)) t.fail(`${file} cites R${number}`)
      }
  t.ok(cited.size >= 20, `${cited.size} rules are cited`)
})

test('every rule of Intune that code or a test cites is explained, with a source', async (t) => {
  const text = await readFile(join(ROOT, 'docs', 'behaviour-intune.md'), 'utf8')
  const lines = text.split('\n').filter((line) => line.startsWith('- **B'))
  for (const line of lines)
    t.match(line, /\[(reference|metadata|recorded|clients|issues|choice)(, \w+)*\]$/, line.slice(0, 40))
  const explained = new Set(
    lines.flatMap((line) => [...line.matchAll(/\*\*(B\d+[a-e]?)\*\*/g)].map(([, rule]) => rule)),
  )
  const cited = new Set<string>()
  for (const folder of ['src', 'test'])
    for await (const [file, source] of sources(folder))
      for (const [, rule = ''] of source.matchAll(/(?:\(|'|, | and | to )(B\d{1,3}[a-e]?)(?=[),:\s])/g)) {
        cited.add(rule)
        if (!explained.has(rule)) t.fail(`${file} cites ${rule}`)
      }
  t.ok(cited.size >= 60, `${cited.size} rules are cited`)
})

/** Numbers that no rule has, with the reason. */
const NO_RULE: Readonly<Record<string, string>> = {
  B130: 'an overloaded broker answers 500: nothing here is overloaded, and no input makes a 5xx',
  ...Object.fromEntries(
    [...between(132, 139), ...between(155, 159), ...between(174, 179), 188, 189, ...between(192, 199)].map((number) => [
      `B${number}`,
      'given to no rule',
    ]),
  ),
}

function between(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

test('every number of a rule of Intune up to the last is published, or has a reason not to be', async (t) => {
  const published = new Set(await publishedRules('B'))
  const missing = between(1, 208)
    .map((number) => `B${number}`)
    .filter((rule) => !published.has(rule))
  t.same(missing.sort(), Object.keys(NO_RULE).sort())
})

test('every rule of a tenant that lives is explained, with a source', async (t) => {
  const text = await readFile(join(ROOT, 'docs', 'behaviour-life.md'), 'utf8')
  const lines = text.split('\n').filter((line) => line.startsWith('- **L'))
  for (const line of lines)
    t.match(line, /\[(documentation|metadata|recorded|clients|issues|inferred|choice)(, \w+)*\]$/, line.slice(0, 40))
  t.same(
    await publishedRules('L'),
    between(1, 92).map((number) => `L${number}`),
  )
})

test('every rule of backups is explained, with a source', async (t) => {
  const text = await readFile(join(ROOT, 'docs', PAGES.K), 'utf8')
  const lines = text.split('\n').filter((line) => line.startsWith('- **K'))
  for (const line of lines)
    t.match(line, /\[(clients|recorded|documentation|inferred|choice)(, \w+)*\]$/, line.slice(0, 40))
  t.same(
    await publishedRules('K'),
    between(1, 46).map((number) => `K${number}`),
  )
})

for (const [letter, what] of [
  ['B', 'Intune'],
  ['L', 'a tenant that lives'],
  ['K', 'backups'],
] as const)
  test(`every rule of ${what} that is published is named in the title of a test`, async (t) => {
    const named = new Set<string>()
    for await (const [, source] of sources('test'))
      for (const [, , title = ''] of source.matchAll(/\btest\(\s*(['"`])(.*?)\1/gs))
        for (const rule of rulesIn(title)) named.add(rule)
    const published = await publishedRules(letter)
    t.same(
      published.filter((rule) => !named.has(rule)),
      [],
    )
    t.ok(published.length > 45, `${published.length} rules are published`)
  })

/** `B87 to B90` names four rules. */
function rulesIn(title: string): string[] {
  return [...title.matchAll(/\b([BKL])(\d+)([a-e]?)(?: to \1(\d+))?/g)].flatMap(
    ([, letter, first, more, last = first]) =>
      between(Number(first), Number(last)).map((number) => `${letter}${number}${more}`),
  )
}

async function publishedRules(letter: keyof typeof PAGES): Promise<string[]> {
  const text = await readFile(join(ROOT, 'docs', PAGES[letter]), 'utf8')
  return text
    .split('\n')
    .filter((line) => line.startsWith(`- **${letter}`))
    .flatMap((line) => [...line.matchAll(/\*\*([BKL]\d+[a-e]?)\*\*/g)].map(([, rule = '']) => rule))
}
