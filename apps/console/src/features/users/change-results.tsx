import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import { outcomeText } from '../../messages/outcome.ts'
import { Banner } from '../../ui/banner.tsx'
import { isFault, isGone, type UserOutcome } from './use-user-work.ts'
import { UserChangedFacts } from './user-changed-facts.tsx'
import { UserChanged } from './user-changed.ts'
import styles from './users.module.css'

interface ChangeResultsProps {
  readonly failed: readonly UserOutcome[]
  readonly notBegun: number
  /** Of all that were to be changed. */
  readonly count: number
}

/** Who was not changed, and why. */
export function ChangeResults({ failed, notBegun, count }: ChangeResultsProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <Banner tone={failed.some(isFault) ? 'danger' : 'warning'}>
      <p>{messages.someFailed(String(failed.length + notBegun), String(count))}</p>
      <ul className={styles['results']}>
        {failed.map((outcome) => (
          <li key={outcome.item.ID}>
            {outcome.item.username}: {wordsOf(outcome, messages)}
            {outcome.error instanceof UserChanged && <UserChangedFacts changed={outcome.error} />}
          </li>
        ))}
        {notBegun > 0 && <li>{messages.notBegun(String(notBegun))}</li>}
      </ul>
    </Banner>
  )
}

function wordsOf(outcome: UserOutcome, messages: AllMessages): string {
  if (isGone(outcome)) return messages.userDeleted
  const { error } = outcome
  if (!error) return ''
  return error instanceof UserChanged ? messages.userChanged : outcomeText(error, messages)
}
