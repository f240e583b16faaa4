/**
 * The one command table: palette, menus, tray and keys all read it. Titles are `commands.<id>`, categories `commands.category.<x>`.
 * `when` names conditions of the snapshot (shared/commands/conditions.ts); an unavailable command is hidden everywhere at once.
 */
export interface Command {
  readonly id: string;
  readonly category: 'view' | 'run' | 'plan' | 'ups' | 'inventory' | 'practice' | 'app' | 'developer';
  readonly key?: string;
  readonly mac?: string;
  readonly when?: readonly Condition[];
  /** `window`: carried out by the renderer; `engine`: proposed to main. */
  readonly where: 'window' | 'engine';
  readonly tray?: boolean;
}

export type Condition =
  | 'coordinator'
  | 'armed'
  | 'notArmed'
  | 'countdown'
  | 'canPostpone'
  | 'canCancel'
  | 'canRestore'
  | 'noRun'
  | 'practice'
  | 'notPractice'
  | 'hasPlan'
  | 'hasUps';

export const commandTable = [
  { id: 'view.overview', category: 'view', key: 'Ctrl+1', mac: 'Cmd+1', where: 'window' },
  { id: 'view.plan', category: 'view', key: 'Ctrl+2', mac: 'Cmd+2', where: 'window' },
  { id: 'view.run', category: 'view', key: 'Ctrl+3', mac: 'Cmd+3', where: 'window' },
  { id: 'view.inventory', category: 'view', key: 'Ctrl+4', mac: 'Cmd+4', where: 'window' },
  { id: 'view.ups', category: 'view', key: 'Ctrl+5', mac: 'Cmd+5', where: 'window' },
  { id: 'view.events', category: 'view', key: 'Ctrl+6', mac: 'Cmd+6', where: 'window' },
  { id: 'view.settings', category: 'view', key: 'Ctrl+,', mac: 'Cmd+,', where: 'window', tray: true },
  { id: 'view.palette', category: 'view', key: 'Ctrl+Shift+P', mac: 'Cmd+Shift+P', where: 'window' },
  { id: 'view.goTo', category: 'view', key: 'Ctrl+P', mac: 'Cmd+P', where: 'window' },
  { id: 'view.toggleSideBar', category: 'view', key: 'Ctrl+B', mac: 'Cmd+B', where: 'window' },
  { id: 'view.togglePanel', category: 'view', key: 'Ctrl+J', mac: 'Cmd+J', where: 'window' },
  { id: 'view.notices', category: 'view', where: 'window' },
  { id: 'view.nextPart', category: 'view', key: 'F6', where: 'window' },
  { id: 'view.previousPart', category: 'view', key: 'Shift+F6', where: 'window' },
  { id: 'view.closeTab', category: 'view', key: 'Ctrl+W', mac: 'Cmd+W', where: 'window' },
  { id: 'view.reopenTab', category: 'view', key: 'Ctrl+Shift+T', mac: 'Cmd+Shift+T', where: 'window' },
  { id: 'view.keys', category: 'view', key: 'Ctrl+K Ctrl+S', mac: 'Cmd+K Cmd+S', where: 'window' },
  { id: 'view.zoomIn', category: 'view', key: 'Ctrl+=', mac: 'Cmd+=', where: 'window' },
  { id: 'view.zoomOut', category: 'view', key: 'Ctrl+-', mac: 'Cmd+-', where: 'window' },
  { id: 'view.zoomReset', category: 'view', key: 'Ctrl+0', mac: 'Cmd+0', where: 'window' },
  { id: 'view.help', category: 'view', key: 'Alt+F1', where: 'window' },
  { id: 'ups.connect', category: 'ups', where: 'window' },
  { id: 'inventory.connect', category: 'inventory', where: 'window' },
  { id: 'inventory.refresh', category: 'inventory', where: 'engine' },
  { id: 'plan.new', category: 'plan', where: 'window' },
  { id: 'plan.check', category: 'plan', where: 'window', when: ['hasPlan'] },
  { id: 'plan.rehearse', category: 'plan', where: 'window', when: ['hasPlan'], tray: true },
  { id: 'plan.drill', category: 'plan', where: 'window', when: ['hasPlan', 'coordinator', 'noRun'] },
  { id: 'plan.arm', category: 'plan', where: 'engine', when: ['hasPlan', 'notArmed', 'coordinator'] },
  { id: 'plan.disarm', category: 'plan', where: 'engine', when: ['armed', 'coordinator'] },
  { id: 'run.start', category: 'run', where: 'window', when: ['hasPlan', 'coordinator', 'noRun'], tray: true },
  { id: 'run.postpone', category: 'run', where: 'engine', when: ['countdown', 'canPostpone', 'coordinator'], tray: true },
  { id: 'run.cancel', category: 'run', where: 'window', when: ['canCancel', 'coordinator'], tray: true },
  { id: 'run.restore', category: 'run', where: 'engine', when: ['canRestore', 'coordinator'] },
  { id: 'practice.open', category: 'practice', where: 'engine', when: ['notPractice', 'noRun'], tray: true },
  { id: 'practice.close', category: 'practice', where: 'engine', when: ['practice'], tray: true },
  { id: 'practice.pullPlug', category: 'practice', where: 'engine', when: ['practice'] },
  { id: 'practice.restoreMains', category: 'practice', where: 'engine', when: ['practice'] },
  { id: 'app.quit', category: 'app', key: 'Ctrl+Q', mac: 'Cmd+Q', where: 'engine', tray: true },
  { id: 'developer.startupTimes', category: 'developer', where: 'window' },
] as const satisfies readonly Command[];

export type CommandId = (typeof commandTable)[number]['id'];
