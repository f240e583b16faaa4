import { app, BrowserWindow, screen, type WebContents } from 'electron';
import { pushChannel } from '../../shared/ipc/channels.js';
import type { IpcPushes } from '../../shared/ipc/table.js';
import { colourOf, type ThemeName } from '../../shared/theme/tokens.js';
import { minimumSize, placeWindow, readBounds, type Rectangle } from './bounds.js';
import { appOrigin } from './content-policy.js';
import type { ShellMemory } from './shell-memory.js';
import { windowPreferences } from './window-preferences.js';

export interface WindowWishes {
  readonly preload: string;
  readonly icon: string;
  readonly memory: ShellMemory;
  readonly theme: () => ThemeName;
  /** After so many seconds out of sight the window is given up: everything it shows lives in the engine. */
  readonly destroyAfterSeconds: () => number;
  readonly onCreated: () => void;
  readonly onFirstPaint: () => void;
  /** The person closed the window; the window stays as it is until the answer acts. */
  readonly onCloseWish: () => void;
  readonly onGone: (reason: string) => void;
  readonly onSessionEnd: () => void;
}

/** Keeps at most one window: made at the first wish, hidden on close, given up when hidden for long. The engine never needs it. */
export class WindowKeeper {
  readonly #wishes: WindowWishes;
  #window: BrowserWindow | undefined;
  #giveUp: NodeJS.Timeout | undefined;
  #mayClose = false;
  /** Commands for a page that is not there yet. */
  #waiting: string[] = [];
  #isListening = false;

  constructor(wishes: WindowWishes) {
    this.#wishes = wishes;
  }

  isKnown(contents: WebContents): boolean {
    return this.#window?.webContents === contents;
  }

  get isFocused(): boolean {
    return this.#window?.isFocused() === true;
  }

  get window(): BrowserWindow | undefined {
    return this.#window;
  }

  show(): void {
    clearTimeout(this.#giveUp);
    if (this.#window === undefined) {
      this.#create();
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  hide(): void {
    this.#window?.hide();
  }

  minimise(): void {
    this.#window?.minimize();
  }

  /** From now on closing is not asked about. */
  allowClosing(): void {
    this.#mayClose = true;
    clearTimeout(this.#giveUp);
  }

  push<P extends keyof IpcPushes>(push: P, value: IpcPushes[P]): void {
    if (this.#isListening) this.#window?.webContents.send(pushChannel(push), value);
  }

  /** Has the page carry out a command, now or as soon as it listens. */
  command(id: string): void {
    this.show();
    if (this.#isListening) this.push('command', { id });
    else this.#waiting.push(id);
  }

  /** The page has asked for its first snapshot: it listens from now on. */
  pageListens(): void {
    this.#isListening = true;
    for (const id of this.#waiting.splice(0)) this.push('command', { id });
  }

  reload(): void {
    this.#isListening = false;
    this.#window?.webContents.reload();
  }

  destroy(): void {
    this.#window?.destroy();
  }

  #place(): Rectangle {
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
    return placeWindow(
      readBounds(this.#wishes.memory.value.bounds),
      [primary, ...others].map((display) => display.workArea),
    );
  }

  #create(): void {
    const window = new BrowserWindow({
      ...this.#place(),
      minWidth: minimumSize.width,
      minHeight: minimumSize.height,
      show: false,
      title: app.getName(),
      icon: this.#wishes.icon,
      backgroundColor: colourOf('editor.background', this.#wishes.theme()),
      autoHideMenuBar: true,
      webPreferences: windowPreferences(this.#wishes.preload, !app.isPackaged),
    });
    this.#window = window;
    this.#isListening = false;
    this.#wishes.onCreated();
    this.#watch(window);
    void window.loadURL(`${appOrigin}/index.html`);
  }

  #watch(window: BrowserWindow): void {
    window.once('ready-to-show', () => {
      this.#wishes.onFirstPaint();
      if (this.#wishes.memory.value.maximised) window.maximize();
      window.show();
    });
    window.on('close', (event) => {
      this.#remember(window);
      if (this.#mayClose) return;
      event.preventDefault();
      this.#wishes.onCloseWish();
    });
    window.on('hide', () => this.#giveUpLater());
    window.on('show', () => clearTimeout(this.#giveUp));
    window.on('session-end', () => this.#wishes.onSessionEnd());
    window.on('closed', () => {
      if (this.#window === window) this.#window = undefined;
      this.#isListening = false;
    });
    window.webContents.on('did-start-loading', () => (this.#isListening = false));
    window.webContents.on('render-process-gone', (_event, details) => {
      this.#isListening = false;
      if (details.reason !== 'clean-exit') this.#wishes.onGone(details.reason);
    });
  }

  #remember(window: BrowserWindow): void {
    if (window.isMinimized() || window.isFullScreen()) return;
    this.#wishes.memory.update({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
  }

  #giveUpLater(): void {
    clearTimeout(this.#giveUp);
    this.#giveUp = setTimeout(() => this.destroy(), this.#wishes.destroyAfterSeconds() * 1000);
  }
}
