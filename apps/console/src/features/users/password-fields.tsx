import { useAdministrationSpeech } from '../../messages/administration.ts'
import { TextField } from '../../ui/text-field.tsx'

interface PasswordFieldsProps {
  readonly password: string
  readonly passwordAgain: string
  readonly errorOf: (field: 'password' | 'passwordAgain') => string | undefined
  readonly set: (part: { readonly password?: string; readonly passwordAgain?: string }) => void
}

export function PasswordFields({ password, passwordAgain, errorOf, set }: PasswordFieldsProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <>
      <TextField
        label={messages.password}
        type="password"
        autoComplete="new-password"
        error={errorOf('password')}
        value={password}
        onChange={(event) => set({ password: event.target.value })}
      />
      <TextField
        label={messages.passwordAgain}
        type="password"
        autoComplete="new-password"
        error={errorOf('passwordAgain')}
        value={passwordAgain}
        onChange={(event) => set({ passwordAgain: event.target.value })}
      />
    </>
  )
}
