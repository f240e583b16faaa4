import { SvelteMap } from 'svelte/reactivity';
import { isAvailable } from '../../shared/commands/conditions.js';
import { commandTable, type Command, type CommandId } from '../../shared/commands/table.js';
import { call } from './client.js';
import { layout } from './layout.svelte.js';
import { tIfAny } from './locale.svelte.js';
import { report } from './notices.svelte.js';
import { currentSnapshot } from './snapshot-source.js';

const handlers = new SvelteMap<CommandId, () => void | Promise<void>>();

/** Says how the window carries out a command of the table (`where: 'window'`). */
export function registerHandler(id: CommandId, run: () => void | Promise<void>): void {
  handlers.set(id, run);
}

export function commandOf(id: string): (Command & { readonly id: CommandId }) | undefined {
  return commandTable.find((command) => command.id === id);
}

export function commandTitle(id: string): string {
  return tIfAny(`commands.${id}`) ?? id;
}

export function commandCategory(command: Command): string {
  return tIfAny(`commands.category.${command.category}`) ?? command.category;
}

/** Whether a command can be run now; unavailable ones are hidden everywhere at once. */
export function canRun(id: string): boolean {
  const command = commandOf(id);
  const snapshot = currentSnapshot();
  if (command === undefined || snapshot === undefined || !isAvailable(command, snapshot)) return false;
  return command.where === 'engine' || handlers.has(command.id);
}

export function availableCommands(): readonly (Command & { readonly id: CommandId })[] {
  return commandTable.filter((command) => canRun(command.id));
}

/** Runs a command: in the window, or proposed to main. A failure is told to the person. */
export async function runCommand(id: string): Promise<void> {
  const command = commandOf(id);
  if (command === undefined || !canRun(id)) return;
  layout.state.recentCommands = [id, ...layout.state.recentCommands.filter((other) => other !== id)].slice(0, 20);
  if (command.where === 'engine') await report(call('command.run', { id }));
  else await handlers.get(command.id)?.();
}
