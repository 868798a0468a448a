/** What a record has under a name that comes from elsewhere, and may be that of an inherited member. */
export function ownOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
