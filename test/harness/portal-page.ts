/** What a user does on pages of the portal, and what an administrator does beside them over the control face. */
import type { Locator, Page } from 'playwright-core'
import { TENANT } from './emulator.js'
import { gone } from './portal.js'
import type { Portal } from './portal.js'

/** More than there is to go to on a page. */
const MOST_TABS = 100

/** Milliseconds until the focus is back where it was. */
const FOCUS = 10_000

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

/** Goes to something with the key Tab alone, as a person without a mouse does. */
export async function tabTo(page: Page, locator: Locator): Promise<void> {
  await locator.waitFor()
  for (let pressed = 0; pressed < MOST_TABS; pressed++) {
    if (await locator.evaluate((each: { matches(selector: string): boolean }) => each.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${String(locator)}`)
}

/** That a key opens a dialog or menu from a button, Escape closes it, and the focus is on the button again. */
export async function opensAndCloses(page: Page, opener: Locator, opened: Locator): Promise<void> {
  await opener.focus()
  await page.keyboard.press('Enter')
  await opened.waitFor()
  await page.waitForFunction(
    `document.activeElement.closest('[role=dialog], [role=alertdialog], [role=menu]') !== null`,
  )
  await page.keyboard.press('Escape')
  await gone(opened)
  const isBack = () => opener.evaluate((each: { matches(selector: string): boolean }) => each.matches(':focus'))
  for (const end = performance.now() + FOCUS; !(await isBack());)
    if (performance.now() > end) throw new Error(`the focus is not back on ${String(opener)}`)
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
