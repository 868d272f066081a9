import type { BrowserSession } from '@latchkey/contract'
import { useNow } from '../../lib/use-now.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { useFormats } from '../../messages/use-formats.ts'
import styles from './shell.module.css'

/** On paper alone: when it was printed, by whom, and of which tenant. */
export function Printed({ session: { userName, tenantName, role } }: { readonly session: BrowserSession }) {
  const { messages } = useSpeech()
  const { dateTimeIn, timeZone } = useFormats()
  const when = dateTimeIn(useNow(), timeZone) ?? ''
  const who = [userName, role?.name, tenantName].filter((part) => part !== undefined).join(', ')
  return <p className={styles['printed']}>{messages.printed(when, who)}</p>
}
