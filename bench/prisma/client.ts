/** The part of the generated client that the server uses; the client itself is generated when the benchmark is built. */

export interface ConfigurationRow {
  readonly id: string
  readonly targetedMobileApps: unknown
  readonly createdDateTime: string
  readonly description: string | null
  readonly lastModifiedDateTime: string
  readonly displayName: string
  readonly version: number
  readonly encodedSettingXml: string | null
  readonly settings: unknown
}

export interface SummaryRow {
  readonly id: string
  readonly pendingCount: number
  readonly notApplicableCount: number
  readonly successCount: number
  readonly errorCount: number
  readonly failedCount: number
  readonly lastUpdateDateTime: string
  readonly configurationVersion: number
}

export interface AssignmentRow {
  readonly id: string
  readonly target: unknown
}

export interface ExpandedRow extends ConfigurationRow {
  readonly assignments: readonly AssignmentRow[]
  readonly summary: SummaryRow | null
}

interface Delegate<Row> {
  findUnique(args: object): Promise<Row | null>
  findMany(args: object): Promise<Row[]>
  create(args: object): Promise<Row>
}

export interface Client {
  readonly configuration: Delegate<ConfigurationRow & Partial<ExpandedRow>>
  readonly summary: Delegate<SummaryRow>
  readonly setting: Delegate<{ readonly name: string; readonly value: string }>
  $disconnect(): Promise<void>
}

type ClientClass = new (options: { adapter: unknown }) => Client

export async function openClient(database: string): Promise<Client> {
  const provider = database.startsWith('postgres') ? 'postgresql' : 'sqlite'
  const location = new URL(`./generated/${provider}/client.js`, import.meta.url).href
  const { PrismaClient } = (await import(location)) as { PrismaClient: ClientClass }
  if (provider === 'postgresql') {
    const { PrismaPg } = await import('@prisma/adapter-pg')
    return new PrismaClient({ adapter: new PrismaPg({ connectionString: database, max: 10 }) })
  }
  const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3')
  return new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${database}` }) })
}
