import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { prepare } from './app/prepare.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')
void start(root)

// Drawn once, with what was asked for first, and in one piece: nobody can press anything yet, and each piece would wait for a turn.
async function start(place: HTMLElement): Promise<void> {
  const speech = await prepare()
  createRoot(place).render(
    <StrictMode>
      <App speech={speech} />
    </StrictMode>,
  )
}
