import type { Clock, UpsSource } from '../../core/ports.js';
import type { Failure } from '../../../shared/result.js';
import { message, type Message } from '../../../shared/text/message.js';
import { say } from '../../../shared/text/say.js';
import { commandNamed, cutsPower, offerOf, type CommandOffer, type UpsCapabilities, type UpsCommand } from '../../../shared/ups/command.js';
import { exitCodeOf, type ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { openOneOffUps } from './ups.js';

/** Codes of failures that are the device's answer, not a wrong call: it has no such command, or did not carry it out. */
const answers: ReadonlySet<string> = new Set([
  'ups/noCommand',
  'ups/noShutdown',
  'ups/noAbort',
  'ups/notConfirmed',
  'ups/delayTooLong',
  'ups/delayTooShort',
  'ups/delayUnknown',
]);

function refuse(io: Io, { code, message: text }: Failure): ExitCode {
  io.tell(text);
  return answers.has(code) ? 1 : exitCodeOf(code);
}

async function withUps(io: Io, address: string, clock: Clock, work: (ups: UpsSource) => Promise<ExitCode>): Promise<ExitCode> {
  const source = await openOneOffUps(io, address, clock);
  if (!source.ok) return refuse(io, source.failure);
  try {
    return await work(source.value);
  } finally {
    source.value.close();
  }
}

/** `ups commands ADDRESS`: what the UPS can be told with these credentials; changes nothing. */
export function upsCommands(io: Io, address: string, clock: Clock): Promise<ExitCode> {
  return withUps(io, address, clock, async (ups) => {
    const can = await ups.capabilities();
    if (!can.ok) return refuse(io, can.failure);
    const { right, ...rest } = can.value;
    const about = rightText(can.value);
    io.document({ right: right.kind, about: say(about, io.locale), ...rest });
    if (io.format === 'words') for (const { name, abortable } of rest.commands) io.text(abortable ? `${name} (shutdown.abort)` : name);
    io.tell(about);
    return 0;
  });
}

function rightText({ right, commands }: UpsCapabilities): Message {
  if (right.kind === 'refused') return right.failure.message;
  return commands.length === 0 ? message('ups.command.nothingOffered') : message(`ups.right.${right.kind}`);
}

export interface CommandCall {
  readonly address: string;
  readonly name: string;
  /** Counts for a shutdown only. */
  readonly delaySeconds: number;
  readonly yes: boolean;
}

/** `ups command ADDRESS NAME --yes`: 1 when nobody saw it carried out, 4 without `--yes` or without the right. */
export function upsCommand(io: Io, call: CommandCall, clock: Clock): Promise<ExitCode> {
  const command = commandNamed(call.name, call.delaySeconds);
  if (command === undefined) {
    io.tell(message('cli.ups.unknownCommand', { given: call.name }));
    return Promise.resolve(2);
  }
  return withUps(io, call.address, clock, async (ups) => {
    const can = await ups.capabilities();
    if (!can.ok) return refuse(io, can.failure);
    if (can.value.right.kind === 'refused') return refuse(io, can.value.right.failure);
    const offer = offerOf(can.value, call.name);
    if (offer === undefined) return refuse(io, { code: 'ups/noCommand', message: message('ups.command.none', { name: call.name }) });
    warn(io, command, offer);
    if (!call.yes) {
      io.tell(message('cli.ups.needsYes', { name: call.name }));
      return 4;
    }
    const told = await ups.tell(command);
    if (!told.ok) return refuse(io, told.failure);
    io.document({ name: call.name, ...told.value });
    io.tell(message(`ups.command.confirmed.${told.value.confirmed}`, { what: call.name }));
    return told.value.confirmed === 'nothing' ? 1 : 0;
  });
}

/** What cannot be called off is said before it is sent. */
function warn(io: Io, command: UpsCommand, offer: CommandOffer): void {
  if (command.kind === 'shutdown') io.tell(message('cli.ups.delay', { seconds: command.delaySeconds }));
  if (!cutsPower(command) || offer.abortable) return;
  io.tell(message(command.kind === 'shutdown' ? 'ups.command.notAbortable' : 'shell.confirm.outlet.about'));
}
