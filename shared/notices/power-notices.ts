import type { PolicyEffect, PolicyFact } from '../policy/policy-effect.js';
import type { Doubt, TriggerKind } from '../policy/power-state.js';
import { assertNever } from '../result.js';
import { message, type Message } from '../text/message.js';
import { draft, type Draft } from './draft.js';

export interface PowerContext {
  /** Title of a UPS connection, as the user named it. */
  readonly upsTitle: (upsId: string) => string;
  /** Until the run starts if nothing changes; absent when nothing counts down. */
  readonly secondsUntilStart?: number;
  readonly canPostpone?: boolean;
  /** Whether this Sundown would act: otherwise no button to act is offered. */
  readonly mayAct: boolean;
}

type Fact<K extends PolicyFact['kind']> = Extract<PolicyFact, { kind: K }>;

/** The notice that an effect of the policy is worth; none for what only the window shows. */
export function powerNotice(effect: PolicyEffect, context: PowerContext): Draft | undefined {
  switch (effect.kind) {
    case 'powerConfirmed':
      return powerConfirmed(context);
    case 'powerReturned': {
      const body = message('policy.notice.powerReturned.body', { s: Math.round(effect.secondsOnBattery) });
      return draft('power', 'info', message('policy.notice.powerReturned'), { body });
    }
    case 'triggerFired': {
      const body = triggerBody(effect.trigger, effect.secondsOnBattery, effect.runtimeSeconds);
      return draft('power', 'error', message('policy.notice.triggerFired'), { body, actions: ['view.run'] });
    }
    case 'notice':
      return factNotice(effect.fact, context);
    case 'upsChanged':
    case 'dischargeSeen':
    case 'readNow':
      return undefined;
    default:
      return assertNever(effect);
  }
}

function powerConfirmed(context: PowerContext): Draft {
  const { secondsUntilStart: left, canPostpone, mayAct } = context;
  const body =
    left === undefined
      ? message('policy.notice.powerConfirmed.body')
      : message('policy.notice.powerConfirmed.countdown', { c: Math.round(left) });
  const actions = mayAct && canPostpone === true ? (['view.overview', 'run.postpone'] as const) : (['view.overview'] as const);
  return draft('power', 'error', message('policy.notice.powerConfirmed'), { body, actions });
}

function triggerBody(trigger: TriggerKind, secondsOnBattery: number, runtimeSeconds: number | undefined): Message {
  switch (trigger) {
    case 'latestSafeStart':
      return message('policy.notice.triggerFired.latestSafeStart', { r: Math.round(runtimeSeconds ?? 0) });
    case 'onBatterySeconds':
      return message('policy.notice.triggerFired.onBatterySeconds', { s: Math.round(secondsOnBattery) });
    case 'runtimeBelow':
    case 'chargeBelow':
    case 'lowBattery':
    case 'forcedShutdown':
    case 'estimateAtFloor':
    case 'person':
      return message(`policy.notice.triggerFired.${trigger}`);
    default:
      return assertNever(trigger);
  }
}

function factNotice(fact: PolicyFact, context: PowerContext): Draft | undefined {
  switch (fact.kind) {
    case 'postponed': {
      const body = message('policy.notice.postponed.body', { s: fact.seconds });
      return draft('postpone', 'info', message('policy.notice.postponed'), { body, sameAs: `postponed ${String(fact.seconds)}` });
    }
    case 'postponeRefused':
      return draft('postpone', 'warning', message('policy.notice.postponeRefused'), {
        body: message('policy.notice.postponeRefused.body'),
      });
    case 'doubted':
    case 'doubtGone':
      return doubtNotice(fact, context.upsTitle(fact.upsId));
    case 'onBattery':
    case 'mainsReturned':
    case 'outageResumed':
    case 'outputOff':
    case 'bypass':
    case 'protectedAgain':
      return sourceNotice(fact, context.upsTitle(fact.upsId));
    case 'lost':
    case 'neverHeard':
    case 'heardAgain':
      return trustNotice(fact, context.upsTitle(fact.upsId));
    case 'testDisbelieved':
    case 'runtimeDisbelieved':
    case 'lowBattery':
    case 'batteryFault':
    case 'forcedShutdownSeen':
      return conditionNotice(fact, context.upsTitle(fact.upsId));
    default:
      return assertNever(fact);
  }
}

type SourceFact = Fact<'onBattery' | 'mainsReturned' | 'outageResumed' | 'outputOff' | 'bypass' | 'protectedAgain'>;

/** Of an outage of the whole office the office's own notice tells. */
function sourceNotice(fact: SourceFact, ups: string): Draft | undefined {
  const topic = `ups.${fact.upsId}.power`;
  const actions = ['view.ups'] as const;
  switch (fact.kind) {
    case 'onBattery':
      if (fact.isOfficeHeld) {
        const body = message('policy.notice.onBattery.held.body');
        return draft(topic, 'warning', message('policy.notice.onBattery.held', { ups }), { body, actions });
      }
      return undefined;
    case 'mainsReturned':
      return fact.isOfficeHeld ? draft(topic, 'info', message('policy.notice.mainsReturned', { ups })) : undefined;
    case 'outageResumed': {
      const body = message('policy.notice.outageResumed.body', { s: Math.round(fact.secondsOnBattery) });
      return draft(topic, 'warning', message('policy.notice.outageResumed'), { body, actions });
    }
    case 'outputOff':
      return draft(topic, 'error', message('policy.notice.outputOff', { ups }), { body: message('policy.notice.outputOff.body'), actions });
    case 'bypass':
      return draft(topic, 'warning', message('policy.notice.bypass', { ups }), { body: message('policy.notice.bypass.body'), actions });
    case 'protectedAgain':
      return draft(topic, 'info', message('policy.notice.protectedAgain', { ups }));
    default:
      return assertNever(fact);
  }
}

function trustNotice(fact: Fact<'lost' | 'neverHeard' | 'heardAgain'>, ups: string): Draft {
  const topic = `ups.${fact.upsId}.heard`;
  const actions = ['view.ups'] as const;
  switch (fact.kind) {
    case 'lost': {
      if (!fact.isOnBattery) {
        return draft(topic, 'warning', message('policy.notice.lost', { ups }), { body: message('policy.notice.lost.body'), actions });
      }
      const body =
        fact.runtimeSeconds === undefined
          ? message('policy.notice.lost.onBattery.unknown')
          : message('policy.notice.lost.onBattery.body', { r: fact.runtimeSeconds });
      return draft(topic, 'error', message('policy.notice.lost.onBattery', { ups }), { body, actions });
    }
    case 'neverHeard': {
      const body = message('policy.notice.neverHeard.body');
      return draft(topic, 'warning', message('policy.notice.neverHeard', { ups }), { body, actions });
    }
    case 'heardAgain':
      return draft(topic, 'info', message('policy.notice.heardAgain', { ups }));
    default:
      return assertNever(fact);
  }
}

function conditionNotice(
  fact: Fact<'testDisbelieved' | 'runtimeDisbelieved' | 'lowBattery' | 'batteryFault' | 'forcedShutdownSeen'>,
  ups: string,
): Draft {
  const actions = ['view.ups'] as const;
  switch (fact.kind) {
    case 'testDisbelieved': {
      const body = message('policy.notice.testDisbelieved.body');
      return draft(`ups.${fact.upsId}.test`, 'warning', message('policy.notice.testDisbelieved', { ups }), { body, actions });
    }
    case 'runtimeDisbelieved': {
      const body = message('policy.notice.runtimeDisbelieved.body', { claimed: fact.claimedSeconds, own: fact.ownSeconds });
      return draft(`ups.${fact.upsId}.runtime`, 'warning', message('policy.notice.runtimeDisbelieved', { ups }), { body, actions });
    }
    case 'lowBattery': {
      const severity = fact.isOnBattery ? 'error' : 'warning';
      const body = message(fact.isOnBattery ? 'policy.notice.lowBattery.onBattery' : 'policy.notice.lowBattery.onMains');
      return draft(`ups.${fact.upsId}.low`, severity, message('policy.notice.lowBattery', { ups }), { body, actions });
    }
    case 'batteryFault':
      return draft(`ups.${fact.upsId}.${fact.flag}`, 'error', message(`policy.notice.${fact.flag}`, { ups }), { actions });
    case 'forcedShutdownSeen': {
      const body = fact.isFollowed ? {} : { body: message('policy.notice.forcedShutdown.ignored') };
      return draft(`ups.${fact.upsId}.forced`, 'warning', message('policy.notice.forcedShutdown', { ups }), { ...body, actions });
    }
    default:
      return assertNever(fact);
  }
}

function doubtNotice(fact: Fact<'doubted' | 'doubtGone'>, ups: string): Draft | undefined {
  const topic = `ups.${fact.upsId}.doubt.${fact.doubt}`;
  if (fact.kind === 'doubtGone') return doubtGone(topic, fact.doubt, ups);
  const actions = ['view.ups'] as const;
  switch (fact.doubt) {
    case 'contradictory':
    case 'disagreeing':
    case 'runtimeJumps':
    case 'batteryOld':
    case 'overload': {
      const body = message(`policy.notice.${fact.doubt}.body`);
      return draft(topic, 'warning', message(`policy.notice.${fact.doubt}`, { ups }), { body, actions });
    }
    case 'overTemperature':
    case 'selfTestFailed':
      return draft(topic, 'warning', message(`policy.notice.${fact.doubt}`, { ups }), { actions });
    case 'selfTest':
    case 'calibrating':
      return draft(topic, 'info', message(`policy.notice.${fact.doubt}`, { ups }), { body: message('policy.notice.test.body') });
    default:
      return assertNever(fact.doubt);
  }
}

function doubtGone(topic: string, doubt: Doubt, ups: string): Draft | undefined {
  switch (doubt) {
    case 'contradictory':
      return draft(topic, 'info', message('policy.notice.contradictionGone', { ups }));
    case 'selfTest':
    case 'calibrating':
      return draft(topic, 'info', message('policy.notice.testOver', { ups }));
    case 'disagreeing':
    case 'overload':
    case 'overTemperature':
    case 'batteryOld':
    case 'selfTestFailed':
      return draft(topic, 'info', message(`policy.notice.doubtGone.${doubt}`, { ups }));
    case 'runtimeJumps':
      return undefined;
    default:
      return assertNever(doubt);
  }
}
