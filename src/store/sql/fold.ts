const ASCII = /^[\x00-\x7f]*$/ // eslint-disable-line no-control-regex

/**
 * The form of a text that comparisons, searches and sorting use, so that case does not count and both databases agree.
 * Each code point is folded on its own: what `contains` looks for then folds as it does inside a longer text.
 *
 * @see https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G34145
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  // The only letter whose small form depends on what stands around it: at the end of a word it would be another one.
  return text.toUpperCase().replaceAll('\u03a3', '\u03c3').toLowerCase()
}

const SMALL = /^[\x00-@[-\x7f]*$/ // eslint-disable-line no-control-regex

/** Whether folding would not change a text. */
export function isFoldedText(text: string): boolean {
  return SMALL.test(text) || (!ASCII.test(text) && fold(text) === text)
}
