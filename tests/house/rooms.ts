/** One room: which files it holds and what they may import, said so that a person can act on it. */
export interface Room {
  readonly name: string;
  readonly holds: (path: string) => boolean;
  readonly mayImport: (to: string, from: string) => boolean;
  readonly rule: string;
}

const isPackage = (to: string) => !/^(shared|electron|renderer|tests|build|assets)\//.test(to);
const inside =
  (...folders: readonly string[]) =>
  (to: string) =>
    folders.some((folder) => to === folder || to.startsWith(`${folder}/`));
const under = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const adapterOf = (path: string) => path.split('/')[2] ?? '';

const browserPackages = /^(svelte|uplot|@vscode\/codicons|zod)(\/|$)/;

export const rooms: readonly Room[] = [
  {
    name: 'shared',
    holds: under('shared'),
    mayImport: (to) => inside('shared')(to) || to === 'zod',
    rule: 'shared imports shared and zod only',
  },
  {
    name: 'electron/core',
    holds: under('electron/core'),
    mayImport: (to) => inside('shared', 'electron/core')(to),
    rule: 'core imports shared and core only: what it needs from outside is an interface in ports.ts',
  },
  {
    name: 'electron/adapters',
    holds: under('electron/adapters'),
    mayImport: (to, from) =>
      (isPackage(to) && to !== 'electron') ||
      inside('shared', 'electron/adapters/common', `electron/adapters/${adapterOf(from)}`)(to) ||
      to.startsWith('electron/core/ports'),
    rule: 'an adapter imports shared, core/ports, Node, its own protocol library and adapters/common; never another adapter',
  },
  {
    name: 'electron/practice',
    holds: under('electron/practice'),
    mayImport: (to) => (isPackage(to) && to !== 'electron') || inside('shared', 'electron/practice')(to),
    rule: 'the practice office imports shared, Node and protocol libraries; never core or adapters, which it is there to try',
  },
  {
    name: 'electron/shell',
    holds: under('electron/shell'),
    mayImport: (to) => isPackage(to) || inside('shared', 'electron/core', 'electron/shell')(to),
    rule: 'the shell imports shared, core and electron; adapters are given to it by the composition root',
  },
  {
    name: 'electron/preload',
    holds: under('electron/preload'),
    mayImport: (to) => to === 'electron' || inside('shared/ipc', 'electron/preload')(to),
    rule: 'the preload imports shared/ipc and electron only',
  },
  {
    name: 'electron/cli and headless.ts',
    holds: (path) => path.startsWith('electron/cli/') || path === 'electron/headless.ts',
    mayImport: (to) =>
      (isPackage(to) && to !== 'electron') || (inside('shared', 'electron')(to) && !inside('electron/shell', 'electron/preload')(to)),
    rule: 'the command line imports anything under shared and electron but the shell: it runs under plain Node',
  },
  {
    name: 'renderer/ui',
    holds: under('renderer/ui'),
    mayImport: (to) => browserPackages.test(to) || inside('shared', 'renderer/ui')(to),
    rule: 'ui imports ui and shared only: leaf widgets know nothing of the application',
  },
  {
    name: 'renderer/platform',
    holds: under('renderer/platform'),
    mayImport: (to) => browserPackages.test(to) || inside('shared', 'renderer/ui', 'renderer/platform')(to),
    rule: 'platform imports ui, platform and shared only',
  },
  {
    name: 'renderer/state',
    holds: under('renderer/state'),
    mayImport: (to) => browserPackages.test(to) || inside('shared', 'renderer/platform', 'renderer/state')(to),
    rule: 'state imports platform, state and shared only',
  },
  {
    name: 'renderer/workbench',
    holds: under('renderer/workbench'),
    mayImport: (to) =>
      browserPackages.test(to) || inside('shared', 'renderer/ui', 'renderer/platform', 'renderer/state', 'renderer/workbench')(to),
    rule: 'the workbench imports ui, platform, state and shared; never a view: views register themselves',
  },
  {
    name: 'renderer/views',
    holds: under('renderer/views'),
    mayImport: (to, from) =>
      browserPackages.test(to) ||
      inside(
        'shared',
        'renderer/ui',
        'renderer/platform',
        'renderer/state',
        'renderer/views/common',
        `renderer/views/${from.split('/')[2] ?? ''}`,
      )(to) ||
      to.startsWith('renderer/workbench/registry'),
    rule: 'a view imports ui, platform, state, its own folder and the registry; never another view',
  },
];
