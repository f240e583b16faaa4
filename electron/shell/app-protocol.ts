import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from 'electron';
import { appScheme, assetPath, contentSecurityPolicy, contentType } from './content-policy.js';

/** To be called before `ready`. `codeCache` lets V8 keep compiled scripts, which `file://` cannot have. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } }]);
}

function answer(status: number, body: Uint8Array<ArrayBuffer> | null, type = 'text/plain'): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy,
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

/** Serves the built page out of one folder. */
export function serveApp(folder: string): void {
  protocol.handle(appScheme, async (request) => {
    const path = request.method === 'GET' ? assetPath(request.url) : undefined;
    const type = path === undefined ? undefined : contentType(path);
    if (path === undefined || type === undefined) return answer(404, null);
    try {
      return answer(200, new Uint8Array(await readFile(join(folder, path))), type);
    } catch {
      return answer(404, null);
    }
  });
}
