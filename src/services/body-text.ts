/** The texts of bodies that a request holds until its answer has been noted. */

/** Characters of a text that is held whole. */
export const HELD_WHOLE = 32_768

/** Characters of a body that is kept. */
export const KEPT = 16_384

/**
 * The text of a body: of a long one its beginning and its length, for nobody keeps more of it. A text that is held while the
 * database works is copied at each collection of garbage in that time: of sixteen bodies of 100 kB at once that was half of all
 * that was copied.
 */
export class BodyText {
  /** Characters of the whole text. */
  readonly length: number
  /** At least one character more than is kept of a text that is longer. */
  readonly text: string

  constructor(text: string) {
    this.length = text.length
    this.text = text.length <= HELD_WHOLE ? text : copyOf(text.slice(0, KEPT + 1))
  }
}

/** The same text by itself: V8 makes a part of a text refer to the whole, which stays as long as the part does. */
function copyOf(part: string): string {
  return Buffer.from(part).toString()
}
