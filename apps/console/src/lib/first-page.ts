import page from 'virtual:first-page'

/** What the list of keys begins with: the document has asked for it. */
export const firstPage = page
