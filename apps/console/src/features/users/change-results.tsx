import type { Administrator } from '@latchkey/contract'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { outcomeText } from '../../messages/outcome.ts'
import { Banner } from '../../ui/banner.tsx'
import type { Outcome } from './several.ts'
import { UserChangedFacts } from './user-changed-facts.tsx'
import { UserChanged } from './user-changed.ts'
import styles from './users.module.css'

interface ChangeResultsProps {
  readonly failed: readonly Outcome<Administrator>[]
  readonly count: number
}

/** Who was not changed, and why. */
export function ChangeResults({ failed, count }: ChangeResultsProps) {
  const { messages } = useAdministrationSpeech()
  const isOnlyChanged = failed.every(({ error }) => error instanceof UserChanged)
  return (
    <Banner tone={isOnlyChanged ? 'warning' : 'danger'}>
      <p>{messages.someFailed(String(failed.length), String(count))}</p>
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
      </ul>
    </Banner>
  )
}
