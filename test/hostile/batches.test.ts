/** `$batch` as a way to ask for twenty times what one request may ask for. */
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'tap'
import { anIosConfiguration, V1 } from '../factories/mobile-app-configurations.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Response } from '../harness/emulator.js'
import { GAP, shortestGap } from './held.js'
import { filtered, giveManyRows, HOSTILE } from './many-rows.js'

interface Part {
  readonly status: number
  readonly body: { readonly error?: { readonly message: string } }
}

const partsOf = (answer: Response): Part[] => answer.json<{ responses: Part[] }>().responses

let asked = 0

/** Twenty parts that read `url`, each of another text, so that nothing is remembered of the one before. */
function twenty(url: string, change: object = {}) {
  return {
    requests: Array.from({ length: 20 }, (_, i) => {
      asked += 1
      const query = url.includes('$count?') ? `&$format=json;x=${asked}` : `&$top=${(asked % 900) + 1}`
      return { id: `${i}`, method: 'GET', url: `${url.replace(/^\/(beta|v1\.0)/, '')}${query}`, ...change }
    }),
  }
}

test('batches', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin, reader } = emulator
      const sqlite = emulator.store.database.provider === 'sqlite'
      await giveManyRows(emulator, sqlite ? 8000 : 2000)

      for (const [name, url] of Object.entries(HOSTILE))
        await t.test(
          `twenty times ${name}: all answered or refused, and the serving thread is free meanwhile`,
          async (t) => {
            const { gap, value } = await shortestGap(async () => reader.post('/beta/$batch', twenty(url)))
            t.equal(value.statusCode, 200)
            t.ok(gap < GAP, `${Math.round(gap)} ms`)
            const statuses = partsOf(value).map(({ status }) => status)
            t.strictSame(
              statuses.filter((status) => ![200, 400, 503].includes(status)),
              [],
            )
          },
        )

      await t.test('twenty queries have the steps of one together', async (t) => {
        const many = Array.from({ length: 900 }, (_, i) => `contains(description,'${i}x')`).join(' or ')
        // No row gets as far as that.
        const large = filtered(`version lt 0 and (${many})`)
        t.equal((await reader.get(`${large}&$top=1`)).statusCode, 200, 'one alone')
        const parts = partsOf(await reader.post('/beta/$batch', twenty(large)))
        const refused = parts.filter(({ status }) => status === 400)
        t.ok(refused.length > 0 && refused.length < 20, `${refused.length} refused`)
        for (const { body } of refused)
          t.match(body.error?.message, "'20000' steps for each row has been exceeded by the requests")
        const usual = filtered("contains(displayName,'Configuration 1') and version gt 0", '&$orderby=displayName')
        for (const { status } of partsOf(await reader.post('/beta/$batch', twenty(usual)))) t.equal(status, 200)
      })

      await t.test('groups that read much keep nobody waiting, alone and side by side', async (t) => {
        const costly = filtered("contains(concat(description,displayName),'no such text') and version eq 7")
        const group = () => twenty(costly, { atomicityGroup: 'a' })
        const { gap } = await shortestGap(async () => {
          const answers = await Promise.all(Array.from({ length: 6 }, () => admin.post('/beta/$batch', group())))
          for (const answer of answers)
            for (const { status } of partsOf(answer)) t.ok([200, 400, 424, 503].includes(status), `${status}`)
        })
        t.ok(gap < 2 * GAP, `${Math.round(gap)} ms`)
      })

      await t.test('a write does not wait for batches that came before it', async (t) => {
        const ended: string[] = []
        const under = Array.from({ length: 4 }, async () => {
          const answer = await reader.post('/beta/$batch', twenty(HOSTILE.sorted))
          ended.push('batch')
          return answer
        })
        await delay(0)
        t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201)
        ended.push('write')
        for (const answer of await Promise.all(under)) t.equal(answer.statusCode, 200)
        t.ok(ended.indexOf('write') < 4, `${ended.join()}: one batch at least is still being read`)
      })
    },
    { queryTimeout: 1 },
  )
})
