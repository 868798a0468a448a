/**
 * Updates of Windows that policies choose from (B190, B191): the releases of Windows with their ends of support, and the
 * latest monthly security updates.
 *
 * @see https://learn.microsoft.com/windows/release-health/windows11-release-information
 */
import type { Entity } from '../../model/payload.js'

const RELEASES: readonly (readonly [name: string, released: string, supportedUntil: string])[] = [
  ['Windows 10, version 22H2', '2022-10-18', '2025-10-14'],
  ['Windows 11, version 22H2', '2022-09-20', '2025-10-14'],
  ['Windows 11, version 23H2', '2023-10-31', '2026-11-10'],
  ['Windows 11, version 24H2', '2024-10-01', '2027-10-12'],
  ['Windows 11, version 25H2', '2025-09-30', '2028-10-10'],
]

const SECURITY_UPDATES = ['2026-06-09', '2026-07-14', '2026-08-11', '2026-09-08', '2026-10-13', '2026-11-10']

const features = RELEASES.map(([displayName, released, supportedUntil], i) => ({
  '@odata.type': '#microsoft.graph.windowsFeatureUpdateCatalogItem',
  id: `7f6f2a4e-5d0b-4c1e-9b64-0f3a7c5d10${String(i + 1).padStart(2, '0')}`,
  displayName,
  releaseDateTime: `${released}T00:00:00Z`,
  endOfSupportDate: `${supportedUntil}T00:00:00Z`,
  version: displayName,
}))

const quality = SECURITY_UPDATES.map((released, i) => {
  const [year, month, day] = released.split('-')
  return {
    '@odata.type': '#microsoft.graph.windowsQualityUpdateCatalogItem',
    id: `7f6f2a4e-5d0b-4c1e-9b64-0f3a7c5d20${String(i + 1).padStart(2, '0')}`,
    displayName: `${month}/${day}/${year} - ${year}.${month} B SecurityUpdate for Windows 10 and later`,
    releaseDateTime: `${released}T00:00:00Z`,
    endOfSupportDate: null,
    classification: 'security',
    isExpeditable: true,
    qualityUpdateCadence: 'monthly',
  }
})

export const updateCatalog: readonly Entity[] = [...features, ...quality]
