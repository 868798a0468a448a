/** Users and groups in the view Identity. */
import type { Test } from 'tap'
import { gone, isFit } from '../harness/portal.js'
import type { Portal } from '../harness/portal.js'
import { button, closed, controlOf, field, inDialog } from '../harness/portal-page.js'

/** In a tenant with the users admin and mara, and with a group Field staff of which the id is given. */
export async function people(t: Test, portal: Portal, staff: string): Promise<void> {
  const { visit } = portal
  const control = controlOf<object>(portal)
  await t.test('a user is created, gets a role and a password, is disabled, and signed out', async (t) => {
    await visit(t, '/identity/users', async (page) => {
      await button(page, 'Create a user').click()
      await field(page, 'Sign-in name').fill('mara')
      await inDialog(page, 'Create').click()
      await page.getByRole('dialog').getByText('there is a user mara@').waitFor()
      await field(page, 'Sign-in name').fill('jo')
      await field(page, 'Name').last().fill('Jo Ferro')
      await page.getByRole('combobox', { name: 'Role in Intune' }).selectOption('readOnly')
      await inDialog(page, 'Create').click()
      await page.getByRole('heading', { name: 'Jo Ferro' }).waitFor()
      await page.getByText('None: signs in by name alone').waitFor()
      await button(page, 'Set password').click()
      await page.getByLabel('New password').fill('jos password')
      await inDialog(page, 'Save').click()
      await closed(page)
      await page.getByText('None: signs in by name alone').waitFor({ state: 'detached' })
      await button(page, 'Edit').click()
      await page.getByRole('combobox', { name: 'Role in Intune' }).selectOption('administrator')
      await page.getByRole('checkbox', { name: 'Enabled: the user may sign in' }).uncheck()
      await inDialog(page, 'Save').click()
      await closed(page)
      await page.getByText('Disabled', { exact: true }).waitFor()
    })
    t.match(await control('GET', '/users/jo'), { intuneRole: 'administrator', enabled: false, hasPassword: true })
    await control('DELETE', '/users/jo')
  })

  await t.test('sign-ins of a user are seen, and ended', async (t) => {
    await visit(t, `/identity/users/admin`, async (page) => {
      const signIns = page.getByRole('region', { name: 'Sign-ins' })
      await signIns.getByText('Intunite Portal').first().waitFor()
      await signIns.getByText('A browser').first().waitFor()
      const ends = page.getByRole('button', { name: 'End the sign-in: Intunite Portal' })
      const before = await ends.count()
      await ends.last().click()
      await isFit(t, page, 'identity-end-sign-in')
      await inDialog(page, 'End').click()
      await closed(page)
      await ends.nth(before - 1).waitFor({ state: 'detached' })
    })
  })

  await t.test('a group gets members of each kind, a rule is followed, and a wrong rule is told', async (t) => {
    await visit(t, `/identity/groups/${staff}`, async (page) => {
      await button(page, 'Add members').click()
      await page.getByRole('searchbox', { name: 'Find by name' }).fill('Mara')
      await button(page, 'Add Mara Lind').click()
      await page.getByRole('dialog').getByText('Added').waitFor()
      await isFit(t, page, 'identity-add-members')
      await inDialog(page, 'Close').click()
      await page.getByRole('table', { name: 'Members' }).getByRole('link', { name: 'Mara Lind' }).waitFor()

      await page.getByRole('link', { name: '← Groups' }).click()
      await button(page, 'Create a group').click()
      await field(page, 'Name').fill('Everybody outside')
      await inDialog(page, 'Create').click()
      await page.getByRole('heading', { name: 'Everybody outside' }).waitFor()
      await button(page, 'Add members').click()
      await page.getByRole('combobox', { name: 'Kind' }).selectOption('groups')
      await page.getByRole('searchbox', { name: 'Find by name' }).fill('Field')
      await button(page, 'Add Field staff').click()
      await page.getByRole('dialog').getByText('Added').waitFor()
      await inDialog(page, 'Close').click()
      const members = page.getByRole('table', { name: 'Members' })
      await members.getByRole('link', { name: 'Field staff' }).waitFor()
      await page.getByRole('switch', { name: 'With members of groups in the group' }).check()
      await members.getByRole('link', { name: 'Mara Lind' }).waitFor()
      await members.getByRole('link', { name: 'Mara Lind' }).click()
      await page.getByText('By way of another group').waitFor()
      await page.getByRole('link', { name: 'Everybody outside' }).click()
      await button(page, 'Remove Field staff from the group').click()
      await inDialog(page, 'Remove').click()
      await page.getByText('No members. Add users, devices or groups.').waitFor()
    })
    await visit(t, '/identity/groups', async (page) => {
      await button(page, 'Create a group').click()
      await field(page, 'Name').fill('All of sales')
      await field(page, 'Membership rule').fill('(user.department -equals "Sales")')
      await inDialog(page, 'Create').click()
      await page.locator('[aria-invalid="true"]').waitFor()
      await isFit(t, page, 'identity-rule-refused')
      await field(page, 'Membership rule').fill('(user.displayName -startsWith "Mara")')
      await inDialog(page, 'Create').click()
      await page.getByText('Members follow the rule').waitFor()
      await page.getByRole('table', { name: 'Members' }).getByRole('link', { name: 'Mara Lind' }).waitFor()
      // Members are not added by hand.
      await gone(button(page, 'Add members'))
      await isFit(t, page, 'identity-dynamic-group')
    })
  })
}
