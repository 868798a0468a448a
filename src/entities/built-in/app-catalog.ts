/** Packages of the catalog of apps, a few for all tenants (B169). The ids are ours. */
import type { Entity } from '../../model/payload.js'

const PACKAGES: readonly (readonly [product: string, publisher: string, version: string])[] = [
  ['7-Zip', 'Igor Pavlov', '24.09'],
  ['Notepad++', 'Notepad++ Team', '8.7.1'],
  ['VLC media player', 'VideoLAN', '3.0.21'],
]

const idOf = (kind: number, number: number): string =>
  `5b0e8f4c-2d1a-4c57-9e3b-${kind}00000000${String(number).padStart(3, '0')}`

export const appCatalog: readonly Entity[] = PACKAGES.map(([product, publisher, version], i) => ({
  '@odata.type': '#microsoft.graph.win32MobileAppCatalogPackage',
  id: idOf(1, i + 1),
  productId: idOf(2, i + 1),
  productDisplayName: product,
  productDescription: `${product} for Windows`,
  publisherDisplayName: publisher,
  versionDisplayName: version,
  branchId: idOf(3, i + 1),
  branchDisplayName: product,
  applicableArchitectures: 'x64',
  locales: ['en-us'],
  packageAutoUpdateCapable: true,
}))
