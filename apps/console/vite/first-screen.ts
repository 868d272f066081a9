import type { HtmlTagDescriptor, Plugin } from 'vite'

const list = 'keys'

/** Few files and not dozens: what is needed together comes together. A higher number takes a module first. */
export const chunks = [
  { name: 'page', test: /\/src\/main\.tsx$|rolldown\/runtime\.js$/, priority: 3 },
  { name: list, test: /\/features\/api-keys\/api-keys-page\.tsx$/, priority: 2 },
  { name: 'key-windows', test: /\/features\/api-keys\/(?:window|issuance|work)\/[a-z-]+-window\.tsx$/, priority: 1 },
]

/** The document names the list as well: a browser asks for it with the page, and not only when the page has run. */
export const firstScreen = (): Plugin => ({
  name: 'first-screen',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.values(bundle).flatMap((file): HtmlTagDescriptor[] => {
        const isStyle = file.type === 'asset' && file.names.includes(`${list}.css`)
        if (!isStyle && !(file.type === 'chunk' && file.name === list)) return []
        return [linkTo(file.fileName, isStyle ? 'stylesheet' : 'modulepreload')]
      }),
  },
})

const linkTo = (fileName: string, rel: string): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel, crossorigin: true, href: `/${fileName}` },
  injectTo: 'head',
})
