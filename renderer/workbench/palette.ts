import { availableCommands, commandCategory, commandTitle, runCommand } from '../platform/commands.svelte.js';
import { keyBindings } from '../platform/key-bindings.svelte.js';
import { layout } from '../platform/layout.svelte.js';
import { t } from '../platform/locale.svelte.js';
import { quickPick, type PickItem } from '../platform/quick-pick.svelte.js';
import { showView } from '../platform/tabs.svelte.js';
import { views } from '../platform/view-registry.js';

/** Every command that can be run now, recently used ones first. */
export function commandItems(): readonly PickItem[] {
  const recent = layout.state.recentCommands;
  const items = availableCommands()
    .filter((command) => command.id !== 'view.palette')
    .map((command) => {
      const keys = keyBindings.spell(command.id);
      return {
        id: command.id,
        title: `${commandCategory(command)}: ${commandTitle(command.id)}`,
        group: t(recent.includes(command.id) ? 'workbench.pick.recent' : 'workbench.pick.others'),
        ...(keys === undefined ? {} : { trailing: keys }),
        run: () => void runCommand(command.id),
      };
    });
  const rank = (item: PickItem) => (recent.includes(item.id) ? recent.indexOf(item.id) : Infinity);
  return items.sort((a, b) => (rank(a) === rank(b) ? a.title.localeCompare(b.title) : rank(a) - rank(b)));
}

/** Views first, then what each view offers: plans, machines, settings. */
export function placeItems(): readonly PickItem[] {
  const shown = views().filter((view) => view.place !== 'nowhere');
  const own = shown.map((view) => {
    const keys = keyBindings.spell(view.command);
    return {
      id: `view/${view.id}`,
      title: t(view.title),
      icon: view.icon,
      group: t('workbench.pick.views'),
      ...(keys === undefined ? {} : { trailing: keys }),
      run: () => {
        showView(view.id);
      },
    };
  });
  const theirs = shown.flatMap((view) =>
    (view.places?.() ?? []).map((item) => ({ group: t(view.title), icon: view.icon, ...item, id: `place/${view.id}/${item.id}` })),
  );
  return [...own, ...theirs];
}

export function helpItems(): readonly PickItem[] {
  return [
    { id: 'help/none', title: '\u2026', description: t('workbench.pick.help.goTo'), run: showPlaces },
    { id: 'help/command', title: '>', description: t('workbench.pick.help.command'), run: showCommands },
    { id: 'help/help', title: '?', description: t('workbench.pick.help.help'), run: showPlaces },
  ];
}

export function showCommands(): void {
  quickPick.show({ placeholder: () => t('workbench.pick.command'), items: placeItems, prefixes: true, initial: '>' });
}

export function showPlaces(): void {
  quickPick.show({ placeholder: () => t('workbench.pick.goTo'), items: placeItems, prefixes: true });
}
