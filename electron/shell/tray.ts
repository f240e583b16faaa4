import { Menu, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import type { CommandId } from '../../shared/commands/table.js';
import { assertNever } from '../../shared/result.js';
import type { OfficeState } from '../../shared/snapshot/snapshot.js';
import type { TrayItem, TrayView } from '../../shared/tray/tray-view.js';
import { Throttle } from './throttle.js';

export interface TrayWishes {
  readonly image: (state: OfficeState) => NativeImage;
  readonly onOpen: () => void;
  readonly onCommand: (id: CommandId) => void;
  /** Given in tests; Electron's own otherwise. */
  readonly create?: (image: NativeImage) => Tray;
}

/** Changes faster than this are noise to an eye and work to a panel. */
const REDRAW_MS = 200;

/** Puts a view into the system's tray. The view decides; this only draws, and only what changed. */
export class TrayKeeper {
  readonly #wishes: TrayWishes;
  readonly #redraw = new Throttle<TrayView>(REDRAW_MS, (view) => this.#draw(view));
  #tray: Tray | undefined;
  #shown: TrayView | undefined;

  constructor(wishes: TrayWishes) {
    this.#wishes = wishes;
  }

  render(view: TrayView): void {
    this.#redraw.give(view);
  }

  /** The panel may have changed its colours: the icon is drawn again. */
  redrawIcon(): void {
    if (this.#tray !== undefined && this.#shown !== undefined) this.#tray.setImage(this.#wishes.image(this.#shown.icon));
  }

  /** Destroying a tray twice crashes; once it is gone nothing is drawn any more. */
  destroy(): void {
    this.#redraw.stop();
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #draw(view: TrayView): void {
    const shown = this.#shown;
    const tray = this.#tray ?? this.#create(view);
    if (shown !== undefined && shown.icon !== view.icon) tray.setImage(this.#wishes.image(view.icon));
    if (shown?.tooltip !== view.tooltip) tray.setToolTip(view.tooltip);
    // On Linux a menu shows its changes only when it is set again.
    if (JSON.stringify(shown?.menu) !== JSON.stringify(view.menu)) tray.setContextMenu(this.#menu(view.menu));
    this.#shown = view;
  }

  #create(view: TrayView): Tray {
    const image = this.#wishes.image(view.icon);
    const tray = this.#wishes.create?.(image) ?? new Tray(image);
    tray.setIgnoreDoubleClickEvents(true);
    // On macOS a click opens the menu; elsewhere it may or may not arrive, so the menu has all of it too.
    if (process.platform !== 'darwin') tray.on('click', this.#wishes.onOpen);
    this.#tray = tray;
    return tray;
  }

  #menu(items: readonly TrayItem[]): ReturnType<typeof Menu.buildFromTemplate> {
    return Menu.buildFromTemplate(items.map((item) => this.#item(item)));
  }

  #item(item: TrayItem): MenuItemConstructorOptions {
    switch (item.kind) {
      case 'state':
        return { label: item.label, enabled: false };
      case 'separator':
        return { type: 'separator' };
      case 'open':
        return { label: item.label, click: this.#wishes.onOpen };
      case 'command':
        return { label: item.label, click: () => this.#wishes.onCommand(item.id) };
      default:
        return assertNever(item);
    }
  }
}
