import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { contentSecurityPolicy, contentType } from '../../electron/shell/content-policy.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface WindowServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built page over a scripted main, under the same Content-Security-Policy as the real window. Port 0: the system chooses. */
export async function serveWindow(options: { readonly port?: number } = {}): Promise<WindowServer> {
  const files = await builtPage();
  files.set('scripted-main.js', Buffer.from(await bundleScript()));
  files.set('axe.js', await readFile(here('../../node_modules/axe-core/axe.min.js')));
  files.set('with-axe.html', withScript(files.get('index.html'), '/axe.js'));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.slice(1) || (searchParams.has('axe') ? 'with-axe.html' : 'index.html');
    const body = files.get(path);
    const type = contentType(path);
    const known = body !== undefined && type !== undefined;
    response.writeHead(known ? 200 : 404, {
      'content-type': type ?? 'text/plain',
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-store',
    });
    response.end(known ? body : undefined);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, close: () => closed(server) };
}

/** The page's files by path, the scripted main put in before the page's own script: of the program as it is built, where that is of these sources. */
async function builtPage(): Promise<Map<string, Uint8Array>> {
  const { isBuilt, sourcesHash } = await import('../../build/setup/sources.mjs');
  const files = isBuilt(sourcesHash()) ? await filesIn(here('../../out/renderer')) : await buildPage();
  return files.set('index.html', withScript(files.get('index.html'), '/scripted-main.js'));
}

/** A page with one more script, before its own. */
function withScript(page: Uint8Array | undefined, source: string): Uint8Array {
  const text = Buffer.from(page ?? []).toString('utf8');
  return Buffer.from(text.replace('<script', `<script src="${source}"></script><script`));
}

/**
 * Built in a process of its own, because inside a test runner the compiler would make its development flavour, and in a folder of its own,
 * because others build the program too.
 */
async function buildPage(): Promise<Map<string, Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'sundown-page-'));
  try {
    const vite = here('../../node_modules/vite/bin/vite.js');
    const config = here('../../build/vite.renderer.config.mjs');
    await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, '--outDir', folder, '--logLevel', 'error'], {
      env: { ...process.env, NODE_ENV: 'production' },
    });
    return await filesIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function filesIn(folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(relative(folder, file).replaceAll('\\', '/'), await readFile(file));
  }
  return files;
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
