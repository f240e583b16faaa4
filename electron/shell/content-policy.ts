/** The scheme and host of the window's page; nothing else is ever loaded. */
export const appScheme = 'app';
export const appHost = 'sundown';
export const appOrigin = `${appScheme}://${appHost}`;

/** Sent with every answer of the protocol handler: own files only, no inline code, no connection anywhere, no frames. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  woff: 'font/woff',
  woff2: 'font/woff2',
};

/** Only these kinds of files leave the folder. */
export function contentType(path: string): string | undefined {
  return types[path.slice(path.lastIndexOf('.') + 1)];
}

/**
 * The path of an asset below the page's folder for a URL, or undefined for whatever is not plainly inside it: another origin,
 * a dot segment in any spelling, a backslash, a colon, a NUL.
 */
export function assetPath(url: string): string | undefined {
  if (!url.startsWith(`${appOrigin}/`)) return undefined;
  const raw = url.slice(appOrigin.length + 1).split(/[?#]/)[0] ?? '';
  const path = raw === '' ? 'index.html' : raw;
  // Percent signs are refused whole: no asset of ours needs one, and every spelling of a dot segment does.
  if (!/^[A-Za-z0-9_.@/-]+$/.test(path)) return undefined;
  if (path.split('/').some((part) => part === '' || part.startsWith('.'))) return undefined;
  return path;
}

/** Whether a URL belongs to the page of ours. */
export function isOwnUrl(url: string): boolean {
  return url.startsWith(`${appOrigin}/`);
}
