import type { RecoveryCodes } from '@latchkey/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { outcomeText } from '../../messages/outcome.ts'
import { profileQueries, refreshProfile, removeMfa, replaceRecoveryCodes } from '../../queries/profile-queries.ts'
import { useNavigate, useSearch } from '../../router/use-router.ts'
import { Button } from '../../ui/button.tsx'
import { CodeWindow } from './code-window.tsx'
import { EnrolWindow } from './enrol-window.tsx'
import { factorCalls } from './factor-calls.ts'
import { RecoveryCodesWindow } from './recovery-codes-window.tsx'
import { parseProfileSearch } from './profile-address.ts'
import styles from './profile.module.css'

type Open = { readonly what: 'remove' | 'replace' } | { readonly what: 'codes'; readonly codes: readonly string[] }

export function MfaSection() {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const { data: mfa, error } = useQuery(profileQueries.mfa())
  const [open, setOpen] = useState<Open>()
  const search = useSearch(parseProfileSearch)
  const navigate = useNavigate()
  const enrol = (isOpen: boolean) => void navigate({ search: { open: isOpen ? 'mfa' : undefined }, replace: !isOpen })
  const close = () => setOpen(undefined)
  const show = async ({ recoveryCodes }: RecoveryCodes) => {
    setOpen({ what: 'codes', codes: recoveryCodes })
    enrol(false)
    await refreshProfile(queryClient)
  }
  const removed = async () => {
    close()
    await refreshProfile(queryClient)
  }
  return (
    <section className={styles['section']} aria-labelledby="own-mfa">
      <h2 id="own-mfa" className={styles['title']}>
        {messages.mfa}
      </h2>
      <p>{messages.mfaHelp}</p>
      {error && <p>{outcomeText(error, messages)}</p>}
      {mfa?.mfaType === 'none' && (
        <div>
          <Button look="primary" onClick={() => enrol(true)}>
            {messages.switchMfaOn}
          </Button>
        </div>
      )}
      {mfa?.mfaType === 'local-totp' && (
        <>
          <p>{messages.mfaIsOn(String(mfa.recoveryCodesLeft))}</p>
          <div className={styles['line']}>
            <Button onClick={() => setOpen({ what: 'replace' })}>{messages.newRecoveryCodes}</Button>
            <Button onClick={() => setOpen({ what: 'remove' })}>{messages.switchMfaOff}</Button>
          </div>
        </>
      )}
      {search.open === 'mfa' && mfa?.mfaType === 'none' && (
        <EnrolWindow onDone={(codes) => void show(codes)} onClose={() => enrol(false)} />
      )}
      {open?.what === 'replace' && (
        <CodeWindow
          title={messages.newRecoveryCodes}
          calls={factorCalls.replace}
          send={replaceRecoveryCodes}
          onDone={(codes) => void show(codes)}
          onClose={close}
        >
          <p>{messages.newRecoveryCodesHelp}</p>
        </CodeWindow>
      )}
      {open?.what === 'remove' && (
        <CodeWindow
          title={messages.switchMfaOff}
          calls={factorCalls.remove}
          send={removeMfa}
          onDone={() => void removed()}
          onClose={close}
        >
          <p>{messages.switchMfaOffHelp}</p>
        </CodeWindow>
      )}
      {open?.what === 'codes' && <RecoveryCodesWindow codes={open.codes} onClose={close} />}
    </section>
  )
}
