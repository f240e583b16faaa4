import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, dirname } from 'node:path';

export interface Import {
  /** Repository path of the importing file. */
  readonly from: string;
  /** Repository path, or the bare name of a package. */
  readonly to: string;
}

const pattern =
  /^\s*(?:import|export)\s+(?:type\s+)?[\w*\s{},$]+\s+from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** Repository paths of the sources below a folder, tests of other rooms left out. */
export function sources(root: string, folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...sources(root, path));
    else if (/\.(ts|svelte)$/.test(entry.name)) found.push(path);
  }
  return found;
}

/** Every import of a file, relative ones resolved to repository paths. */
export function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const to = specifier.startsWith('.') ? relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/') : specifier;
    return { from: file, to };
  });
}
