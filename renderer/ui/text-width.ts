const canvas = new OffscreenCanvas(1, 1).getContext('2d');

/** How wide a word is in this font (CSS), in pixels: what is drawn by places, and not laid out by the browser, must know it. */
export function textWidth(text: string, font: string): number {
  if (canvas === null) return 0;
  canvas.font = font;
  return canvas.measureText(text).width;
}
