import { app, session, type WebContents } from 'electron';
import { isOwnUrl } from './content-policy.js';

function refuse(event: { preventDefault: () => void }): void {
  event.preventDefault();
}

function lockContents(contents: WebContents): void {
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Every page of every session: no navigation, no new window, no webview. To be called before the first window. */
export function lockEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => {
    lockContents(contents);
  });
}

/**
 * The session gives no permission and lets no request out but those for our own files; also what Chromium itself would like
 * to fetch (spelling dictionaries, hints). To be called after `ready`.
 */
export function lockSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.setSpellCheckerEnabled(false);
  defaultSession.webRequest.onBeforeRequest((details, decide) => {
    const isTools = !app.isPackaged && details.url.startsWith('devtools://');
    decide({ cancel: !isOwnUrl(details.url) && !isTools });
  });
  defaultSession.on('will-download', refuse);
}
