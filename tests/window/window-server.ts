import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { contentSecurityPolicy, contentType } from '../../electron/shell/content-policy.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** A folder of its own: whoever builds the program meanwhile does not take the page away. */
const built = here('../../out/window-tests/');

export interface WindowServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built page over a scripted main, under the same Content-Security-Policy as the real window. Port 0: the system chooses. */
export async function serveWindow(options: { readonly port?: number; readonly buildPage?: boolean } = {}): Promise<WindowServer> {
  if (options.buildPage !== false) await buildPage();
  const script = await bundleScript();
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://localhost').pathname, script).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-store' });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, close: () => closed(server) };
}

/** In a process of its own: inside a test runner the compiler would make its development flavour. */
async function buildPage(): Promise<void> {
  const vite = here('../../node_modules/vite/bin/vite.js');
  const config = here('../../build/vite.renderer.config.mjs');
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, '--outDir', built, '--logLevel', 'warn'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

async function answer(path: string, script: string): Promise<{ status: number; type: string; body: string | Uint8Array }> {
  if (path === '/scripted-main.js') return { status: 200, type: 'text/javascript; charset=utf-8', body: script };
  const file = path === '/' ? 'index.html' : path.slice(1);
  const type = contentType(file);
  if (type === undefined || file.includes('..')) return { status: 404, type: 'text/plain', body: '' };
  try {
    const body = await readFile(built + file);
    if (file !== 'index.html') return { status: 200, type, body };
    return { status: 200, type, body: body.toString('utf8').replace('<script', '<script src="/scripted-main.js"></script><script') };
  } catch {
    return { status: 404, type: 'text/plain', body: '' };
  }
}

async function bundleScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      lib: { entry: here('./scripted-main.ts'), formats: ['iife'], name: 'scriptedMain' },
    },
  });
  const output = (Array.isArray(result) ? result[0] : result) as {
    readonly output: readonly { readonly type: string; readonly code?: string }[];
  };
  const chunk = output.output.find((part) => part.type === 'chunk');
  if (chunk?.code === undefined) throw new Error('the scripted main was not bundled');
  return chunk.code;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
