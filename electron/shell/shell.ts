import { join } from 'node:path';
import { app, Menu, powerMonitor, type Tray, type NativeImage } from 'electron';
import type { CreateEngine, Engine, EngineOptions } from '../core/engine-port.js';
import { commandTable, type Command, type CommandId } from '../../shared/commands/table.js';
import type { Notice } from '../../shared/notices/notice.js';
import type { SettingValues } from '../../shared/settings/table.js';
import type { Snapshot } from '../../shared/snapshot/snapshot.js';
import { message, type Message } from '../../shared/text/message.js';
import { trayView } from '../../shared/tray/tray-view.js';
import { answerFrom } from './answers.js';
import { askPerson, type Question } from './ask-person.js';
import { serveApp } from './app-protocol.js';
import { CrashCount } from './crash-count.js';
import { DesktopNotices } from './desktop-notices.js';
import { openIpcDoor } from './ipc-door.js';
import { Leaving } from './leaving.js';
import { lockSession } from './lockdown.js';
import { lookFor, onSystemLook, type Look } from './look.js';
import { isForDesktop } from './notice-policy.js';
import { OfficeSwitch } from './office-switch.js';
import { passPowerHints } from './power-hints.js';
import { ShellMemory } from './shell-memory.js';
import { setStartAtLogin } from './start-at-login.js';
import type { StartupTimes } from './startup-times.js';
import { Throttle } from './throttle.js';
import { hasTrayHost } from './tray-host.js';
import { trayImage } from './tray-icons.js';
import { TrayKeeper } from './tray.js';
import { WindowKeeper } from './window-keeper.js';

export interface ShellOptions {
  readonly engine: EngineOptions;
  readonly createEngine: CreateEngine;
  /** Folders of the built page and of the icons, and the built preload. */
  readonly page: string;
  readonly assets: string;
  readonly preload: string;
  /** Started at login: the tray only. */
  readonly isHidden: boolean;
  readonly times: StartupTimes;
  /** Given in tests. */
  readonly createTray?: (image: NativeImage) => Tray;
}

/** At most four snapshots a second reach the window. */
const PUSH_MS = 250;
const rows: readonly (Command & { readonly id: CommandId })[] = commandTable;

/** Window, tray, notices and the way out, around an engine that needs none of them. */
export class Shell {
  readonly #options: ShellOptions;
  readonly #office: OfficeSwitch;
  readonly #memory: ShellMemory;
  readonly #window: WindowKeeper;
  readonly #tray: TrayKeeper;
  readonly #notices: DesktopNotices;
  readonly #leaving: Leaving;
  readonly #crashes = new CrashCount();
  readonly #push = new Throttle<Snapshot>(PUSH_MS, (snapshot) => this.#window.push('snapshot', snapshot));
  #look: Look;
  #startsAtLogin: unknown;
  #isConfirming = false;

  constructor(engine: Engine, options: ShellOptions) {
    this.#options = options;
    this.#look = lookFor(engine.settings());
    this.#startsAtLogin = engine.settings()['general.startAtLogin'];
    this.#memory = new ShellMemory(join(options.engine.userDataDir, 'window.json'));
    this.#office = new OfficeSwitch(engine, options.createEngine, options.engine, {
      onSnapshot: (snapshot) => this.#snapshotChanged(snapshot),
      onNotice: (notice) => this.#noticeCame(notice),
      onSettings: (values) => this.#settingsChanged(values),
      onCalledBack: () => this.#tell('practice', 'shell.practice.left.title', message('shell.practice.left.body'), 'error'),
    });
    this.#window = this.#makeWindowKeeper();
    this.#tray = this.#makeTrayKeeper();
    this.#notices = new DesktopNotices({
      icon: join(options.assets, 'icon.png'),
      locale: () => this.#look.locale,
      onClick: () => this.#window.command('view.notices'),
    });
    this.#leaving = new Leaving({
      halfDone: () => this.#office.halfDone(),
      locale: () => this.#look.locale,
      window: () => this.#window.window,
      stop: () => this.#stop(),
    });
  }

  /** Tray first; the window only when somebody wants to see it. */
  start(): void {
    const { page, isHidden, times } = this.#options;
    if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
    this.#leaving.watch();
    passPowerHints(powerMonitor, (hint) => this.#office.powerHint(hint));
    this.#tray.render(trayView(this.#office.shown.snapshot(), this.#look.locale));
    times.mark('trayUp');
    lockSession();
    serveApp(page);
    openIpcDoor((contents) => this.#window.isKnown(contents), this.#answers());
    onSystemLook(() => this.#lookChanged());
    app.on('window-all-closed', () => {
      // The program lives in the tray: without a window it goes on.
    });
    app.on('activate', () => this.show());
    if (!isHidden) this.show();
  }

  show(): void {
    this.#window.show();
  }

  #answers() {
    return answerFrom({
      office: this.#office,
      memory: this.#memory,
      times: this.#options.times,
      look: () => this.#look,
      window: () => this.#window.window,
      confirm: (question) => this.#confirm(question),
      pageListens: () => this.#window.pageListens(),
      runCommand: (id) => this.#runInMain(id),
    });
  }

  #makeWindowKeeper(): WindowKeeper {
    const { preload, assets, times } = this.#options;
    return new WindowKeeper({
      preload,
      icon: join(assets, 'icon.png'),
      memory: this.#memory,
      theme: () => this.#look.theme,
      destroyAfterSeconds: () => Number(this.#office.settings()['window.destroyAfterSeconds']),
      onCreated: () => times.mark('windowCreated'),
      onFirstPaint: () => times.mark('firstPaint'),
      onCloseWish: () => void this.#closeWished(),
      onGone: (reason) => this.#windowGone(reason),
      onSessionEnd: () => void this.#leaving.leaveNow(),
    });
  }

  #makeTrayKeeper(): TrayKeeper {
    const { assets, createTray } = this.#options;
    return new TrayKeeper({
      image: (state) => trayImage(assets, state),
      onOpen: () => this.show(),
      onCommand: (id) => void this.#runFromTray(id),
      ...(createTray === undefined ? {} : { create: createTray }),
    });
  }

  async #runFromTray(id: CommandId): Promise<void> {
    const row = rows.find((command) => command.id === id);
    if (row?.where === 'window') {
      this.#window.command(id);
      return;
    }
    const result = await this.#runInMain(id);
    if (!result.ok) this.#tell('command', `commands.${id}`, result.failure.message, 'warning');
  }

  async #confirm(question: Question): Promise<boolean> {
    if (this.#isConfirming) return false;
    this.#isConfirming = true;
    try {
      return await askPerson(question, this.#look.locale, this.#window.window);
    } finally {
      this.#isConfirming = false;
    }
  }

  #runInMain(id: string): ReturnType<OfficeSwitch['runCommand']> {
    if (id !== 'app.quit') return this.#office.runCommand(id);
    app.quit();
    return Promise.resolve({ ok: true, value: undefined });
  }

  async #closeWished(): Promise<void> {
    if (this.#office.settings()['window.onClose'] === 'quit') {
      app.quit();
      return;
    }
    if (await hasTrayHost()) this.#window.hide();
    else this.#window.minimise();
    if (this.#memory.value.toldAboutClosing) return;
    this.#memory.update({ toldAboutClosing: true });
    this.#tell('window', 'shell.closed.title', message('shell.closed.body'), 'info');
  }

  /** A page that crashed is loaded again; the engine never noticed. One that keeps crashing stays closed. */
  #windowGone(reason: string): void {
    if (this.#crashes.mayTryAgain(performance.now())) {
      this.#window.reload();
      this.#tell('window', 'shell.windowGone.title', message('shell.windowGone.body', { reason }), 'warning');
      return;
    }
    this.#window.destroy();
    this.#tell('window', 'shell.windowGone.title', message('shell.windowLost.body', { times: this.#crashes.recent }), 'error');
  }

  #snapshotChanged(snapshot: Snapshot): void {
    this.#tray.render(trayView(snapshot, this.#look.locale));
    this.#push.give(snapshot);
  }

  #noticeCame(notice: Notice): void {
    if (isForDesktop(notice, this.#office.settings()['notices.level'], this.#window.isFocused)) this.#notices.show(notice);
  }

  #settingsChanged(values: SettingValues): void {
    this.#lookChanged();
    this.#window.push('settings', undefined);
    const wanted = values['general.startAtLogin'];
    if (wanted === this.#startsAtLogin) return;
    this.#startsAtLogin = wanted;
    setStartAtLogin(wanted === true, this.#look.locale);
  }

  #lookChanged(): void {
    const look = lookFor(this.#office.settings());
    this.#tray.redrawIcon();
    if (look.theme === this.#look.theme && look.locale === this.#look.locale) return;
    this.#look = look;
    this.#window.push('theme', look);
    this.#tray.render(trayView(this.#office.shown.snapshot(), look.locale));
  }

  #tell(topic: string, title: Message['key'], body: Message, severity: Notice['severity']): void {
    this.#notices.show({ topic: `shell.${topic}`, title: message(title), body, severity });
  }

  async #stop(): Promise<void> {
    this.#push.stop();
    this.#window.allowClosing();
    await this.#office.stop();
    this.#tray.destroy();
  }
}
