import type { RunLine } from '../../../shared/ipc/table.js';
import { call } from '../../platform/client.js';
import { report } from '../../platform/notices.svelte.js';

let lines = $state.raw<readonly RunLine[]>([]);

export const runHistory = {
  get lines(): readonly RunLine[] {
    return lines;
  },
  async load(): Promise<void> {
    try {
      lines = await call('journal.runs');
    } catch {
      // The list of earlier runs is a convenience: the run itself is shown all the same.
      lines = [];
    }
  },
};

export async function saveReport(runId: string): Promise<void> {
  await report(call('report.save', { kind: 'run', runId }));
}
