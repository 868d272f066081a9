import { useMemo } from 'react'
import { useAdministrationSpeech, type AllMessages } from '../../../messages/administration.ts'
import { Link } from '../../../router/link.tsx'
import { nobody, type Holders, type HoldersOf } from '../use-holders.ts'
import styles from './editor.module.css'

interface AssignedToTabProps {
  readonly roleID: number | undefined
  readonly holders: HoldersOf
  readonly messages: AllMessages
}

const shownMax = 200

/** Who holds the role: read only, each a way to them. */
export function AssignedToTab({ roleID, holders, messages }: AssignedToTabProps) {
  const { language } = useAdministrationSpeech()
  const held = roleID === undefined ? nobody : holders.of(roleID)
  const { users, keys } = useMemo(() => inOrder(held, language), [held, language])
  return (
    <div className={styles['holders']}>
      <section>
        <h2 className={styles['module']}>{messages['feature.administratorRights']}</h2>
        {!holders.usersAreKnown ? (
          <p className={styles['note']}>{messages.unavailable}</p>
        ) : (
          <ul>
            {users.slice(0, shownMax).map(({ ID, username, fullName }) => (
              <li key={ID}>
                <Link to="/users/$administratorID" params={{ administratorID: String(ID) }}>
                  {username}
                </Link>{' '}
                {fullName}
              </li>
            ))}
          </ul>
        )}
        {holders.usersAreKnown && users.length === 0 && <p className={styles['note']}>{messages.nobody}</p>}
      </section>
      <section>
        <h2 className={styles['module']}>{messages['feature.apikeyRights']}</h2>
        {!holders.keysAreKnown ? (
          <p className={styles['note']}>{messages.unavailable}</p>
        ) : (
          <ul>
            {keys.slice(0, shownMax).map(({ ID, keyName }) => (
              <li key={ID}>
                <Link to="/api-keys/$apiKeyID" params={{ apiKeyID: String(ID) }}>
                  {keyName}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {holders.keysAreKnown && keys.length === 0 && <p className={styles['note']}>{messages.nobody}</p>}
        {keys.length > shownMax && <p className={styles['note']}>{messages.more(String(keys.length - shownMax))}</p>}
      </section>
    </div>
  )
}

function inOrder({ users, keys }: Holders, language: string): Holders {
  const { compare } = new Intl.Collator(language)
  return {
    users: users.toSorted((a, b) => compare(a.username, b.username)),
    keys: keys.toSorted((a, b) => compare(a.keyName, b.keyName)),
  }
}
