import type { BrowserSession } from '@latchkey/contract'
import { useMutation } from '@tanstack/react-query'
import { useRef, type SubmitEvent } from 'react'
import { api } from '../../lib/client.ts'
import { textOf } from '../../lib/forms.ts'
import { abandonSession, resumeSession } from '../../lib/session-watch.ts'
import { signInRefusal } from '../../messages/sign-in-refusal.ts'
import { useWindowSpeech } from '../../messages/windows.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface SignInLayerProps {
  readonly session: BrowserSession
  readonly onLeave: () => void
}

const formID = 'sign-in-layer'

/** Over the page as it stands: what was typed stays, and what was asked for goes on once, for the same person only. */
export function SignInLayer({ session, onLeave }: SignInLayerProps) {
  const { messages } = useWindowSpeech()
  const password = useRef<HTMLInputElement>(null)
  const leave = () => {
    abandonSession()
    onLeave()
  }
  const signIn = useMutation({
    gcTime: 0,
    mutationFn: (form: FormData) => {
      const mfaCode = textOf(form, 'mfaCode')
      return api.session.create({
        body: {
          userName: session.userName,
          password: textOf(form, 'password'),
          ...(session.tenantName !== undefined && { tenantName: session.tenantName }),
          ...(mfaCode && { mfaCode }),
        },
      })
    },
    onSuccess: (now) => {
      const isSame = now.administratorID === session.administratorID && now.tenantName === session.tenantName
      if (isSame) resumeSession()
      else leave()
    },
    onError: () => password.current?.select(),
  })
  return (
    <Dialog
      title={messages.signIn}
      onClose={leave}
      footer={
        <>
          <Button onClick={leave}>{messages.signInLater}</Button>
          <Button type="submit" form={formID} look="primary" busy={signIn.isPending}>
            {signIn.isPending ? messages.signingIn : messages.signIn}
          </Button>
        </>
      }
    >
      <form
        id={formID}
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault()
          if (!signIn.isPending) signIn.mutate(new FormData(event.currentTarget))
        }}
      >
        <p>{messages.signInAgain}</p>
        {signIn.isError && <Banner tone="danger">{signInRefusal(signIn.error, messages)}</Banner>}
        <TextField label={messages.userName} value={session.userName} readOnly autoComplete="username" />
        <TextField
          label={messages.password}
          name="password"
          type="password"
          autoComplete="current-password"
          whenEmpty={messages.passwordMissing}
          data-focus
          inputRef={password}
        />
        <TextField label={messages.code} help={messages.codeHelp} name="mfaCode" autoComplete="one-time-code" />
      </form>
    </Dialog>
  )
}
