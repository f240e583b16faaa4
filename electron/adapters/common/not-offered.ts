import { failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { commandName, type UpsCommand } from '../../../shared/ups/command.js';

/** The device does not have it. `canStayOff`: it can be switched off, only not so that it comes back. */
export function notOffered(command: UpsCommand, canStayOff = false): Result<never> {
  switch (command.kind) {
    case 'shutdown':
      return failed('ups/noShutdown', message(command.returnWithMains && canStayOff ? 'ups.noReturn' : 'ups.noShutdown'));
    case 'abortShutdown':
      return failed('ups/noAbort', message('ups.noAbort'));
    default:
      return failed('ups/noCommand', message('ups.command.none', { name: commandName(command) }));
  }
}
