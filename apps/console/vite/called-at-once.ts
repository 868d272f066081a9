import type { Plugin } from 'vite'

/** Of scripts that are called nearly whole when the page begins: with this line Chromium makes them ready beside the page, not in its way. */
export const calledAtOnce = (...chunks: readonly string[]): Plugin => ({
  name: 'called-at-once',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      for (const part of Object.values(bundle))
        if (part.type === 'chunk' && chunks.includes(part.name))
          part.code = `//# allFunctionsCalledOnLoad\n${part.code}`
    },
  },
})
