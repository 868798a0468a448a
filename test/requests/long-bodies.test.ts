/** What is kept of a long body: its beginning in the journal, all of it or nothing in the history of what it made. */
import { test } from 'tap'
import { CONTROL, controlOf } from '../control/control.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'

const JOURNAL = { bounds: { entries: 1000, days: 7, bytes: 2 ** 26 }, rate: 10_000, bodies: true }
const TERMS = 'deviceManagement/termsAndConditions'

/** Characters of the text in a body, and what is kept of it. */
const CASES = [
  { length: 100, journal: 'whole', history: 'whole' },
  { length: 20_000, journal: 'beginning', history: 'whole' },
  { length: 40_000, journal: 'beginning', history: 'cut' },
  { length: 200_000, journal: 'beginning', history: 'cut' },
  { length: 300_000, journal: 'nothing', history: 'cut' },
] as const

test('what is kept of long bodies', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin } = emulator
      const control = controlOf(emulator)
      for (const letter of ['a', 'ß', '𝄞'])
        for (const { length, journal, history } of CASES)
          for (const indented of [false, true])
            await t.test(`${length} characters of ${letter}${indented ? ', indented' : ''}`, async (t) => {
              const body = { displayName: 'Terms', title: 'Terms', bodyText: letter.repeat(length / letter.length) }
              const text = JSON.stringify(body)
              const made = await admin.post(`/v1.0/${TERMS}`, indented ? JSON.stringify(body, null, 2) : text, {
                'content-type': 'application/json',
              })
              t.equal(made.statusCode, 201, made.body.slice(0, 300))
              const [noted] = (await control.get('/requests?top=1')).json().value
              const { sent } = (await control.get(`/requests/${noted.id}`)).json()
              if (journal === 'whole') t.equal(sent, text)
              else if (journal === 'nothing') t.equal(sent, 'too large to be kept')
              else {
                t.ok(sent.endsWith('…'))
                t.equal(sent.length, 16_385)
                t.ok(text.startsWith(sent.slice(0, -2)), 'half of a pair may be lost at the end')
              }
              const path = encodeURIComponent(`${TERMS}/${made.json().id}`)
              const [version] = (await control.get(`/tenants/${TENANT}/history?path=${path}`)).json().value
              t.equal(version.cut, history === 'cut')
              if (history === 'whole') t.same(version.whole, body)
            })
    },
    { control: CONTROL, journal: JOURNAL },
  )
})
