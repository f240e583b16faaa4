import type { WebPreferences } from 'electron';

/** Said in full although most are Electron's defaults: a test asserts them, and a changed default shall not change us. */
export function windowPreferences(preload: string, hasDevTools: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    enableWebSQL: false,
    devTools: hasDevTools,
    disableBlinkFeatures: 'Auxclick',
    v8CacheOptions: 'bypassHeatCheck',
  };
}
