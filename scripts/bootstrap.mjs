// Brings the pinned Node and pnpm, installs what the lock says, then runs one task. Needs only Node 18 and npm.
import { refusalOfNode } from './bootstrap/node-version.mjs'

const refusal = refusalOfNode(process.versions.node)
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`)
  process.exitCode = 1
} else {
  // Loaded only now: an old Node would stop at the syntax of these files before it could say the sentence.
  void import('./bootstrap/main.mjs').then(({ main }) => main(process.argv.slice(2)))
}
