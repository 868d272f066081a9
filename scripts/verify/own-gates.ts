import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { forbiddenImports } from './import-rules.ts'

interface Gate {
  readonly name: string
  readonly reason: string
  /** One line for each thing that is wrong. */
  readonly find: (root: string) => string[]
}

const firstLoadKiBMax = 160

const sourcesIn = (root: string): string[] =>
  globSync(['apps/*/{src,e2e,vite}/**/*.{ts,tsx}', 'packages/*/src/**/*.ts', 'scripts/**/*.ts', '*.ts'], {
    cwd: root,
    exclude: (name) => name === 'node_modules',
  })

function linesWith(root: string, files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  )
}

const notThisFile = (file: string): boolean => !file.startsWith('scripts/verify/')

export const ownGates: readonly Gate[] = [
  { name: 'imports', reason: 'arrows go one way, or the next change has nowhere to stand', find: forbiddenImports },
  {
    name: 'suppressions',
    reason: 'a suppression without its reason hides a bug from whoever comes next',
    find: (root) =>
      linesWith(
        root,
        sourcesIn(root).filter(notThisFile),
        /(@ts-ignore|@ts-nocheck|@ts-expect-error|(ox|es)lint-disable)(?!.* -- )/,
      ),
  },
  {
    name: 'left for later',
    reason: 'what is not done belongs in the issue, and a skipped test tests nothing',
    find: (root) =>
      linesWith(
        root,
        sourcesIn(root).filter(notThisFile),
        /\b(TODO|FIXME|XXX)\b|\b(test|it|describe)\.(skip|only|todo|fixme)\b/,
      ),
  },
  {
    name: 'secrets and randomness',
    reason: 'secrets are digested in one place, chance comes from the system, certificates are always checked',
    find: (root) => {
      const product = sourcesIn(root).filter((file) => file.startsWith('apps/') && !file.includes('.test.'))
      const makeDigests = product.filter((file) => /createHmac\(/.test(readFileSync(join(root, file), 'utf8')))
      const allowed = ['apps/manager/src/features/api-keys/secret.ts', 'apps/manager/src/features/sessions/password.ts']
      return [
        ...makeDigests
          .filter((file) => !allowed.includes(file))
          .map((file) => `${file}: makes a keyed digest of its own`),
        ...linesWith(
          root,
          product,
          /Math\.random|rejectUnauthorized|headersDistinct|dangerouslySetInnerHTML|Digest === (?!undefined)|=== \w*[dD]igest\b/,
        ),
      ]
    },
  },
  {
    name: 'environment',
    reason: 'a setting that is read in two places is two settings',
    find: (root) =>
      linesWith(
        root,
        sourcesIn(root).filter(
          (file) =>
            /^(apps|packages)\//.test(file) &&
            !/\.test\.|for-tests|under-test|e2e\/|cli\/src\/(settings|main)\.ts/.test(file),
        ),
        /process\.env\b/,
      ),
  },
  {
    name: 'lock files',
    reason: 'an address in a lock file ties the install to one machine',
    find: (root) =>
      linesWith(
        root,
        ['pnpm-lock.yaml', 'scripts/toolchain/package-lock.json'],
        /https?:\/\/(?!pnpm\.io|opencollective)|tarball:|"resolved"/,
      ).filter((line) => !line.includes('"url"')),
  },
  {
    name: 'document references',
    reason: 'a document that names a path that is gone sends people astray',
    find: (root) =>
      globSync(['*.md', 'docs/**/*.md'], { cwd: root }).flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8')
        const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) =>
          normalize(join(dirname(file), path)),
        )
        const paths = [...text.matchAll(/`((?:apps|packages|scripts|docs|bench)\/[\w./-]*)`/g)].map(
          ([, path = '']) => path,
        )
        return [...links, ...paths]
          .filter((path) => !existsSync(join(root, path)))
          .map((path) => `${file}: ${path} is not there`)
      }),
  },
  {
    name: 'direct dependencies',
    reason: 'each one is somebody who can break us; one version each, named once',
    find: (root) => {
      const manifests = globSync(['apps/*/package.json', 'packages/*/package.json'], { cwd: root })
      const dependencies = manifests.flatMap((file) => {
        const manifest: { dependencies?: Record<string, string>; devDependencies?: Record<string, string> } =
          JSON.parse(readFileSync(join(root, file), 'utf8'))
        return Object.entries({ ...manifest.devDependencies, ...manifest.dependencies }).map(([name, version]) => ({
          file,
          name,
          version,
        }))
      })
      const names = new Set(dependencies.map(({ name }) => name).filter((name) => !name.startsWith('@latchkey/')))
      return [
        ...dependencies
          .filter(({ version }) => version !== 'catalog:' && version !== 'workspace:*')
          .map(({ file, name, version }) => `${file}: ${name} is ${version}, not catalog:`),
        ...(names.size < 40 ? [] : [`${names.size} direct dependencies; 40 is too many`]),
      ]
    },
  },
  {
    name: 'first load of the console',
    reason: 'people wait for it every morning',
    find: (root) => {
      const dist = join(root, 'apps/console/dist')
      if (!existsSync(dist)) return ['the console is not built: run pnpm build']
      const html = readFileSync(join(dist, 'index.html'), 'utf8')
      const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file = '']) => file)
      const kib = files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(dist, file))).length, 0) / 1024
      console.log(`     first load: ${kib.toFixed(1)} KiB brotli in ${files.length} files, ${firstLoadKiBMax} at most`)
      return kib <= firstLoadKiBMax && files.length > 0 ? [] : [`${kib.toFixed(1)} KiB in ${files.length} files`]
    },
  },
]
