import { useSpeech } from '../../messages/messages.tsx'
import { outcomeText, requestText } from '../../messages/outcome.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import type { Reread } from './use-reread.ts'

/** Stays until the row is read or the next one is asked for. */
export function RereadBanner({ reread: { error, variables, mutate } }: { readonly reread: Reread }) {
  const { messages } = useSpeech()
  if (!error) return null
  return (
    <Banner tone="warning" action={<Button onClick={() => mutate(variables)}>{messages.retry}</Button>}>
      {messages.rereadFailed(variables.keyName)} {outcomeText(error, messages)} {requestText(error, messages)}
    </Banner>
  )
}
