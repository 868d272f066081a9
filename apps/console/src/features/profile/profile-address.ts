/** The window for switching on the second factor is a link: an administrator can send it to whoever is new. */
export const parseProfileSearch = (search: Readonly<Record<string, unknown>>): { open?: 'mfa' | undefined } => ({
  open: search['open'] === 'mfa' ? 'mfa' : undefined,
})
