import type { Plugin } from 'vite'

/** The shapes of an icon never change places: the random names React would tell them apart by weigh more than they do. */
export const bareIcons = (): Plugin => ({
  name: 'bare-icons',
  apply: 'build',
  transform: (code, id) =>
    id.includes('/lucide-react/dist/esm/icons/')
      ? { code: code.replaceAll(/,?\s*key: "[a-z0-9]+"/g, ''), map: null }
      : undefined,
})
