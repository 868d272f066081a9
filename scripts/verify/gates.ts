import { checkAddresses } from './addresses.ts'
import { checkBundle } from './bundle-budget.ts'
import { checkFormat, checkLint, checkTypes, checkUnused, runTests } from './checkers.ts'
import { checkEnvironment } from './environment.ts'
import type { Gate } from './gate.ts'
import { checkImports } from './imports.ts'
import { checkManifests } from './manifests.ts'
import { checkMarkdown } from './markdown.ts'
import { checkSecrets } from './secrets.ts'
import { checkSuppressions } from './suppressions.ts'
import { checkTranslations } from './translations.ts'
import { checkVersionFloors } from './version-floors.ts'

/** In the order they begin: the longest first, so that the others run beside it. */
export const gates: readonly Gate[] = [
  { name: 'tests', check: runTests, why: 'Every test runs and passes.' },
  { name: 'format', check: checkFormat, why: 'One look for all files, so that a diff shows only what changed.' },
  {
    name: 'imports',
    check: checkImports,
    why: 'Arrows go one way; what the table of places does not name is refused.',
  },
  {
    name: 'suppressions',
    check: checkSuppressions,
    why: 'What is silenced has its reason beside it, and nothing is left out.',
  },
  { name: 'secrets', check: checkSecrets, why: 'A secret is digested in one file and compared in constant time.' },
  { name: 'environment', check: checkEnvironment, why: 'One file reads the environment, and one opens ports.' },
  { name: 'addresses', check: checkAddresses, why: 'Where things are installed from is the choice of the machine.' },
  { name: 'floors', check: checkVersionFloors, why: 'Below these versions there are known holes.' },
  { name: 'manifests', check: checkManifests, why: 'One exact version of each library, and few libraries.' },
  { name: 'markdown', check: checkMarkdown, why: 'A guide that names a dead path misleads its reader.' },
  { name: 'types', check: checkTypes, why: 'The types of every app and package hold.' },
  { name: 'lint', check: checkLint, why: 'Each rule stands for a mistake we do not want to find later.' },
  { name: 'unused', check: checkUnused, why: 'What nobody uses is taken out.' },
  { name: 'translations', check: checkTranslations, why: 'Every message has its Japanese.' },
  { name: 'bundle', check: checkBundle, why: 'The first screen stays quick.' },
]
