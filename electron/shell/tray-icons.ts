import { join } from 'node:path';
import { nativeImage, screen, type NativeImage } from 'electron';
import type { OfficeState } from '../../shared/snapshot/snapshot.js';

/** Sizes that assets/tray/linux holds, in pixels. */
const linuxSizes = [16, 22, 24, 32, 48] as const;
const PANEL_ICON = 22;

/** Linux panels know no scale factors of an image: the size is chosen by the largest scale of all screens. */
export function linuxIconSize(scaleFactors: readonly number[]): number {
  const wanted = PANEL_ICON * Math.max(1, ...scaleFactors);
  return linuxSizes.find((size) => size >= wanted) ?? 48;
}

/** The tray icon of a state out of the assets folder, as each system wants it. */
export function trayImage(assets: string, state: OfficeState): NativeImage {
  const folder = join(assets, 'tray');
  if (process.platform === 'darwin') {
    const image = nativeImage.createFromPath(join(folder, 'mac', `${state}Template.png`));
    image.setTemplateImage(true);
    return image;
  }
  if (process.platform === 'win32') return nativeImage.createFromPath(join(folder, 'win', `${state}.ico`));
  const size = linuxIconSize(screen.getAllDisplays().map((display) => display.scaleFactor));
  return nativeImage.createFromPath(join(folder, 'linux', `${state}-${String(size)}.png`));
}
