import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { bareIcons } from './vite/bare-icons.ts'
import { calledAtOnce } from './vite/called-at-once.ts'
import { askFirst } from './vite/first-calls.ts'
import { contractRoutes } from './vite/contract-routes.ts'

// Few files and not dozens: what is needed together comes together. React apart from the rest of the first screen: each is half of it.
const chunks = [
  { name: 'react', test: /\/node_modules\/(?:react|react-dom|scheduler)\//, priority: 3 },
  { name: 'page', test: /\/src\/main\.tsx$/, priority: 2 },
  { name: 'signing-in', test: /\/sign-in-(?:page|layer)\.tsx$/, priority: 1 },
  { name: 'key-windows', test: /\/features\/api-keys\/.+-window\.tsx$/ },
]

export default defineConfig({
  resolve: {
    alias: [
      { find: /^\.\.\/createLucideIcon\.mjs$/, replacement: join(import.meta.dirname, 'src/ui/create-icon.tsx') },
    ],
  },
  plugins: [react(), contractRoutes(), bareIcons(), askFirst(), calledAtOnce('react', 'page')],
  // The BFF puts a nonce of its own in this place for every document it serves.
  html: { cspNonce: '__NONCE__' },
  build: {
    modulePreload: { polyfill: false },
    sourcemap: false,
    target: 'es2023',
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: chunks },
        // The first script names all others, and every letter of theirs is one of its own: six say enough.
        chunkFileNames: 'assets/[hash:6].js',
        assetFileNames: 'assets/[hash:6][extname]',
      },
    },
  },
  server: {
    port: 4121,
    strictPort: true,
    proxy: {
      // The BFF answers only its own address, and only calls of its own page: here it is made to look like both.
      '/bff': { target: 'http://localhost:4120', changeOrigin: true, headers: { origin: 'http://localhost:4120' } },
    },
  },
})
