/** Compares declared types with Microsoft's typings, at compile time. */
import type { ShapeOf } from '../../src/model/edm.js'
import type { EnumType, Version } from '../../src/model/types.js'
import type { exceptions } from './exceptions.js'

/**
 * The names in which a declared type differs from Microsoft's typing of it, and which are not among the exceptions:
 * properties that one of them lacks or that have another type, members that only one enum has. Of navigation the
 * names count. The typings have only optional properties, and all their collections are nullable.
 */
export interface Compared<
  Names extends string,
  Declared,
  Official,
  V extends Version,
  Navigation extends string = never,
> {
  readonly unlike: Exclude<
    Declared extends EnumType<infer Member>
      ? Exclude<Member, Official> | Exclude<Official, Member>
      : Differences<ShapeOf<Declared, V>, Required<Official>, Navigation>,
    Excepted<Names>
  >
}

type Differences<Ours, Theirs, Navigation> =
  Missing<Ours, Theirs, Navigation> | Exclude<keyof Ours, keyof Theirs> | Exclude<Navigation, keyof Theirs>

type Missing<Ours, Theirs, Navigation = never> = {
  [K in keyof Theirs]: K extends Navigation
    ? never
    : K extends keyof Ours
      ? Same<Ours[K], Theirs[K]> extends true
        ? never
        : K
      : K
}[keyof Theirs]

type Same<Ours, Theirs> =
  NonNullable<Theirs> extends readonly (infer Their)[]
    ? NonNullable<Ours> extends readonly (infer Our)[]
      ? Same<Our, Their>
      : false
    : null extends Ours
      ? null extends Theirs
        ? SameValue<NonNullable<Ours>, Numeric<NonNullable<Theirs>>>
        : false
      : null extends Theirs
        ? false
        : SameValue<Ours, Numeric<Theirs>>

/** Of complex values the members are compared; what a derived one adds does no harm. */
type SameValue<Ours, Theirs> = [Theirs] extends [object]
  ? [Missing<Ours, Required<Theirs>>] extends [never]
    ? true
    : false
  : [Ours, Theirs] extends [Theirs, Ours]
    ? true
    : false

/** Numbers that JSON cannot hold are texts in the typings of Edm.Double. */
type Numeric<T> = T extends '-INF' | 'INF' | 'NaN' ? never : T

type Exceptions = typeof exceptions

/** What is excepted under any of the names. */
type Excepted<Name extends string> = Name extends keyof Exceptions
  ? { [Reason in keyof Exceptions[Name]]: Elements<Exceptions[Name][Reason]> }[keyof Exceptions[Name]]
  : never

type Elements<T> = T extends readonly (infer Element)[] ? Element : never
