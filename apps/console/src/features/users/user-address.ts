/** The tabs of a user's window as they stand in the address. */
export const userTabs = ['general', 'signIn', 'contact', 'settings', 'sessions'] as const
export type UserTab = (typeof userTabs)[number]

export const parseUserSearch = (search: Readonly<Record<string, unknown>>): { tab?: UserTab | undefined } => ({
  tab: userTabs.find((tab) => tab === search['tab']),
})
