import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../lib/client.ts'
import { rememberTheme, storedTheme, themes } from '../lib/preferences.ts'
import { queryClient } from '../lib/query-client.ts'
import { useSpeech } from '../messages/messages.tsx'
import { sessionQueries } from '../queries/session-queries.ts'
import { Button } from '../ui/button.tsx'
import styles from './shell.module.css'

const themeMessage = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const
const contentID = 'content'

export function Shell() {
  const { messages, language, speak } = useSpeech()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const [theme, setTheme] = useState(storedTheme)
  const navigate = useNavigate()
  const signOut = async () => {
    await api.session.remove().catch(() => undefined)
    await navigate({ to: '/sign-in' })
    queryClient.clear()
  }
  return (
    <div className={styles['shell']}>
      <a href={`#${contentID}`} className={styles['skip']}>
        {messages.skipToContent}
      </a>
      <header>
        <div className={styles['bar']}>
          <span className={styles['product']}>Latchkey</span>
          <span className={styles['who']}>
            {session.tenantName && <span>{session.tenantName} / </span>}
            <strong>{session.userName}</strong>
            {session.role && <span className={styles['role']}>{session.role.name}</span>}
          </span>
          <select
            aria-label={messages.theme}
            className={styles['choice']}
            value={theme}
            onChange={(event) => {
              const chosen = themes.find((one) => one === event.target.value) ?? 'system'
              rememberTheme(chosen)
              setTheme(chosen)
            }}
          >
            {themes.map((one) => (
              <option key={one} value={one}>
                {messages[themeMessage[one]]}
              </option>
            ))}
          </select>
          <select
            aria-label={messages.language}
            className={styles['choice']}
            value={language}
            onChange={(event) => speak(event.target.value === 'ja' ? 'ja' : 'en')}
          >
            <option value="en">English</option>
            <option value="ja">日本語</option>
          </select>
          <Button look="quiet" onClick={() => void signOut()}>
            {messages.signOut}
          </Button>
        </div>
        {session.demo && <p className={styles['demo']}>{messages.demo}</p>}
      </header>
      <div className={styles['below']}>
        <nav className={styles['navigation']} aria-label={messages.administration}>
          <p className={styles['group']}>{messages.administration}</p>
          <p className={styles['subgroup']}>{messages.userManagement}</p>
          <Link to="/api-keys" className={styles['entry']} activeProps={{ 'aria-current': 'page' }}>
            {messages.apiKeys}
          </Link>
        </nav>
        <main id={contentID} className={styles['content']} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  )
}
