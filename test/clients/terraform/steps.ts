/** Single requests of Terraform's providers, besides creation, assignment and update. */
import type { Test } from 'tap'
import type { Body } from '../settings.js'
import { choice, typed } from '../settings.js'
import { GRAPH } from '../tool.js'
import type { Json, Tool } from '../tool.js'
import type { Made } from './plan.js'
import { DAM, DM, scope } from './plan.js'

const POLICIES = `${DM}/configurationPolicies`

/** A policy is replaced together with what made it, which the provider reads before and sends back. */
export async function replacedPolicy(t: Test, { ask }: Tool): Promise<void> {
  const setting = (value: string): Body[] => [choice('device_vendor_msft_policy_config_camera_allowcamera', value)]
  const policy = {
    name: 'Camera',
    description: '',
    platforms: 'windows10',
    technologies: 'mdm',
    creationSource: 'Terraform',
    ...scope,
  }
  const { id } = await ask('POST', POLICIES, 201, { ...policy, settings: setting('1') })
  await ask('PUT', `${GRAPH}/${POLICIES}('${id}')`, 204, { ...policy, settings: setting('0') })
  const found = await ask('GET', `${POLICIES}/${id}?%24expand=settings`, 200)
  t.match(found, { creationSource: 'Terraform', settingCount: 1 })
  t.match(found['settings'], [{ settingInstance: { choiceSettingValue: { value: /_0$/ } } }])
  await ask('DELETE', `${POLICIES}/${id}`, 204)
}

/** The group that devices join while they enrol. */
export async function devicePreparation(t: Test, { ask }: Tool, { groups: [group] }: Made): Promise<void> {
  const { id } = await ask('POST', POLICIES, 201, {
    name: 'Preparation',
    description: '',
    platforms: 'windows10',
    technologies: 'enrollment',
    templateReference: { templateId: '80d33118-b7b4-40d8-b15f-81be745e053f_1' },
    settings: [],
    ...scope,
  })
  const targets = [{ targetType: 'staticSecurityGroup', targetId: group }]
  await ask('POST', `${POLICIES}/${id}/setEnrollmentTimeDeviceMembershipTarget`, 200, {
    enrollmentTimeDeviceMembershipTargets: targets,
  })
  t.match(await ask('GET', `${POLICIES}/${id}/retrieveEnrollmentTimeDeviceMembershipTarget`, 200), {
    validationSucceeded: true,
    enrollmentTimeDeviceMembershipTargetValidationStatuses: [{ targetId: group, targetValidationErrorCode: null }],
  })
  await ask('DELETE', `${POLICIES}/${id}`, 204)
}

/** The other provider ranks what it has made, and switches the managed installer by an action that turns it over. */
export async function ranksAndSwitches(t: Test, { ask }: Tool): Promise<void> {
  const set = `${DM}/deviceEnrollmentConfigurations`
  const limit = (displayName: string): Promise<Json> =>
    ask('POST', set, 201, typed('deviceEnrollmentLimitConfiguration', { displayName, limit: 5, priority: null }))
  const [first, second] = [await limit('first'), await limit('second')]
  await ask('POST', `${set}/${second.id}/setPriority`, 204, { priority: first['priority'] })
  t.equal((await ask('GET', `${set}/${second.id}`, 200))['priority'], first['priority'])
  for (const { id } of [first, second]) await ask('DELETE', `${set}/${id}`, 204)

  const installer = `${DAM}/windowsManagementApp`
  for (const managedInstaller of ['enabled', 'disabled']) {
    await ask('POST', `${installer}/setAsManagedInstaller`, 204)
    t.match(await ask('GET', installer, 200), { managedInstaller })
  }
}
