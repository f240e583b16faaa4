import { join } from 'node:path';
import { app, shell } from 'electron';
import type { IpcArgs } from '../../shared/ipc/table.js';

type Link = { readonly kind: 'file'; readonly name: string } | { readonly kind: 'address'; readonly url: string };

/** The only things that are ever opened outside the window; the page names one by its id and nothing else. */
const links: Readonly<Record<IpcArgs<'app.openExternal'>, Link>> = {
  docs: { kind: 'file', name: 'README.md' },
  licence: { kind: 'file', name: 'LICENSE' },
  issues: { kind: 'address', url: 'mailto:team@sundown.invalid?subject=Sundown' },
};

/** Files that are for people lie beside the program when it is packaged, not inside its archive. */
function folderOfPapers(): string {
  return app.isPackaged ? process.resourcesPath : app.getAppPath();
}

export async function openExternal(id: IpcArgs<'app.openExternal'>): Promise<void> {
  const link = links[id];
  if (link.kind === 'address') await shell.openExternal(link.url);
  else await shell.openPath(join(folderOfPapers(), link.name));
}
