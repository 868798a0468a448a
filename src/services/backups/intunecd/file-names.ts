/** Characters that IntuneCD does not put into names of files (K11). */
export function cleaned(name: string): string {
  return name.replace(/[/\\:*?<>"|]/g, '_')
}
