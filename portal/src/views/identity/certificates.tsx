import { Button, Field, Textarea } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { FormDialog } from '../../parts/form-dialog'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useSession } from '../../session/session'
import { IDENTITY } from '../../texts/identity'
import { useRefresh } from './data'
import type { App, Credential } from './data'
import { Confirmed } from './parts'
import { Expiry, KeyId } from './secrets'

const TEXTS = IDENTITY.apps

export function Certificates({ app }: { readonly app: App }) {
  const session = useSession()
  const refresh = useRefresh()
  const [adding, setAdding] = useState(false)
  const path = `/apps/${encodeURIComponent(app.appId)}/certificates`
  const remove = async ({ keyId }: Credential): Promise<void> => {
    await session.control(`${path}/${encodeURIComponent(keyId)}`, { method: 'DELETE' })
    await refresh()
  }
  const columns: Column<Credential>[] = [
    { title: TEXTS.thumbprint, of: ({ thumbprint = '' }) => <KeyId id={thumbprint} /> },
    { title: IDENTITY.expires, of: ({ expiresDateTime }) => <Expiry at={expiresDateTime} /> },
    {
      title: IDENTITY.actions,
      action: true,
      of: (certificate) => (
        <Confirmed
          small
          label={TEXTS.removeCertificate(certificate.thumbprint ?? '')}
          title={TEXTS.removeCertificateTitle}
          text={TEXTS.removeCertificateText}
          action={IDENTITY.remove}
          run={() => remove(certificate)}
        />
      ),
    },
  ]
  return (
    <Section
      title={TEXTS.certificates}
      actions={<Button onClick={() => setAdding(true)}>{TEXTS.addCertificate}</Button>}
    >
      {app.certificates.length === 0 ? (
        <Nothing text={TEXTS.noCertificates} />
      ) : (
        <Rows label={TEXTS.certificates} columns={columns} rows={app.certificates} keyOf={({ keyId }) => keyId} />
      )}
      {adding && <AddCertificate path={path} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function AddCertificate({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const session = useSession()
  const refresh = useRefresh()
  const [certificate, setCertificate] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const send = async (): Promise<void> => {
    await session.control(path, { method: 'POST', body: { certificate } })
    await refresh()
  }
  return (
    <FormDialog
      title={TEXTS.addCertificate}
      action={IDENTITY.add}
      names={['certificate']}
      placeOf={() => 'certificate'}
      onSend={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <Field label={TEXTS.pem} hint={TEXTS.pemHint} required validationMessage={problemOf('certificate')}>
            <Textarea rows={8} value={certificate} onChange={(_, { value }) => setCertificate(value)} />
          </Field>
          <div>
            <Button onClick={() => file.current?.click()}>{TEXTS.fromFile}</Button>
            <input
              ref={file}
              type="file"
              hidden
              accept=".pem,.crt,.cer"
              aria-label={TEXTS.fromFile}
              onChange={({ target }) => void target.files?.[0]?.text().then(setCertificate)}
            />
          </div>
        </>
      )}
    </FormDialog>
  )
}
