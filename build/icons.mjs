#!/usr/bin/env node
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup/places.mjs';
import { runScript, say, SetupError } from './setup/say.mjs';

/** Draws every icon from assets/source; the results are committed, so only who changes a drawing needs rsvg-convert. */
const assets = join(root, 'assets');
const source = join(assets, 'source');
const black = '#000';

/** @param {string} file @param {number} size @param {string} [colour] instead of the drawing's own @returns {Buffer} a PNG */
function draw(file, size, colour) {
  const drawing = readFileSync(file, 'utf8');
  const input = colour === undefined ? drawing : drawing.replace(/ color="[^"]*"/, ` color="${colour}"`);
  try {
    return execFileSync('rsvg-convert', ['--width', String(size), '--height', String(size)], { input, maxBuffer: 1 << 24 });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') {
      throw new SetupError('rsvg-convert is missing; on Debian and Ubuntu it is in librsvg2-bin.');
    }
    throw error;
  }
}

/** A Windows icon of several sizes; each image is a PNG (understood since Vista). @param {readonly { size: number, png: Buffer }[]} images */
export function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map((image) => image.png)]);
}

/** A macOS icon: blocks of a four-letter type, a length and a PNG. @param {readonly { type: string, png: Buffer }[]} images */
export function icns(images) {
  const blocks = images.map(({ type, png }) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const length = blocks.reduce((sum, block) => sum + block.length, 8);
  const head = Buffer.from('icns\0\0\0\0', 'latin1');
  head.writeUInt32BE(length, 4);
  return Buffer.concat([head, ...blocks]);
}

function drawApplication() {
  const svg = join(source, 'icon.svg');
  writeFileSync(join(assets, 'icon.png'), draw(svg, 512));
  writeFileSync(join(assets, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: draw(svg, size) }))));
  const types = { icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 };
  writeFileSync(join(assets, 'icon.icns'), icns(Object.entries(types).map(([type, size]) => ({ type, png: draw(svg, size) }))));
}

/** @param {string} state */
function drawTray(state) {
  const svg = join(source, 'tray', `${state}.svg`);
  for (const size of [16, 22, 24, 32, 48]) writeFileSync(join(assets, 'tray/linux', `${state}-${size}.png`), draw(svg, size));
  writeFileSync(join(assets, 'tray/win', `${state}.ico`), ico([16, 20, 24, 32, 48].map((size) => ({ size, png: draw(svg, size) }))));
  // Template images: black and alpha only, macOS colours them itself.
  writeFileSync(join(assets, 'tray/mac', `${state}Template.png`), draw(svg, 16, black));
  writeFileSync(join(assets, 'tray/mac', `${state}Template@2x.png`), draw(svg, 32, black));
}

await runScript(async () => {
  for (const folder of ['linux', 'win', 'mac']) mkdirSync(join(assets, 'tray', folder), { recursive: true });
  drawApplication();
  const states = readdirSync(join(source, 'tray')).map((file) => file.replace(/\.svg$/, ''));
  states.forEach(drawTray);
  say(`Drawn: the application and ${states.join(', ')}.`);
});
