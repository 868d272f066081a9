import { useMutation } from '@tanstack/react-query'
import { Link2Off } from 'lucide-react'
import { useRef, useState } from 'react'
import { api, CallError } from '../../lib/client.ts'
import { textOf } from '../../lib/forms.ts'
import { useWindowSpeech } from '../../messages/windows.ts'
import { Link } from '../../router/link.tsx'
import { Button } from '../../ui/button.tsx'
import { EntryForm } from '../../ui/entry-form.tsx'
import { Statement } from '../../ui/statement.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface SetUpPageProps {
  /** Of the link that the start printed; the address no longer shows it. */
  readonly token: string
  readonly onSignedIn: () => Promise<void>
}

/** The first run: the link makes the first administrator and signs them in, and nothing else. */
export function SetUpPage({ token, onSignedIn }: SetUpPageProps) {
  const { messages } = useWindowSpeech()
  const again = useRef<HTMLInputElement>(null)
  const [differ, setDiffer] = useState(false)
  const setUp = useMutation({
    mutationFn: async (first: { userName: string; password: string }) => {
      await api.setUp.claim({ body: { token, ...first } })
      await api.session.create({ body: first })
    },
    onSuccess: onSignedIn,
  })
  const submit = (form: FormData) => {
    const password = textOf(form, 'password')
    const isSame = password === textOf(form, 'passwordAgain')
    setDiffer(!isSame)
    if (!isSame) again.current?.select()
    else if (!setUp.isPending) setUp.mutate({ userName: textOf(form, 'userName'), password })
  }
  if (token === '')
    return (
      <main>
        <Statement
          level={1}
          icon={<Link2Off size={24} aria-hidden />}
          title={messages.setUpNoLink}
          actions={<Link to="/sign-in">{messages.signIn}</Link>}
        >
          {messages.setUpNoLinkHelp}
        </Statement>
      </main>
    )
  const field = setUp.error instanceof CallError ? setUp.error.field : undefined
  const refusal = setUp.error?.message
  return (
    <EntryForm
      title={messages.setUpTitle}
      hint={messages.setUpHelp}
      refusal={field === undefined ? refusal : undefined}
      onSubmit={submit}
    >
      <TextField
        label={messages.userName}
        name="userName"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        whenEmpty={messages.userNameMissing}
        autoFocus
        error={field === 'userName' ? refusal : undefined}
      />
      <TextField
        label={messages.password}
        help={messages.setUpPasswordHelp}
        name="password"
        type="password"
        autoComplete="new-password"
        whenEmpty={messages.passwordMissing}
        error={field === 'password' ? refusal : undefined}
      />
      <TextField
        label={messages.passwordAgain}
        name="passwordAgain"
        type="password"
        autoComplete="new-password"
        whenEmpty={messages.passwordAgainMissing}
        inputRef={again}
        error={differ ? messages.passwordsDiffer : undefined}
      />
      <Button type="submit" look="primary" busy={setUp.isPending}>
        {messages.setUpSubmit}
      </Button>
    </EntryForm>
  )
}
