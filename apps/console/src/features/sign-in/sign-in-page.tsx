import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, CallError } from '../../lib/client.ts'
import { textOf } from '../../lib/forms.ts'
import { signInRefusal } from '../../messages/sign-in-refusal.ts'
import { useWindowSpeech } from '../../messages/windows.ts'
import { Button } from '../../ui/button.tsx'
import { EntryForm } from '../../ui/entry-form.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface SignInPageProps {
  readonly again: boolean
  readonly onSignedIn: () => Promise<void>
}

/** One form and one request: whoever is refused learns only that. */
export function SignInPage({ again, onSignedIn }: SignInPageProps) {
  const { messages } = useWindowSpeech()
  const password = useRef<HTMLInputElement>(null)
  const [tenantShown, setTenantShown] = useState(false)
  const [nobody, setNobody] = useState(false)
  const signIn = useMutation({
    mutationFn: (form: FormData) => {
      const tenantName = textOf(form, 'tenantName')
      const mfaCode = textOf(form, 'mfaCode')
      return api.session.create({
        body: {
          userName: textOf(form, 'userName'),
          password: textOf(form, 'password'),
          ...(tenantName && { tenantName }),
          ...(mfaCode && { mfaCode }),
        },
      })
    },
    onSuccess: onSignedIn,
    onError: async (error) => {
      password.current?.select()
      // Before anyone can sign in, every refusal looks like a wrong password: say what is missing instead.
      if (error instanceof CallError && error.status === 401) setNobody(await isSetUpNeeded())
    },
  })
  const refusal = signIn.error ? signInRefusal(signIn.error, messages) : undefined
  return (
    <EntryForm
      title={messages.signInTitle}
      hint={again ? messages.signInAgain : undefined}
      refusal={nobody ? messages.setUpFirst : refusal}
      onSubmit={(form) => signIn.isPending || signIn.mutate(form)}
    >
      <TextField
        label={messages.userName}
        name="userName"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        whenEmpty={messages.userNameMissing}
        autoFocus
      />
      <TextField
        label={messages.password}
        name="password"
        type="password"
        autoComplete="current-password"
        whenEmpty={messages.passwordMissing}
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
      <Button type="submit" look="primary" busy={signIn.isPending}>
        {signIn.isPending ? messages.signingIn : messages.signIn}
      </Button>
    </EntryForm>
  )
}

async function isSetUpNeeded(): Promise<boolean> {
  try {
    return (await api.setUp.describe()).needed
  } catch {
    // The refusal of the sign-in stands as it is.
    return false
  }
}
