import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { longestLayout } from '../../shared/ipc/table.js';

/** What the shell itself remembers: nothing that decides anything, so a broken file is simply begun anew. */
const memorySchema = z.object({
  bounds: z.unknown().optional(),
  maximised: z.boolean().catch(false),
  /** The page's own layout and unsaved work, as the text it gave us. */
  layout: z.string().max(longestLayout).optional().catch(undefined),
  toldAboutClosing: z.boolean().catch(false),
});
type Memory = z.infer<typeof memorySchema>;

export class ShellMemory {
  readonly #file: string;
  #memory: Memory;

  constructor(file: string) {
    this.#file = file;
    this.#memory = readMemory(file);
  }

  get value(): Readonly<Memory> {
    return this.#memory;
  }

  /** Written beside and renamed, so that a crash leaves the old file or the new one. */
  update(changes: Partial<Memory>): void {
    this.#memory = { ...this.#memory, ...changes };
    const beside = `${this.#file}.new`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(beside, JSON.stringify(this.#memory));
      renameSync(beside, this.#file);
    } catch {
      // A full or read-only disk costs the window its place and nothing else.
    }
  }
}

function readMemory(file: string): Memory {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return memorySchema.parse({});
  }
}
