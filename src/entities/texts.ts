/** What another thread needs to make the same model for itself. */
import type { CsdlText } from '../model/csdl/csdl.js'
import type { Model } from '../model/model.js'
import { model as builtIn } from './index.js'

const known = new WeakMap<Model, readonly CsdlText[]>([[builtIn, []]])

export function keepTexts(model: Model, texts: readonly CsdlText[]): void {
  known.set(model, texts)
}

/** The texts that the model was made with; undefined if it is made of other declarations. */
export function textsOf(model: Model): readonly CsdlText[] | undefined {
  return known.get(model)
}

/** The same model again, from the texts of the first. */
export async function modelFrom(texts: readonly CsdlText[]): Promise<Model> {
  // What reads model files is loaded only where there are some.
  if (texts.length === 0) return builtIn
  const { modelWith } = await import('./brought.js')
  const made = await modelWith(texts)
  if ('problems' in made) throw new Error(`the model cannot be made again: ${JSON.stringify(made.problems)}`)
  return made
}
