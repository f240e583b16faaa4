import { app, dialog } from 'electron';
import { message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import { registerAppScheme } from './app-protocol.js';
import { lockEveryPage } from './lockdown.js';
import { Shell, type ShellOptions } from './shell.js';

/** The id under which Windows knows the program; the installer's shortcut carries the same. */
const WINDOWS_ID = 'org.sundown.Sundown';

/** Chromium cannot run its sandbox as root, and containers know only root; to anybody else `--no-sandbox` is not granted. */
function isSandboxPossible(): boolean {
  return !(process.getuid?.() === 0 && app.commandLine.hasSwitch('no-sandbox'));
}

/** Takes effect only before `ready`. */
function lockTheProcess(): void {
  // Also takes a `--no-sandbox` back that somebody gave.
  if (isSandboxPossible()) app.enableSandbox();
  registerAppScheme();
  lockEveryPage();
  // Our pages are small and drawn seldom: without a GPU process they cost less memory and no driver can take the window down.
  app.disableHardwareAcceleration();
  // The encryption of cookies, of which we have none, would ask a locked keyring and hold every page back until it is answered.
  app.commandLine.appendSwitch('password-store', 'basic');
  app.setAppUserModelId(WINDOWS_ID);
}

function cannotStart(error: unknown): void {
  const locale = app.getLocale().startsWith('de') ? 'de' : 'en';
  const reason = error instanceof Error ? error.message : String(error);
  console.error(error);
  dialog.showErrorBox(say(message('shell.startFailed.title'), locale), say(message('shell.startFailed.body', { reason }), locale));
  app.exit(1);
}

/**
 * Runs the tray application. A second start shows the first one's window and ends: the way back in where no tray is shown.
 * Resolves once the tray is up; undefined when another instance runs already.
 */
export async function runShell(options: ShellOptions): Promise<Shell | undefined> {
  lockTheProcess();
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return undefined;
  }
  const running: { shell?: Shell } = {};
  const wanted = { isSecondStart: false };
  app.on('second-instance', () => {
    wanted.isSecondStart = true;
    running.shell?.show();
  });
  const engineReady = options.createEngine(options.engine);
  engineReady.catch(() => undefined);
  await app.whenReady();
  options.times.mark('ready');
  try {
    const engine = await engineReady;
    options.times.mark('engineUp');
    const shell = new Shell(engine, options);
    running.shell = shell;
    shell.start();
    if (wanted.isSecondStart) shell.show();
    return shell;
  } catch (error) {
    cannotStart(error);
    return undefined;
  }
}
