import { HistoryFacts } from '../../frames/history-facts.tsx'
import { useHistory } from '../../queries/use-history.ts'
import styles from './users.module.css'

export const UserHistory = ({ administratorID }: { readonly administratorID: number }) => (
  <div className={styles['history']}>
    <HistoryFacts kind="administrator" ID={administratorID} history={useHistory('administrator', administratorID)} />
  </div>
)
