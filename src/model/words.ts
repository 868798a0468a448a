/** `deviceManagementScript` as `device management script`; the first letter stays as it is. */
export function inWords(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** `displayName` as `DisplayName`. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
