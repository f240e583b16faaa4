import { commandTable, type Command } from '../../shared/commands/table.js';
import type { WindowBoot } from '../../shared/ipc/table.js';
import { canRun, runCommand } from './commands.svelte.js';
import { matchChord, pressesOf, pressOf, spellChord } from './keys.js';
import { layout } from './layout.svelte.js';
import { locale } from './locale.svelte.js';

const chordMs = 5000;
let platform: WindowBoot['platform'] = $state('linux');
let typed: readonly string[] = $state.raw([]);
let timer: ReturnType<typeof setTimeout> | undefined;

/** F1 opens the palette too, as people expect of such a window; it is not in the table because a command has one key there. */
const alsoBound = [{ id: 'view.palette', presses: ['F1'] }];

export const keyBindings = {
  /** Presses typed so far of a chord that is not finished. */
  get waiting(): string | undefined {
    return typed.length === 0 ? undefined : spellChord(typed.join(' '), platform, locale.current);
  },
  setPlatform(next: WindowBoot['platform']): void {
    platform = next;
  },
  get platform(): WindowBoot['platform'] {
    return platform;
  },
  defaultChord(command: Command): string | undefined {
    return platform === 'darwin' ? (command.mac ?? command.key) : command.key;
  },
  /** The chord in force: a person's own, else the table's. An own empty one means none. */
  chordOf(command: Command): string | undefined {
    const own = layout.state.keys[command.id];
    if (own !== undefined) return own === '' ? undefined : own;
    return keyBindings.defaultChord(command);
  },
  /** As the platform writes it, for menus, tooltips and the palette. */
  spell(id: string): string | undefined {
    const command = commandTable.find((candidate) => candidate.id === id);
    const chord = command === undefined ? undefined : keyBindings.chordOf(command);
    return chord === undefined ? undefined : spellChord(chord, platform, locale.current);
  },
  /** Other commands that the same chord, or the beginning of it, would run. */
  conflicts(command: Command): readonly string[] {
    const mine = keyBindings.chordOf(command);
    if (mine === undefined) return [];
    const presses = pressesOf(mine);
    return commandTable
      .filter((other) => other.id !== command.id)
      .filter((other) => {
        const theirs = pressesOf(keyBindings.chordOf(other) ?? '');
        return theirs.length > 0 && presses.every((press, index) => (theirs[index] ?? press) === press);
      })
      .map((other) => other.id);
  },
  set(id: string, chord: string): void {
    layout.state.keys[id] = chord;
  },
  reset(id: string): void {
    layout.state.keys = Object.fromEntries(Object.entries(layout.state.keys).filter(([other]) => other !== id));
  },
  keydown(event: KeyboardEvent): void {
    const press = pressOf(event);
    if (press === undefined || event.defaultPrevented) return;
    if (!isGlobal(press) && typed.length === 0) return;
    const bindings = [
      ...commandTable.flatMap((command: Command) => {
        const chord = keyBindings.chordOf(command);
        return chord === undefined ? [] : [{ id: command.id, presses: pressesOf(chord) }];
      }),
      ...alsoBound,
    ];
    const result = matchChord([...typed, press], bindings);
    clearTimeout(timer);
    const wasWaiting = typed.length > 0;
    typed = result.kind === 'more' ? [...typed, press] : [];
    if (result.kind === 'more') timer = setTimeout(() => (typed = []), chordMs);
    if (result.kind !== 'none' || wasWaiting) event.preventDefault();
    if (result.kind === 'run' && canRun(result.id)) void runCommand(result.id);
  },
};

/** Plain letters belong to the control that has the focus; only presses with Ctrl, Cmd or Alt and function keys are ours. */
function isGlobal(press: string): boolean {
  return /^(Ctrl|Cmd|Alt)\+/.test(press) || /(^|\+)F\d{1,2}$/.test(press);
}
