/** Variables of a scenario: `${device}`, `${device.id}`, `${devices[0].id}`, in texts or as whole values. */
import { escapePointer } from '../model/issues.js'
import { suggestion } from '../settings.js'

/** What a step says cannot be understood. The pointer is below the step. */
export class StepError extends Error {
  readonly pointer: string

  constructor(pointer: string, detail: string) {
    super(detail)
    this.pointer = pointer
  }
}

export type Variables = ReadonlyMap<string, unknown>

const MARK = /(\$?)\$\{([^}]*)\}/g

/** A value with its variables filled in. What is a variable and nothing else has the type of its value; `$${` is `${`. */
export function filled(value: unknown, variables: Variables, pointer: string): unknown {
  if (typeof value === 'string') return filledText(value, variables, pointer)
  if (Array.isArray(value)) return value.map((each, i) => filled(each, variables, `${pointer}/${i}`))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      textOf(filledText(name, variables, pointer)),
      filled(inner, variables, `${pointer}/${escapePointer(name)}`),
    ]),
  )
}

function filledText(text: string, variables: Variables, pointer: string): unknown {
  const [whole] = [...text.matchAll(MARK)]
  if (whole !== undefined && whole[0] === text && whole[1] === '') return valueOf(whole[2] ?? '', variables, pointer)
  return text.replace(MARK, (mark, escape: string, path: string) =>
    escape === '' ? textOf(valueOf(path, variables, pointer)) : mark.slice(1),
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function valueOf(path: string, variables: Variables, pointer: string): unknown {
  const [, name = '', rest = ''] = /^\s*([A-Za-z_]\w*)(.*?)\s*$/.exec(path) ?? []
  if (!variables.has(name))
    throw new StepError(
      pointer,
      `names the variable \${${path}}, which has no value${suggestion(name, [...variables.keys()])}`,
    )
  const value = rest === '' ? variables.get(name) : valueAt(variables.get(name), rest.replace(/^\./, ''))
  if (value === undefined) throw new StepError(pointer, `names \${${path}}, and ${name} has nothing there`)
  return value
}

/** What is at a place such as `id`, `value[0].id`, `value[].id` or `@odata.count`; undefined if nothing is. */
export function valueAt(value: unknown, path: string): unknown {
  if (path === '') return value
  const [, index, below] = /^\[(\d*)\]\.?(.*)$/.exec(path) ?? []
  if (index !== undefined) {
    if (!Array.isArray(value)) return undefined
    if (index !== '') return valueAt(value[Number(index)], below ?? '')
    const all = value.map((each) => valueAt(each, below ?? ''))
    return all.includes(undefined) ? undefined : all
  }
  if (typeof value !== 'object' || value === null) return undefined
  // The longest that is a member: names of annotations have dots.
  for (let end = path.length; end > 0; end -= 1) {
    const name = path.slice(0, end)
    if (end < path.length && !/^[.[]/.test(path.slice(end))) continue
    if (Object.hasOwn(value, name))
      return valueAt((value as Record<string, unknown>)[name], path.slice(end).replace(/^\./, ''))
  }
  return undefined
}
