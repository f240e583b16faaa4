import { describe, expect, it } from 'vitest';
import { readArguments } from './command-line.js';

describe('the arguments of the program', () => {
  it.each([
    { argv: [], command: undefined },
    { argv: ['--hidden'], command: undefined },
    { argv: ['--practice', '--no-sandbox'], command: undefined },
    { argv: ['doctor', '--json'], command: ['doctor', '--json'] },
    { argv: ['--no-sandbox', '--ozone-platform=headless', '--log-level=3', 'ups', 'read', 'x'], command: ['ups', 'read', 'x'] },
    { argv: ['--json', 'frobnicate'], command: ['--json', 'frobnicate'] },
    { argv: ['--help'], command: ['--help'] },
    { argv: ['-V'], command: ['-V'] },
  ])('$argv are the command $command', ({ argv, command }) => {
    expect(readArguments(['/opt/sundown', ...argv]).command).toEqual(command);
  });
});
