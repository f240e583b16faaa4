import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
export const minimumSize = { width: 720, height: 480 } as const;
export const usualSize = { width: 1200, height: 780 } as const;
/** So much of the title bar has to be on a screen that a hand can take hold of the window. */
const GRIP = { width: 120, height: 24 } as const;

/** Reads stored bounds; undefined when they are not bounds at all. */
export function readBounds(stored: unknown): Rectangle | undefined {
  const read = boundsSchema.safeParse(stored);
  return read.success ? read.data : undefined;
}

function overlap(from: number, size: number, otherFrom: number, otherSize: number): number {
  return Math.min(from + size, otherFrom + otherSize) - Math.max(from, otherFrom);
}

/** Fits a window into a work area: not larger than it, not outside of it. */
function clampTo(area: Rectangle, bounds: Rectangle): Rectangle {
  const width = Math.min(Math.max(bounds.width, minimumSize.width), area.width);
  const height = Math.min(Math.max(bounds.height, minimumSize.height), area.height);
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}

/**
 * Where to open the window: the stored place when its title bar is still on one of the screens, else the middle of the
 * preferred screen. Work areas in the screens' own coordinates; the first is the preferred one.
 */
export function placeWindow(stored: Rectangle | undefined, areas: readonly Rectangle[]): Rectangle {
  const first = areas[0] ?? { x: 0, y: 0, ...usualSize };
  if (stored !== undefined) {
    const holding = areas.find(
      (area) =>
        overlap(stored.x, stored.width, area.x, area.width) >= GRIP.width &&
        overlap(stored.y, GRIP.height, area.y, area.height) >= GRIP.height,
    );
    if (holding !== undefined) return clampTo(holding, stored);
  }
  const { width, height } = stored ?? usualSize;
  const x = Math.round(first.x + (first.width - width) / 2);
  const y = Math.round(first.y + (first.height - height) / 2);
  return clampTo(first, { x, y, width, height });
}
