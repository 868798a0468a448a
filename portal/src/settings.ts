/** What the server tells before a user signs in. */
export interface Settings {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly tenant: string | null
  /** Whether there is a control face. */
  readonly control: boolean
}

export const BASE = '/_intunite/portal'

export async function readSettings(): Promise<Settings> {
  const answer = await fetch(`${BASE}/settings.json`)
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as Settings
}
