/** A backup as its reader sees it: files in, objects out. Each format of {@link file://./formats.ts} reads its own files. */
import type { Model } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'

/** The text files of a backup. Paths are relative, with slashes. */
export interface BackupFiles {
  readonly paths: readonly string[]
  /** Text of a file; undefined if there is none. */
  read(path: string): string | undefined
}

/** A file that can be written as one piece. */
export interface BackupFile {
  readonly path: string
  readonly text: string
}

/** Where something stands. */
export interface Place {
  readonly file: string
  readonly line?: number | undefined
}

export interface Note extends Place {
  readonly detail: string
}

export const MENTIONED = [
  'group',
  'filter',
  'scope tag',
  'app',
  'message template',
  'script',
  'setting',
  'role',
  'profile',
] as const

export type Mentioned = (typeof MENTIONED)[number]

/** Another object that an object refers to, by its id or by its name. What is found takes its place, or it is left out. */
export interface Mention {
  readonly kind: Mentioned
  readonly id?: string | undefined
  readonly name?: string | undefined
  /** The name of what has the id, which counts if the id leads nowhere. */
  readonly alias?: string | undefined
  /** The type that the other one must have, `#microsoft.graph.…`. */
  readonly type?: string | undefined
  /** The rule of a dynamic group. */
  readonly membershipRule?: string | undefined
  put(id: string): void
  drop(): void
}

/** That an app depends on another one, or supersedes it; the mention puts the id of that one into the body. */
export interface Relationship {
  readonly body: Entity
  readonly mention: Mention
}

/** That an object refers to another one by a navigation property; the mention puts the id of that one into `found`. */
export interface Reference {
  readonly navigation: string
  readonly mention: Mention
  readonly found: string[]
}

/** One object of a backup. */
export interface Brought {
  readonly place: Place
  /** Of its file, to tell the line of what is mentioned. */
  readonly text: string
  /** Path of the set that it belongs to. */
  readonly set: string
  readonly name: string
  /** The body of the request that makes it, with the members that the service keeps if the backup has them. */
  readonly body: Entity
  readonly assignments: readonly Entity[]
  readonly mentions: readonly Mention[]
  /** Of an app, to be made when all apps are there. */
  readonly relationships?: readonly Relationship[] | undefined
  /** To be made when all objects are there. */
  readonly references?: readonly Reference[] | undefined
}

/** What is in a file, as far as it is known before the file is read as a whole. */
export interface Entry {
  readonly path: string
  readonly set: string
}

export interface Reading {
  readonly entries: readonly Entry[]
  /** Groups that the backup tells of. */
  readonly groups?: readonly Entity[]
  /** Files that hold no objects that could be imported. */
  readonly leftOut: readonly Note[]
  read(entry: Entry, noted: (note: Note) => void): Brought[]
}

/** The tenant that a backup comes into, and the model of this version. */
export interface Tenant {
  readonly id: string
  readonly model: Model
}

export interface Format {
  readonly name: FormatName
  readonly title: string
  recognises(files: BackupFiles): boolean
  open(files: BackupFiles, tenant: Tenant): Reading | Promise<Reading>
}

export const FORMATS = ['intunecd', 'intunemanagement', 'intunebackupandrestore', 'portal', 'graph'] as const

export type FormatName = (typeof FORMATS)[number]
