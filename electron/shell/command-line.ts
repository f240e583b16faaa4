/** What the tray application understands on its command line. */
export interface ShellArguments {
  /** Started at login: no window until somebody asks for it. */
  readonly isHidden: boolean;
  readonly isPractice: boolean;
  /** Starts, waits for the window's page, says `ready` on standard output and ends: proves that a package works. */
  readonly isSmokeTest: boolean;
  readonly userDataDir: string | undefined;
}

/** Everything unknown is left to Chromium, which has switches of its own. */
export function readArguments(argv: readonly string[]): ShellArguments {
  const value = (name: string): string | undefined => argv.find((argument) => argument.startsWith(`${name}=`))?.slice(name.length + 1);
  const userDataDir = value('--user-data-dir');
  return {
    isHidden: argv.includes('--hidden'),
    isPractice: argv.includes('--practice'),
    isSmokeTest: argv.includes('--smoke-test'),
    userDataDir: userDataDir === '' ? undefined : userDataDir,
  };
}
