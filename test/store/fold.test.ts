/** Folded texts: letter by letter, so that a part of a text folds as it does inside of it. */
import t from 'tap'
import { fold } from '../../src/store/sql/fold.js'

const letterByLetter = (text: string): string => Array.from(text, (character) => fold(character)).join('')

t.test('every character folds on its own, whatever stands around it', async (t) => {
  const wrong: string[] = []
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code)
    const alone = character.toUpperCase().replaceAll('Σ', 'σ').toLowerCase()
    for (const text of [character, `a${character}b`, `Α${character}`, `${character}Σ `])
      if (fold(text) !== letterByLetter(text) || fold(character) !== alone) wrong.push(code.toString(16))
  }
  t.strictSame(wrong, [])
})

t.test('the end of a word is no exception', async (t) => {
  t.equal(fold('ΟΔΟΣ'), 'οδοσ')
  t.equal(fold('ΟΔΟΣ') + fold(' ΟΔΟΣ'), fold('ΟΔΟΣ ΟΔΟΣ'))
  t.equal(fold('οδος'), 'οδοσ')
})
