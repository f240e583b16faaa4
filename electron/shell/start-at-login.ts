import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { Locale } from '../../shared/text/message.js';
import { message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import { desktopEntry } from './desktop-entry.js';

/** How this very program is started again: in a checkout Electron gets the folder, an AppImage is started by its file. */
function ownCommand(): readonly [command: string, ...args: string[]] {
  const program = process.env['APPIMAGE'] ?? process.execPath;
  return app.isPackaged ? [program, '--hidden'] : [program, app.getAppPath(), '--hidden'];
}

function autostartFile(): string {
  const configured = process.env['XDG_CONFIG_HOME'];
  const folder = configured === undefined || configured === '' ? join(homedir(), '.config') : configured;
  return join(folder, 'autostart', 'sundown.desktop');
}

function setOnLinux(isWanted: boolean, locale: Locale): void {
  const file = autostartFile();
  if (!isWanted) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, desktopEntry(ownCommand(), say(message('shell.autostart.about'), locale)));
}

/** Starts Sundown in the tray at every login, or no longer. Electron cannot do it on Linux, so the desktop's own way is taken. */
export function setStartAtLogin(isWanted: boolean, locale: Locale): void {
  if (process.platform === 'linux') {
    setOnLinux(isWanted, locale);
    return;
  }
  const [path, ...args] = ownCommand();
  app.setLoginItemSettings({ openAtLogin: isWanted, path, args });
}
