import { test } from 'tap'
import { privateWords, WORDS } from '../../scripts/vocabulary.js'

test('private words are found in names, comments and titles, however they are written', async (t) => {
  t.same(privateWords('first\nconst flightPlan = 1'), [`2: 'flight' (pipeline)`])
  for (const text of [
    '#board(passengers)',
    'const PATIENCE = 1',
    'import { crew } from "./crew.js"',
    'serviceManners',
    '// Whoever asks for a work in a hurry',
    "t.test('who asks is himself', ...)",
    '/** Kept for so many days. */',
    'What hangs below a policy.',
    'const marks = columns.map((_, i) => placeholder(i + 1))',
    '/** A stretch of keys. */',
  ])
    t.equal(privateWords(text).length > 0, true, text)
})

test('the same words are fine where the field has them', async (t) => {
  for (const text of [
    'requests in flight',
    'the landing page',
    'landingPageCustomizedImage',
    'a work profile',
    'texts in quotation marks',
    'Crew Roster',
  ])
    t.same(privateWords(text), [], text)
  t.same(privateWords('the worker, its workload, and the theme of this'), [])
  for (const [, instead] of WORDS) t.same(privateWords(instead), [], `${instead} is better`)
})
