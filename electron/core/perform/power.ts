import type { Outcome } from '../../../shared/plan/operation.js';
import { message, type Message } from '../../../shared/text/message.js';
import type { CommandOutcome } from '../../../shared/ups/command.js';
import { acted, already, asOutcome, isHypervisor, refuse, stopped, type Hands, type PerformRequest } from './request.js';

/** Our own command is not given twice; done means that the UPS has confirmed. What is pending for other reasons (a flat battery) is not ours. */
export async function upsOutputOff(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock, office, told } = hands;
  const startMs = clock.nowMs();
  const { operation } = request;
  const ups = await office.ups(operation.target.endpoint);
  if (!ups.ok) return asOutcome(ups.failure);
  if (request.toldBefore || told.has(operation.target.key)) {
    const reading = await ups.value.read();
    if (reading.ok && reading.value.flags.includes('shutdownPending')) return already(startMs, clock);
  }
  if (request.issue.aborted) return stopped();
  const given = await ups.value.tell({
    kind: 'shutdown',
    delaySeconds: operation.delaySeconds ?? 0,
    returnWithMains: operation.returnWithMains !== false,
  });
  if (!given.ok) return asOutcome(given.failure);
  told.add(operation.target.key);
  const [{ delaySeconds }, remark] = [given.value, remarkOn(given.value)];
  return {
    ...acted(startMs, clock),
    ...(delaySeconds === undefined ? {} : { delaySeconds }),
    ...(remark === undefined ? {} : { remark }),
  };
}

/** What the report has to say of a command that was accepted: that nobody saw it carried out, and that nothing can call it off. */
function remarkOn({ confirmed, abortable }: CommandOutcome): Message | undefined {
  if (confirmed !== 'nothing') return abortable ? undefined : message('run.remark.upsFinal');
  return message(abortable ? 'run.remark.upsUnconfirmed' : 'run.remark.upsFinalUnconfirmed');
}

export async function upsOutputAbort(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock, office } = hands;
  const startMs = clock.nowMs();
  const ups = await office.ups(request.operation.target.endpoint);
  if (!ups.ok) return asOutcome(ups.failure);
  // Called off without a look before: many devices do not show what is pending, and only what the run told is called off at all.
  const aborted = await ups.value.tell({ kind: 'abortShutdown' });
  if (!aborted.ok) return asOutcome(aborted.failure);
  hands.told.delete(request.operation.target.key);
  return acted(startMs, clock);
}

export async function workstationOff(hands: Hands): Promise<Outcome> {
  const startMs = hands.clock.nowMs();
  const accepted = await hands.office.workstation().shutdown();
  return accepted.ok ? acted(startMs, hands.clock) : asOutcome(accepted.failure);
}

/** Logs in everywhere afresh: sessions may have idled out, and a login that fails is better known now than at the host's turn. */
export async function checkOffice(hands: Hands): Promise<Outcome> {
  const { clock, office } = hands;
  const startMs = clock.nowMs();
  const silent = await Promise.all(
    office
      .list()
      .filter(isHypervisor)
      .map(async (one) => {
        const opened = await office.hypervisor(one.id);
        const about = opened.ok ? await opened.value.about() : opened;
        return about.ok ? [] : [one.title];
      }),
  );
  const names = silent.flat();
  if (names.length === 0) return already(startMs, clock);
  return refuse('run/notReachable', message('run.failure.notReachable', { names: names.join(', ') }), true);
}
