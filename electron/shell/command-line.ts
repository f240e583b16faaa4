/** What the tray application understands on its command line. */
export interface ShellArguments {
  /** Started at login: no window until somebody asks for it. */
  readonly isHidden: boolean;
  readonly isPractice: boolean;
  /** Starts, waits for the window's page, says `ready` on standard output and ends: proves that a package works. */
  readonly isSmokeTest: boolean;
  readonly userDataDir: string | undefined;
  /** Arguments of a command of the command line, where one was given: any bare word is a verb, and so is asking for help or the version. */
  readonly command: readonly string[] | undefined;
}

/** Switches of Chromium's that somebody may have to give; a command does not know them. */
const chromiumSwitches = /^--(no-sandbox|disable-gpu|ozone-platform=.*|log-level=.*|user-data-dir=.*)$/;
const askingSwitches = ['--help', '-h', '--version', '-V'];

/** Everything unknown is left to Chromium, which has switches of its own. */
export function readArguments(argv: readonly string[]): ShellArguments {
  const value = (name: string): string | undefined => argv.find((argument) => argument.startsWith(`${name}=`))?.slice(name.length + 1);
  const userDataDir = value('--user-data-dir');
  const own = argv.slice(1).filter((argument) => !chromiumSwitches.test(argument));
  const isCommand = own.some((argument) => !argument.startsWith('-') || askingSwitches.includes(argument));
  return {
    isHidden: argv.includes('--hidden'),
    isPractice: argv.includes('--practice'),
    isSmokeTest: argv.includes('--smoke-test'),
    userDataDir: userDataDir === '' ? undefined : userDataDir,
    command: isCommand ? own : undefined,
  };
}
