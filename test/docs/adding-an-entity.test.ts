/** The guide shows what is really there. */
import { readFile } from 'node:fs/promises'
import t from 'tap'

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

t.test('docs/adding-an-entity.md shows the declaration and the table of mobileAppCategory as they are', async (t) => {
  const guide = await read('docs/adding-an-entity.md')
  const blocks = [...guide.matchAll(/```(?:ts|prisma)\n([^]*?)```/g)].map(([, code]) => code ?? '')
  t.equal(blocks[0], await read('src/entities/device-app-management/mobile-app-categories.ts'))
  t.match(await read('src/entities/index.ts'), blocks[1]?.split('\n')[0])
  t.ok((await read('prisma/schema.prisma')).includes(blocks[2] ?? 'nothing'))
})
