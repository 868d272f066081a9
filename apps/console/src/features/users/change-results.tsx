import type { Administrator } from '@latchkey/contract'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { outcomeText } from '../../messages/outcome.ts'
import { Banner } from '../../ui/banner.tsx'
import type { UserOutcome } from './use-user-work.ts'
import { UserChangedFacts } from './user-changed-facts.tsx'
import { UserChanged } from './user-changed.ts'
import styles from './users.module.css'

interface ChangeResultsProps {
  readonly left: readonly Administrator[]
  readonly outcomes: readonly UserOutcome[]
  /** Of all that were to be changed. */
  readonly count: number
}

/** Who was not changed, and why. */
export function ChangeResults({ left, outcomes, count }: ChangeResultsProps) {
  const { messages } = useAdministrationSpeech()
  const errors = new Map(outcomes.map(({ item, error }) => [item, error]))
  const isFault = left.some((user) => errors.get(user) && !(errors.get(user) instanceof UserChanged))
  return (
    <Banner tone={isFault ? 'danger' : 'warning'}>
      <p>{messages.someFailed(String(left.length), String(count))}</p>
      <ul className={styles['results']}>
        {left.map((user) => (
          <li key={user.ID}>
            <Reason user={user} error={errors.get(user)} />
          </li>
        ))}
      </ul>
    </Banner>
  )
}

function Reason({ user, error }: { readonly user: Administrator; readonly error: Error | undefined }) {
  const { messages } = useAdministrationSpeech()
  if (!(error instanceof UserChanged))
    return `${user.username}: ${error ? outcomeText(error, messages) : messages.notBegun}`
  return (
    <>
      {user.username}: {messages.userChanged}
      <UserChangedFacts changed={error} />
    </>
  )
}
