import { useAdministrationSpeech } from '../../messages/administration.ts'
import { outcomeText } from '../../messages/outcome.ts'
import { Banner } from '../../ui/banner.tsx'
import type { UserOutcome } from './use-user-work.ts'
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
  const isFault = failed.some(({ error }) => !(error instanceof UserChanged))
  return (
    <Banner tone={isFault ? 'danger' : 'warning'}>
      <p>{messages.someFailed(String(failed.length + notBegun), String(count))}</p>
      <ul className={styles['results']}>
        {failed.map(({ item, error }) => (
          <li key={item.ID}>
            {error instanceof UserChanged ? (
              <>
                {item.username}: {messages.userChanged}
                <UserChangedFacts changed={error} />
              </>
            ) : (
              `${item.username}: ${error ? outcomeText(error, messages) : ''}`
            )}
          </li>
        ))}
        {notBegun > 0 && <li>{messages.notBegun(String(notBegun))}</li>}
      </ul>
    </Banner>
  )
}
