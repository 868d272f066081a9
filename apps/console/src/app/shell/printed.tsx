import type { BrowserSession } from '@latchkey/contract'
import { useNow } from '../../lib/use-now.ts'
import { usePrinting } from '../../ui/use-printing.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { useFormats } from '../../messages/use-formats.ts'
import styles from './shell.module.css'

interface PrintedProps {
  readonly session: BrowserSession
}

/** On paper alone: to name a zone Intl has to begin, which on the first screen nobody should wait for. */
export const Printed = ({ session }: PrintedProps) => usePrinting() && <PrintedLine session={session} />

/** When it was printed, by whom, and of which tenant. */
function PrintedLine({ session: { userName, tenantName, role } }: PrintedProps) {
  const { messages } = useSpeech()
  const { dateTimeIn, timeZone } = useFormats()
  const when = dateTimeIn(useNow(), timeZone) ?? ''
  const who = [userName, role?.name, tenantName ?? messages.primaryTenant]
    .filter((part) => part !== undefined)
    .join(', ')
  return <p className={styles['printed']}>{messages.printed(when, who)}</p>
}
