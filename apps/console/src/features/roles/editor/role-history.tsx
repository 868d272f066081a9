import { HistoryFacts } from '../../../frames/history-facts.tsx'
import { useAdministrationSpeech } from '../../../messages/administration.ts'
import { useHistory } from '../../../queries/use-history.ts'
import styles from './editor.module.css'

export function RoleHistory({ roleID }: { readonly roleID: number }) {
  const { messages } = useAdministrationSpeech()
  return (
    <section className={styles['summary']} aria-label={messages.history}>
      <h2 className={styles['summaryTitle']}>{messages.history}</h2>
      <HistoryFacts kind="role" ID={roleID} history={useHistory('role', roleID)} />
    </section>
  )
}
