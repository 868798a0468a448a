/**
 * `tsx scripts/vocabulary.ts`: names, comments, documents and titles of tests are in the words of the field. What is listed here was
 * private vocabulary of this repository, or English that has to be read twice.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'

/** Words as they stand in text, small and without other signs, and what says the same. */
export const WORDS: readonly (readonly [found: RegExp, instead: string])[] = [
  [/\bmanners\b/, 'behaviour, form of errors'],
  [/(?<!\bin )\bflights?\b/, 'pipeline'],
  [/\blandings?\b(?! page)/, 'result'],
  [/\bpassengers?\b/, 'pending requests'],
  [/\bseats?\b/, 'the largest batch'],
  [/\b(im)?patien(t|ce)\b/, 'delay, time limit'],
  [/\bcrews?\b(?! roster)/, 'worker pool'],
  [/\bmarks\b.*\bplaceholders?\b/, 'placeholders'],
  [/\bstretches\b|\bstretch (of|from|to)\b/, 'range of an index, page of an aggregate'],
  [/\b(a|one|each|every|another|this) work\b(?! (profile|account|or school))/, 'a transaction, a task'],
  [/\bhang(s|ing)? (below|up)\b/, 'is contained in, closes'],
  [/\bat hand\b/, 'idle, cached'],
  [/\bwish(es)?\b/, 'request, option, intent'],
  [/\bin a hurry\b/, 'due soon'],
  [/\bwithout a word\b/, 'silently'],
  [/\bwhoever\b/, 'a client that, a person who'],
  [/\bwho asks\b/, 'the caller'],
  [/\b(he|him|his|himself|she|herself|oneself)\b/, 'they, the user'],
  [/\bsomebody\b/, 'a person, another client'],
  [/\bso many\b/, 'this many'],
]

/** Made by machines, or written by others. */
const ELSEWHERE =
  /^(CHANGELOG|examples\/|package-lock)|generated\/|\/facts\/|\/catalog\/|fixtures\/|exchanges\/|vocabulary(\.test)?\.ts$/
const TEXT = /\.(ts|tsx|js|css|html|md|txt|sh|yml|yaml|prisma|sql|c)$|^[^.]+$|^\.ci\//

/** What is found in a text, with its line; the words of a name in camel case are words as well. */
export function privateWords(text: string): string[] {
  return text.split('\n').flatMap((line, i) => {
    const words = line
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[^A-Za-z]+/g, ' ')
      .toLowerCase()
    return WORDS.flatMap(([found, instead]) => {
      const word = found.exec(words)?.[0]
      return word === undefined ? [] : [`${i + 1}: '${word}' (${instead})`]
    })
  })
}

/** What is found in the files of this repository, and in their names. */
function privateWordsOfAll(): string[] {
  const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0')
  return files
    .filter((file) => TEXT.test(file) && !ELSEWHERE.test(file))
    .flatMap((file) => privateWords(`${file}\n${readFileSync(file, 'utf8')}`).map((found) => [file, found] as const))
    .map(([file, found]) => `${file}:${found}`)
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const found = privateWordsOfAll()
  for (const each of found) console.error(each)
  if (found.length > 0) process.exitCode = 1
}
