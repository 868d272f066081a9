import { lazyPart } from '../frames/lazy-part.tsx'
import type { Search } from '../router/search-text.ts'
import { useNavigate, usePlace, useSearch } from '../router/use-router.ts'

/** The windows over the list of keys, each at an address of its own. */
export const PropertiesWindow = lazyPart(
  async () => (await import('../features/api-keys/window/properties-window.tsx')).PropertiesWindow,
)
export const NewWindow = lazyPart(async () => (await import('../features/api-keys/window/new-window.tsx')).NewWindow)
const NewSecretWindow = lazyPart(
  async () => (await import('../features/api-keys/issuance/new-secret-window.tsx')).NewSecretWindow,
)
const KeyWorkWindow = lazyPart(
  async () => (await import('../features/api-keys/work/key-work-window.tsx')).KeyWorkWindow,
)
// Asked for from among a key's roles; it belongs to another feature.
const RoleMaker = lazyPart(
  async () => (await import('../features/roles/editor/role-editor-dialog.tsx')).RoleEditorDialog,
)

const keyTabOf = (tab: string | undefined) => (['activity', 'use'] as const).find((known) => known === tab)
const parseTab = ({ tab }: Search) => ({ tab: keyTabOf(tab) ?? 'general' })
const parseLike = ({ like }: Search) => ({ like: Number(like) || undefined })

function useKeyWindow() {
  const navigate = useNavigate()
  return {
    /** Back to the list; the row of a key that has just got its secret is marked and has the focus. */
    onClose: (key?: { readonly ID: number }) =>
      void navigate({
        to: '/api-keys',
        search: ({ like: _like, tab: _tab, ...list }) => list,
        state: { newRow: key?.ID },
        ignoreBlocker: true,
      }),
    onNewSecret: (ID: number) =>
      void navigate({
        to: '/api-keys/$apiKeyID/new-secret',
        params: { apiKeyID: String(ID) },
        search: (before) => before,
        ignoreBlocker: true,
      }),
  }
}

function useApiKeyID(): number {
  const { params } = usePlace()
  return Number(params['apiKeyID'])
}

export function NewKey() {
  const { like } = useSearch(parseLike)
  return <NewWindow key={like} like={like} RoleMaker={RoleMaker} {...useKeyWindow()} />
}

export function KeyProperties() {
  const apiKeyID = useApiKeyID()
  const { tab } = useSearch(parseTab)
  const navigate = useNavigate()
  const choose = (next: string) =>
    void navigate({ search: (before) => ({ ...before, tab: keyTabOf(next) }), replace: true, ignoreBlocker: true })
  return (
    <PropertiesWindow
      key={apiKeyID}
      apiKeyID={apiKeyID}
      tab={tab}
      onTab={choose}
      RoleMaker={RoleMaker}
      {...useKeyWindow()}
    />
  )
}

export function NewSecretOfKey() {
  const apiKeyID = useApiKeyID()
  return <NewSecretWindow key={apiKeyID} apiKeyID={apiKeyID} {...useKeyWindow()} />
}

/** Lock out, unlock, set the expiry, change the role, delete: all of one key. */
export const workOn = (work: 'lock-out' | 'set-expiry' | 'change-role' | 'delete') =>
  function WorkOnKey() {
    const apiKeyID = useApiKeyID()
    const { onClose } = useKeyWindow()
    return <KeyWorkWindow key={apiKeyID} apiKeyID={apiKeyID} work={work} onClose={onClose} />
  }
