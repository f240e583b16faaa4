import { join } from 'node:path';
import type { InventoryMemory, InventoryPart } from '../../core/ports.js';
import type { Result } from '../../../shared/result.js';
import { readText, writeText } from './files.js';

const version = 1;

/** `DIR/inventory.json`: what the office looked like when it was last seen. A file that cannot be read is as good as none: it is asked anew. */
export function openInventoryMemory(folder: string, told: (written: Result<void>) => void = () => undefined): InventoryMemory {
  const path = join(folder, 'inventory.json');
  return {
    load: () => {
      try {
        const file = JSON.parse(readText(path) ?? '{}') as { readonly version?: unknown; readonly parts?: unknown };
        return file.version === version && Array.isArray(file.parts) ? file.parts.filter(isPart) : [];
      } catch {
        return [];
      }
    },
    save: (parts) => told(writeText(path, JSON.stringify({ version, parts }))),
  };
}

function isPart(part: unknown): part is InventoryPart {
  const { connectionId, inventory } = part as { readonly connectionId?: unknown; readonly inventory?: Record<string, unknown> };
  return typeof connectionId === 'string' && ['clusters', 'hosts', 'vms', 'machines'].every((name) => Array.isArray(inventory?.[name]));
}
