/** What a user does on pages of the portal, and what an administrator does beside them over the control face. */
import type { Locator, Page } from 'playwright-core'
import { TENANT } from './emulator.js'
import { gone } from './portal.js'
import type { Portal } from './portal.js'

const DIALOG = '[role=dialog], [role=alertdialog]'

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

export function inDialog(page: Page, name: string): Locator {
  return page.locator(DIALOG).getByRole('button', { name, exact: true })
}

export function field(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name })
}

/** That no dialog is open, or is open any longer. */
export function closed(page: Page): Promise<void> {
  return gone(page.locator(DIALOG))
}

/** Requests to the control face about the tenant, with its key. */
export function controlOf<T>({ emulator: { app } }: Portal) {
  return async (method: string, path: string, payload?: object): Promise<T> => {
    const { statusCode, body } = await app.inject({
      method: method as 'GET',
      url: `/_intunite/tenants/${TENANT}${path}`,
      headers: { host: 'localhost:8080', 'x-intunite-key': 'a key of the control face' },
      ...(payload === undefined ? {} : { payload }),
    })
    if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${body}`)
    return (body === '' ? {} : JSON.parse(body)) as T
  }
}
