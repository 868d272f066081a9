import type { Plugin } from 'vite'

/** Of a script that is called nearly whole when the page begins: with this line Chromium makes it ready beside the page, not in its way. */
export const calledAtOnce = (chunk: string): Plugin => ({
  name: 'called-at-once',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      for (const part of Object.values(bundle))
        if (part.type === 'chunk' && part.name === chunk) part.code = `//# allFunctionsCalledOnLoad\n${part.code}`
    },
  },
})
