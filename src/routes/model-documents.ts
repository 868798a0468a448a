/** The documents about the model, as texts: made at the first request for each, for the model is large. */
import { compactModel } from '../model/compact.js'
import { metadataXml } from '../model/metadata.js'
import type { Version } from '../model/types.js'
import { areasOf, openApiDocument } from './openapi-document.js'
import type { OpenApiDeps } from './openapi-document.js'

export interface WantedDocument {
  /** `areas` are the names of the parts that the OpenAPI document can be read in. */
  readonly kind: 'metadata' | 'openapi' | 'areas' | 'compact'
  readonly version: Version
  /** A part of the OpenAPI document alone. */
  readonly area?: string
}

export function writeDocument(deps: OpenApiDeps, { kind, version, area }: WantedDocument): string {
  if (kind === 'compact') return JSON.stringify(compactModel(deps.model, version))
  if (kind === 'metadata') return metadataXml(deps.model, version)
  return JSON.stringify(kind === 'areas' ? areasOf(deps.model, version) : openApiDocument(deps, version, area))
}
