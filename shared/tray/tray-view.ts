import { isAvailable } from '../commands/conditions.js';
import { commandTable, type Command, type CommandId } from '../commands/table.js';
import type { OfficeState, Snapshot } from '../snapshot/snapshot.js';
import type { Locale } from '../text/message.js';
import { message } from '../text/message.js';
import { say } from '../text/say.js';
import type { TextKey } from '../text/catalogue.js';
import { stateSentence } from './state-sentence.js';

export type TrayItem =
  | { readonly kind: 'state'; readonly label: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'open'; readonly label: string }
  | { readonly kind: 'command'; readonly id: CommandId; readonly label: string };

export interface TrayView {
  readonly icon: OfficeState;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

type Row = Command & { readonly id: CommandId };
const rows: readonly Row[] = commandTable;

/** Blocks of the menu by category; within a block the table's order. */
const blocks: readonly (readonly Command['category'][])[] = [['run', 'plan'], ['practice'], ['view', 'app']];

function block(categories: readonly Command['category'][], snapshot: Snapshot, locale: Locale): readonly TrayItem[] {
  return categories
    .flatMap((category) => rows.filter((row) => row.category === category))
    .filter((row) => row.tray === true && isAvailable(row, snapshot))
    .map((row) => ({ kind: 'command', id: row.id, label: say(message(`commands.${row.id}` satisfies TextKey), locale) }));
}

/**
 * Everything the tray shows, from one function, so that icon, tooltip and menu cannot disagree. On many desktops the menu is all
 * that can be reached, therefore every way in is in it.
 */
export function trayView(snapshot: Snapshot, locale: Locale): TrayView {
  const state = say(stateSentence(snapshot), locale);
  const commands = blocks.map((categories) => block(categories, snapshot, locale)).filter((items) => items.length > 0);
  return {
    icon: snapshot.office,
    tooltip: say(message(snapshot.practice ? 'shell.tooltip.practice' : 'shell.tooltip', { state }), locale),
    menu: [
      { kind: 'state', label: snapshot.practice ? say(message('shell.state.practice', { state }), locale) : state },
      { kind: 'separator' },
      { kind: 'open', label: say(message('shell.open'), locale) },
      ...commands.flatMap((items): readonly TrayItem[] => [{ kind: 'separator' }, ...items]),
    ],
  };
}
