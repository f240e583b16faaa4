import { describe, expect, it } from 'vitest';
import { exitCodeOf } from './exit-code.js';

describe('exit codes of failures', () => {
  it.each(['ups/timeout', 'ups/unknownHost', 'ups/nonsense', 'vsphere/unreachable', 'ssh/timeout', 'secrets/noKeychain'])(
    'ends with 3 where nothing was reached: %s',
    (code) => expect(exitCodeOf(code)).toBe(3),
  );
  it.each(['ups/refused', 'vsphere/password', 'vsphere/certificateUnknown', 'vsphere/pinMismatch', 'ssh/hostKeyChanged', 'run/observer'])(
    'ends with 4 where somebody refused: %s',
    (code) => expect(exitCodeOf(code)).toBe(4),
  );
  it.each(['address/password', 'address/unreadable', 'secrets/missing', 'ups/keyTooShort', 'connection/kind', 'plan/cycle'])(
    'ends with 2 where the call or the configuration is wrong: %s',
    (code) => expect(exitCodeOf(code)).toBe(2),
  );
});
