import { useEffect, useState } from 'react'
import { lazyPart } from '../frames/lazy-part.tsx'
import { queryClient } from '../lib/query-client.ts'
import { abandonSession } from '../lib/session-watch.ts'
import { fetchWindowWords } from '../messages/windows.ts'
import type { Router } from '../router/router.ts'
import type { Search } from '../router/search-text.ts'
import { usePlace, useRouter, useSearch } from '../router/use-router.ts'

export const SignInPage = lazyPart(async () => {
  const [{ SignInPage: Page }] = await Promise.all([import('../features/sign-in/sign-in-page.tsx'), fetchWindowWords()])
  return Page
})
export const SetUpPage = lazyPart(async () => (await import('../features/set-up/set-up-page.tsx')).SetUpPage)

const parseFrom = ({ from }: Search) => ({ from: insidePath(from) })

export function SignIn() {
  const router = useRouter()
  const { from } = useSearch(parseFrom)
  return <SignInPage again={from !== undefined} onSignedIn={() => startAt(router, from ?? '/')} />
}

export function SetUp() {
  const router = useRouter()
  const { hash } = usePlace()
  const [token, setToken] = useState(hash)
  if (hash !== '' && hash !== token) setToken(hash)
  // The token leaves the address, and with it the history, before anything else is done.
  useEffect(() => {
    if (hash !== '') void router.navigate({ to: '/set-up', replace: true })
  }, [router, hash])
  return <SetUpPage token={token} onSignedIn={() => startAt(router, '/')} />
}

/** Nothing of whoever was here before is kept. */
async function startAt(router: Router, href: string): Promise<void> {
  abandonSession()
  queryClient.clear()
  await router.navigate({ href, replace: true })
}

/** Only a path of this page: never another site, whatever a link says. */
function insidePath(text = ''): string | undefined {
  return /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(text) ? text : undefined
}

/** Here and in every tab: what this person had on the screen is gone before anyone else signs in. */
export async function showSignedOut(router: Router): Promise<void> {
  await router.navigate({ to: '/sign-in', replace: true, ignoreBlocker: true })
  // The session that ended was told of as well: nobody waits for it any more.
  abandonSession()
  queryClient.clear()
}
