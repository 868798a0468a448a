/**
 * The actions that answer with a report as a table (B147), and those whose report is not imitated: tables without rows, with
 * the columns that were asked for.
 */
import { backendRefusal, resourceNotFound } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { requireBound } from '../presence.js'
import type { Declared } from '../reports/catalog.js'
import { given, reportNamed } from '../reports/report.js'
import type { TableRequest } from '../reports/table.js'
import { planTable } from '../reports/table.js'
import type { Call, Effect, Result } from './effect.js'

/** All states, in the columns of the report about those that do not comply. */
const complianceStates: Declared = {
  ...reportNamed('NonCompliantDevicesByCompliancePolicy', 'name'),
  source: 'complianceStates',
}

/** Which report an action shows. */
const REPORTS: Readonly<Record<string, string | Declared>> = {
  getActiveMalwareReport: 'ActiveMalware',
  getAllCertificatesReport: 'AllDeviceCertificates',
  getAppsInstallSummaryReport: 'AppInstallStatusAggregate',
  getCompliancePoliciesReportForDevice: complianceStates,
  getCompliancePolicyDevicesReport: complianceStates,
  getCompliancePolicyDeviceSummaryReport: 'NonCompliantCompliancePoliciesAggregate',
  getCompliancePolicyNonComplianceReport: 'NonCompliantDevicesByCompliancePolicy',
  getCompliancePolicyNonComplianceSummaryReport: 'NonCompliantCompliancePoliciesAggregate',
  getConfigurationPoliciesReportForDevice: 'DeviceConfigurationPolicyStatuses',
  getConfigurationPolicyDevicesReport: 'DeviceStatusesByConfigurationProfile',
  getConfigurationPolicyDeviceSummaryReport: 'ConfigurationPolicyDeviceAggregates',
  getConfigurationPolicyNonComplianceReport: 'PolicyNonComplianceNew',
  getConfigurationPolicyNonComplianceSummaryReport: 'PolicyNonComplianceAgg',
  getDeviceNonComplianceReport: 'DeviceNonCompliance',
  getDevicePoliciesComplianceReport: 'DevicePoliciesComplianceReport',
  getDevicePolicySettingsComplianceReport: 'DevicePolicySettingsComplianceReport',
  getDeviceStatusByCompliacePolicyReport: 'DeviceStatusByCompliacePolicyReport',
  getDeviceStatusByCompliancePolicySettingReport: 'DeviceStatusByCompliancePolicySettingReport',
  getDeviceStatusSummaryByCompliacePolicyReport: 'DeviceStatusSummaryByCompliacePolicyReport',
  getDevicesStatusByPolicyPlatformComplianceReport: 'DevicesStatusByPolicyPlatformComplianceReport',
  getDevicesStatusBySettingReport: 'DevicesStatusBySettingReport',
  getDevicesWithoutCompliancePolicyReport: 'DevicesWithoutCompliancePolicy',
  getNoncompliantDevicesAndSettingsReport: 'NoncompliantDevicesAndSettings',
  getPolicyNonComplianceReport: 'PolicyNonComplianceNew',
  getPolicyNonComplianceSummaryReport: 'PolicyNonComplianceAgg',
  getUnhealthyDefenderAgentsReport: 'UnhealthyDefenderAgents',
  getUnhealthyFirewallReport: 'FirewallUnhealthyStatus',
  getUserInstallStatusReport: 'UserInstallStatusAggregateByApp',
  retrieveDeviceAppInstallationStatusReport: 'DeviceInstallStatusByApp',
}

const tableOf = (reportOf: (parameters: Entity) => Declared): Effect => ({
  plan(call) {
    const parameters = call.read()
    return answering(call, planTable(call.scope, reportOf(parameters), requestOf(parameters)))
  },
})

function answering({ scope, resource, keys, operation }: Call, table: () => Work<unknown>): () => Work<Result> {
  return function* () {
    yield* requireBound(scope, { resource, keys }, operation.binding)
    return { value: yield* table() }
  }
}

function requestOf(parameters: Entity): TableRequest {
  const { select, filter, search, orderBy, groupBy, skip, top } = parameters as Partial<TableRequest>
  return {
    select: select ?? null,
    filter: filter ?? null,
    search: search ?? null,
    orderBy: orderBy ?? null,
    groupBy: groupBy ?? null,
    skip: skip ?? null,
    top: top ?? null,
  }
}

/** B146: rows of a cached report, which the id of its configuration names; it must have been asked for before. */
const getCachedReport: Effect = {
  plan(call) {
    const { scope, resource, keys, operation } = call
    const parameters = call.read()
    const id = parameters['id']
    if (typeof id !== 'string' || id === '') throw backendRefusal("'id' names no cached report.", 'id')
    const configurations = resource.children.get('cachedreportconfigurations')
    if (configurations === undefined) throw new Error(`${resource.path} has no cached reports`)
    return function* () {
      yield* requireBound(scope, { resource, keys }, operation.binding)
      const stored = yield* scope.store.load(configurations, [...keys, id])
      if (stored === undefined) throw resourceNotFound()
      const { reportName, select, filter, orderBy } = stored.entity as Partial<TableRequest & { reportName: string }>
      const wanted = requestOf(parameters)
      const table = planTable(scope, reportNamed(reportName ?? '', 'id'), {
        ...wanted,
        select: given(wanted.select) ?? select ?? null,
        orderBy: given(wanted.orderBy) ?? orderBy ?? null,
        filter: both(filter, wanted.filter),
      })
      return { value: yield* table() }
    }
  },
}

function both(first: string | null | undefined, second: string | null | undefined): string | null {
  const given = [first, second].filter((text) => typeof text === 'string' && text.trim() !== '')
  return given.length === 0 ? null : given.map((text) => `(${text})`).join(' and ')
}

/** Of a report that is not imitated: the columns that were asked for, and no rows, as no device ever reported anything. */
export const emptyTable: Effect = {
  plan(call) {
    const { select } = requestOf(call.read())
    const Schema = (select ?? []).map((name) => ({ Column: name, PropertyType: 'String' }))
    return answering(call, function* () {
      return { TotalRowCount: 0, Schema, Values: [], SessionId: '' }
    })
  },
}

export const reportTables: Readonly<Record<string, Effect>> = {
  ...Object.fromEntries(
    Object.entries(REPORTS).map(([action, report]) => [
      `deviceManagementReports.${action}`,
      tableOf(() => (typeof report === 'string' ? reportNamed(report, 'name') : report)),
    ]),
  ),
  'deviceManagementReports.getCachedReport': getCachedReport,
  'deviceManagementReports.getHistoricalReport': tableOf(({ name }) =>
    reportNamed(typeof name === 'string' ? name : '', 'name'),
  ),
}
