import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../shared/snapshot/snapshot.js';
import { message } from '../../shared/text/message.js';
import { eventSource } from './event-source.js';

const connection = (id: string, title: string): ConnectionView => ({
  connection: { id, title, kind: 'ups', address: 'snmp://10.0.0.9' },
  status: 'connected',
  secrets: [],
  findings: [],
});
const office = { connections: [connection('ups-rack', 'APC SMT1500'), connection('ups-rack.2', 'Eaton 5P'), connection('nas', 'nas01')] };

describe('what an event is about', () => {
  it.each([
    ['power', message('eventSource.power')],
    ['postpone', message('eventSource.countdown')],
    ['run', message('eventSource.run')],
    ['run.step.files', message('eventSource.run')],
    ['run.operation.files/ensureVmOff/vm:file01', message('eventSource.run')],
    ['run/held', message('eventSource.run')],
    ['plan/cycle', message('eventSource.plan')],
    ['secrets/forgotten', message('eventSource.secrets')],
    ['history/write', message('eventSource.history')],
    ['ups.ups-rack.heard', 'APC SMT1500'],
    ['ups.ups-rack.doubt.batteryOld', 'APC SMT1500'],
    ['ups.ups-rack.2.low', 'Eaton 5P'],
    ['ups-rack', 'APC SMT1500'],
    ['nas', 'nas01'],
    ['ups.gone.heard', message('eventSource.ups', { id: 'gone' })],
    ['something', 'something'],
  ])('%s', (code, wanted) => {
    expect(eventSource(office, code)).toEqual(typeof wanted === 'string' ? message('eventSource.named', { title: wanted }) : wanted);
  });
});
