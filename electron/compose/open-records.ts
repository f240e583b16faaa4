import { join } from 'node:path';
import { openClaim } from '../adapters/sqlite/claim.js';
import { openHistory, type HistoryBounds } from '../adapters/sqlite/history.js';
import { openJournal } from '../adapters/sqlite/journal.js';
import type { EngineParts } from '../core/engine/parts.js';
import type { Clock } from '../core/ports.js';
import type { Failure } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';

type Records = Required<Pick<EngineParts, 'journal' | 'history' | 'claim' | 'problems'>>;
type Kind = 'journal' | 'history';

/**
 * What Sundown writes down in a folder. Nothing that is wrong with these files keeps it from watching: a damaged one is kept aside, and what cannot
 * be written lives in memory as long as the program does. Each is a problem with a sentence: `journal/broken`, `journal/unusable`, and so for `history`.
 */
export function openRecords(folder: string, clock: Clock, bounds: HistoryBounds): Records {
  const problems: Failure[] = [];
  const wall = () => clock.wall();
  const open = <T>(kind: Kind, opened: (path: string, onBroken: (keptAs: string) => void) => T): T => {
    const path = join(folder, `${kind}.db`);
    const broken = (keptAs: string) => {
      problems.push({ code: `${kind}/broken`, message: message(`records.${kind}.broken`, { keptAs }) });
    };
    try {
      return opened(path, broken);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      problems.push({ code: `${kind}/unusable`, message: message(`records.${kind}.unusable`, { path, reason }) });
      return opened(':memory:', broken);
    }
  };
  return {
    journal: open('journal', (path, broken) => openJournal(path, wall, broken)),
    history: open('history', (path, broken) => openHistory(path, wall, bounds, broken)),
    claim: openClaim(join(folder, 'coordinator.db'), () => clock.nowMs()),
    problems,
  };
}
