import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type SubmitEvent } from 'react'
import { api, CallError } from '../../lib/client.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './sign-in-page.module.css'

interface SignInPageProps {
  readonly again: boolean
  readonly onSignedIn: () => Promise<void>
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** One form and one request: whoever is refused learns only that. */
export function SignInPage({ again, onSignedIn }: SignInPageProps) {
  const { messages } = useSpeech()
  const password = useRef<HTMLInputElement>(null)
  const [tenantShown, setTenantShown] = useState(false)
  const signIn = useMutation({
    mutationFn: (form: FormData) => {
      const tenantName = text(form, 'tenantName')
      const mfaCode = text(form, 'mfaCode')
      return api.session.create({
        body: {
          userName: text(form, 'userName'),
          password: text(form, 'password'),
          ...(tenantName && { tenantName }),
          ...(mfaCode && { mfaCode }),
        },
      })
    },
    onSuccess: onSignedIn,
    onError: () => password.current?.select(),
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!signIn.isPending) signIn.mutate(new FormData(event.currentTarget))
  }
  return (
    <main className={styles['page']}>
      <form className={styles['form']} onSubmit={submit}>
        <h1>Latchkey</h1>
        {again && <p className={styles['hint']}>{messages.signInAgain}</p>}
        <TextField
          label={messages.userName}
          name="userName"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
        <TextField
          label={messages.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          inputRef={password}
        />
        <TextField
          label={messages.code}
          help={messages.codeHelp}
          name="mfaCode"
          autoComplete="one-time-code"
          inputMode="numeric"
        />
        {tenantShown ? (
          <TextField label={messages.tenant} help={messages.tenantHelp} name="tenantName" autoComplete="organization" />
        ) : (
          <Button look="quiet" onClick={() => setTenantShown(true)}>
            {messages.tenantMore}
          </Button>
        )}
        {signIn.error && (
          <p role="alert" className={styles['refusal']}>
            {signIn.error instanceof CallError ? signIn.error.message : String(signIn.error)}
          </p>
        )}
        <Button type="submit" look="primary" aria-disabled={signIn.isPending}>
          {signIn.isPending ? messages.signingIn : messages.signIn}
        </Button>
      </form>
    </main>
  )
}
