export type Format = 'csv' | 'json'

/** What is exported, as the job says it. */
export interface ExportJob {
  readonly id: string
  readonly reportName: string
  readonly select: readonly string[] | null
  readonly filter: string | null
  readonly search: string | null
  readonly format: Format
  readonly localizationType: 'localizedValuesAsAdditionalColumn' | 'replaceLocalizableValues'
}
