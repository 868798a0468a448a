/** Two exported tenants, compared without a server. */
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { modelOf } from '../../server/open-store.js'
import { summaryOf } from '../../services/state/render.js'
import { differenceOfDocuments } from '../../services/state/two-documents.js'
import { checkDocument } from '../../services/transfer/check-document.js'
import { TransferError } from '../../services/transfer/errors.js'
import { openDocument } from '../../services/transfer/open-document.js'
import type { OpenDocument } from '../../services/transfer/open-document.js'
import { sourceOf } from '../../services/transfer/spool.js'
import type { Model } from '../../model/model.js'
import { ConfigError } from '../../settings.js'
import type { ClientSettings } from './transport.js'

/** As the control face answers a diff. */
export async function compareFiles(
  from: string,
  to: string,
  { model: files = [] }: Pick<ClientSettings, 'model'>,
  all: boolean,
): Promise<object> {
  const model = await modelOf(files)
  const opened: FileHandle[] = []
  try {
    for (const path of [from, to]) opened.push(await openFile(path))
    const [one, other] = opened as [FileHandle, FileHandle]
    const difference = differenceOfDocuments(model, read(model, from, one), read(model, to, other), { all })
    return { same: difference.changes.length === 0, summary: summaryOf(difference.changes), ...difference }
  } finally {
    for (const file of opened) await file.close()
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path)
  } catch (error) {
    throw new ConfigError([`cannot read ${path}: ${(error as Error).message}`])
  }
}

function read(model: Model, path: string, { fd }: FileHandle): OpenDocument {
  try {
    const { document, issues } = openDocument(sourceOf(fd))
    checkDocument(model, document, issues)
    return document
  } catch (error) {
    if (!(error instanceof TransferError)) throw error
    const details = (error.issues ?? []).map(({ pointer, detail }) => `${path}: ${pointer} ${detail}`)
    throw new ConfigError(details.length === 0 ? [`${path}: ${error.message}`] : details)
  }
}
