// What ours is compared with: Debian's nginx, and what npm brings into .bench/peers when they are first needed.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './ports.ts'
import { startProgram } from './program.ts'

const folder = join(dirname(dirname(import.meta.dirname)), '.bench', 'peers')
const wanted = [
  'fastify@5.12.8',
  '@fastify/http-proxy@11.6.3',
  'express@5.2.1',
  'http-proxy-middleware@4.2.0',
  'better-auth@1.7.5',
  '@better-auth/api-key@1.7.5',
]

const programs = {
  'http-proxy': (upstream: string, port: number) => `import fastify from 'fastify'
import proxy from '@fastify/http-proxy'
const app = fastify()
app.register(proxy, { upstream: '${upstream}' })
await app.listen({ port: ${port}, host: '127.0.0.1' })`,
  'http-proxy-middleware': (upstream: string, port: number) => `import { Agent } from 'node:http'
import express from 'express'
import { createProxyMiddleware } from 'http-proxy-middleware'
const agent = new Agent({ keepAlive: true })
express().use(createProxyMiddleware({ target: '${upstream}', agent })).listen(${port}, '127.0.0.1')`,
}

// Its own plugin and its own store: what is asked is the same as of ours, whose key this is.
const keyServerProgram = (database: string) => `import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
const options = { database: new DatabaseSync(${JSON.stringify(database)}), secret: randomBytes(32).toString('hex'), baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true }, telemetry: { enabled: false }, plugins: [apiKey({ rateLimit: { enabled: false } })] }
await (await getMigrations(options)).runMigrations()
const auth = betterAuth(options)
const { user } = await auth.api.signUpEmail({ body: { name: 'bench', email: 'bench@bench.test', password: 'a long pass phrase' } })
const { key } = await auth.api.createApiKey({ body: { name: 'bench', userId: user.id } })
createServer(async (request, reply) => {
  const found = await auth.api.verifyApiKey({ body: { key: request.headers['api-secret-key'] } })
  reply.statusCode = found.valid ? 200 : 401
  reply.setHeader('content-type', 'application/json')
  reply.end(JSON.stringify(found.key))
}).listen(0, '127.0.0.1', function () { console.log(this.address().port, key) })`

/** Keys by a library, behind a bare server; what it says is a key of its. */
export function startKeyServer(place: string) {
  bringPeers()
  return startProgram(folder, 'better-auth.mjs', keyServerProgram(join(place, 'better-auth.sqlite')))
}

export interface Peer {
  readonly url: string
  readonly child: ChildProcess
  readonly stop: () => Promise<unknown>
}

export async function startNodeProxy(name: keyof typeof programs, upstream: string): Promise<Peer> {
  bringPeers()
  const port = await freePort()
  const file = join(folder, `${name}.mjs`)
  writeFileSync(file, programs[name](upstream, port))
  return await answering(onFirstCore([process.execPath, file]), port)
}

export async function startNginx(place: string, upstream: string): Promise<Peer> {
  const port = await freePort()
  const file = join(place, 'nginx.conf')
  writeFileSync(file, nginxConfiguration(place, upstream, port))
  return await answering(onFirstCore(['nginx', '-p', place, '-c', file]), port)
}

const nginxConfiguration = (place: string, upstream: string, port: number): string => `worker_processes 1;
daemon off;
pid ${place}/nginx.pid;
error_log stderr error;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000;
  upstream manager { server ${upstream.replace('http://', '')}; keepalive 64; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://manager; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`

function bringPeers(): void {
  if (wanted.every((peer) => existsSync(join(folder, 'node_modules', peer.slice(0, peer.lastIndexOf('@')))))) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}\n')
  const { status } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', ...wanted],
    {
      cwd: folder,
      stdio: 'inherit',
    },
  )
  if (status !== 0) throw new Error('npm could not bring the proxies to compare with')
}

const onFirstCore = (command: readonly string[]): ChildProcess =>
  spawn('taskset', ['-c', '0', ...command], { stdio: ['ignore', 'ignore', 'inherit'] })

async function answering(child: ChildProcess, port: number): Promise<Peer> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const url = `http://127.0.0.1:${port}`
  for (let count = 0; !(await isAnswering(url)); count += 1) {
    if (child.exitCode !== null || count > 200) throw new Error(`${child.spawnargs.join(' ')} does not answer`)
    await wait(50)
  }
  return {
    url,
    child,
    stop: () => {
      child.kill('SIGTERM')
      return gone
    },
  }
}

const isAnswering = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )
