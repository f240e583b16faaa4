import type { RunLine } from '../../../shared/ipc/table.js';
import { call } from '../../platform/client.js';
import { report } from '../../platform/notices.svelte.js';

let lines = $state.raw<readonly RunLine[]>([]);

export const runHistory = {
  get lines(): readonly RunLine[] {
    return lines;
  },
  async load(): Promise<void> {
    lines = await call('journal.runs');
  },
};

export async function saveReport(runId: string): Promise<void> {
  await report(call('report.save', { kind: 'run', runId }));
}
