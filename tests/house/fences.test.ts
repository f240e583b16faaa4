import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, sources } from './imports.js';
import { rooms } from './rooms.js';

const root = resolve(import.meta.dirname, '../..');
const files = ['shared', 'electron', 'renderer']
  .flatMap((folder) => sources(root, folder))
  .filter((file) => !/\.test\.ts$|\/testing\//.test(file));

describe('the fences between rooms', () => {
  for (const room of rooms) {
    it(`${room.name}: ${room.rule}`, () => {
      const broken = files
        .filter((file) => room.holds(file))
        .flatMap((file) => importsOf(root, file))
        .filter(({ from, to }) => !room.mayImport(to, from))
        .map(({ from, to }) => `${from} imports ${to}, but ${room.rule}`);
      expect(broken).toEqual([]);
    });
  }

  it("only the shell, the preload and main.ts import 'electron'", () => {
    const strangers = files
      .filter((file) => !/^electron\/(shell|preload)\/|^electron\/main\.ts$/.test(file))
      .filter((file) => importsOf(root, file).some(({ to }) => to === 'electron'));
    expect(strangers).toEqual([]);
  });

  it('nobody imports tests or build', () => {
    const wrong = files.filter((file) => importsOf(root, file).some(({ to }) => /^(tests|build)\//.test(to)));
    expect(wrong).toEqual([]);
  });

  it('sees a forbidden import when there is one', () => {
    const shared = rooms.find((room) => room.name === 'shared');
    expect(shared?.mayImport('node:fs', 'shared/x.ts')).toBe(false);
    expect(rooms.find((room) => room.name === 'electron/practice')?.mayImport('electron/core/ports.js', 'electron/practice/x.ts')).toBe(
      false,
    );
  });
});
