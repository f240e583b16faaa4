import { call } from './client.js';
import { readLayout, type LayoutState } from './layout-state.js';

const compactBelow = 800;
const shortBelow = 640;
const saveDelayMs = 400;

/** Sizes, visibility and habits of the window. Written back to main shortly after each change. */
class Layout {
  state: LayoutState = $state(readLayout(undefined));
  windowWidth = $state(1280);
  windowHeight = $state(800);
  /** In a small window the side bar and the panel lie shut until asked for; that choice is not kept. */
  private openWhileCompact = $state(false);
  private openWhileShort = $state(false);
  panelMaximised = $state(false);

  readonly isCompact = $derived(this.windowWidth / (this.state.zoomPercent / 100) < compactBelow);
  readonly isShort = $derived(this.windowHeight / (this.state.zoomPercent / 100) < shortBelow);
  readonly panelShown = $derived(this.isShort ? this.openWhileShort : this.state.panelVisible);
  readonly sideBarShown = $derived(this.isCompact ? this.openWhileCompact : this.state.sideBarVisible);
  readonly sideBarWidth = $derived(Math.min(this.state.sideBarWidth, Math.max(160, this.windowWidth * 0.4)));
  readonly panelHeight = $derived(Math.min(this.state.panelHeight, Math.max(80, this.windowHeight * 0.5)));

  private timer: ReturnType<typeof setTimeout> | undefined;
  private saved = '';

  load(stored: unknown, version: string): void {
    this.state = readLayout(stored, version);
    this.saved = JSON.stringify(this.state);
  }

  /** Call inside an effect: reads everything, so that every change comes by here. */
  saveSoon(): void {
    if (JSON.stringify(this.state) === this.saved) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.saveNow(), saveDelayMs);
  }

  /** For a window that goes out of sight: timers are slow there, and it may be given up. */
  saveNow(): void {
    clearTimeout(this.timer);
    const text = JSON.stringify(this.state);
    if (text === this.saved) return;
    this.saved = text;
    void call('app.saveLayout', text);
  }

  showSideBar(shown: boolean): void {
    if (this.isCompact) this.openWhileCompact = shown;
    else this.state.sideBarVisible = shown;
  }

  toggleSideBar(): void {
    this.showSideBar(!this.sideBarShown);
  }

  showPanel(shown: boolean): void {
    if (this.isShort) this.openWhileShort = shown;
    else this.state.panelVisible = shown;
    if (!shown) this.panelMaximised = false;
  }

  togglePanel(): void {
    this.showPanel(!this.panelShown);
  }

  zoom(percent: number): void {
    this.state.zoomPercent = Math.max(50, Math.min(300, percent));
    document.documentElement.style.setProperty('zoom', String(this.state.zoomPercent / 100));
  }

  /** A small thing a view wants to find again after a restart (a filter, a chosen range). */
  remember(key: string, value: string): void {
    this.state.remembered[key] = value;
  }

  remembered(key: string): string | undefined {
    return this.state.remembered[key];
  }
}

export const layout = new Layout();
