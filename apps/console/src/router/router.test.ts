import { createMemoryHistory } from '@tanstack/history'
import { expect, test, vi } from 'vitest'
import { paths } from './paths.ts'
import { placeOf, type Place } from './place.ts'
import { createRouter, hrefOf, type Target } from './router.ts'

const at = (href: string) => placeOf(createMemoryHistory({ initialEntries: [href] }).location)

function routerAt(href: string, arrive: (place: Place) => Promise<Target | undefined> = async () => undefined) {
  const history = createMemoryHistory({ initialEntries: [href] })
  const router = createRouter({ arrive, expect: () => undefined, history })
  const drawn: string[] = []
  router.drawWith((shown) => {
    drawn.push(shown.place.href)
    queueMicrotask(() => router.drawn(shown))
  })
  return { history, router, drawn }
}

test.each(paths)('%s is found at its own address', (path) => {
  const { path: found, params } = at(path.replaceAll(/\$\w+/g, '7'))
  expect(found).toBe(path)
  expect(Object.values(params)).toEqual((path.match(/\$/g) ?? []).map(() => '7'))
})

test('what stands in no list is no screen', () => {
  for (const href of ['/nowhere', '/api-keys/7/shake', '/api-keysx', '/roles/1/2'])
    expect(at(href).path).toBeUndefined()
  expect(at('/roles/').path).toBe('/roles')
})

test('an address is written with its parts and its search, and read again', () => {
  const href = hrefOf({ to: '/api-keys/$apiKeyID', params: { apiKeyID: '7' }, search: { q: 'a & b', tab: undefined } })
  expect(href).toBe('/api-keys/7?q=a+%26+b')
  expect(at(href)).toMatchObject({ path: '/api-keys/$apiKeyID', params: { apiKeyID: '7' }, search: { q: 'a & b' } })
})

test('a part of an address stays a part of it', () => {
  expect(hrefOf({ to: '/roles/$roleID', params: { roleID: '../x?y#z' } })).toBe('/roles/..%2Fx%3Fy%23z')
})

test('the search goes by the one that stands in the address, also before that is drawn', async () => {
  const { router, history } = routerAt('/api-keys?q=bot')
  const first = router.navigate({ search: (before) => ({ ...before, sort: '-name' }) })
  await router.navigate({ search: (before) => ({ ...before, group: 'role' }) })
  await first
  expect(history.location.href).toBe('/api-keys?q=bot&sort=-name&group=role')
})

test('what is on the screen until the next is drawn writes nothing into its address', async () => {
  const { router, history } = routerAt('/api-keys', ({ path }) =>
    path === '/roles' ? new Promise(() => undefined) : Promise.resolve(undefined),
  )
  void router.navigate({ to: '/roles' })
  await router.navigate({ search: (before) => ({ ...before, q: 'bot' }) })
  expect(history.location.href).toBe('/api-keys?q=bot')
})

test('the same screen with another search is drawn at once', () => {
  const { router, drawn } = routerAt('/api-keys')
  void router.navigate({ search: { seen: 'never' } })
  expect(drawn.at(-1)).toBe('/api-keys?seen=never')
})

test('going where one is makes no step to go back', async () => {
  const { router, history } = routerAt('/roles')
  await router.navigate({ to: '/roles' })
  expect(history.length).toBe(1)
})

test('what was asked for last is drawn, whichever could be drawn first', async () => {
  const roles = Promise.withResolvers<undefined>()
  const { router, drawn } = routerAt('/api-keys', ({ path }) =>
    path === '/roles' ? roles.promise : Promise.resolve(undefined),
  )
  const slow = router.navigate({ to: '/roles' })
  await router.navigate({ to: '/users' })
  roles.resolve(undefined)
  await slow
  expect(drawn).toEqual(['/api-keys', '/users'])
  expect(router.shown().place.path).toBe('/users')
})

test('who is sent elsewhere finds no step back to where they were sent from', async () => {
  const { router, history, drawn } = routerAt('/api-keys', async ({ path }) =>
    path === '/profile' ? { to: '/sign-in' } : undefined,
  )
  await router.navigate({ to: '/profile' })
  expect(history.location.href).toBe('/sign-in')
  expect(drawn).toEqual(['/api-keys', '/sign-in'])
  history.back()
  await vi.waitFor(() => expect(history.location.href).toBe('/api-keys'))
})

test('a screen that cannot be drawn says why, and is tried again', async () => {
  const arrive = vi
    .fn<() => Promise<undefined>>()
    .mockRejectedValueOnce(new Error('no answer'))
    .mockResolvedValue(undefined)
  const { router } = routerAt('/roles', arrive)
  await router.load()
  expect(router.shown()).toMatchObject({ place: { path: '/roles' }, failed: { error: new Error('no answer') } })
  await router.load()
  expect(router.shown().failed).toBeUndefined()
})
