import { createHash, timingSafeEqual } from 'node:crypto';
import ssh2, { type AuthContext, type Connection, type ServerChannel } from 'ssh2';
import { Door } from '../door.js';
import { runCommandLine, type RunCommand } from './command-line.js';

export interface HostKey {
  readonly privateKey: string;
  /** `SHA256:…` as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** ECDSA nistp256, which ESXi has and every client takes. */
export function newHostKey(): HostKey {
  const { private: privateKey } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const digest = createHash('sha256').update(parsed.getPublicSSH()).digest('base64');
  return { privateKey, fingerprint: `SHA256:${digest.replace(/=+$/, '')}` };
}

export interface SshServerOptions {
  readonly hostKey: HostKey;
  readonly user: string;
  readonly password: string;
  /** ESXi's sshd takes a password by keyboard-interactive only. */
  readonly methods: readonly ('password' | 'keyboard-interactive')[];
  readonly shell: RunCommand;
  /** Brings the world to the present before a command sees it. */
  readonly catchUp: () => void;
}

export interface SshServer {
  readonly door: Door;
  close(): Promise<void>;
}

/** An SSH server on loopback that runs commands in a simulated shell; no terminal, no forwarding, no files. */
export function openSshServer(options: SshServerOptions): SshServer {
  const server = new ssh2.Server({ hostKeys: [options.hostKey.privateKey], ident: 'OpenSSH_9.3 (simulated)' }, (connection) => {
    accept(connection, options);
  });
  const door = new Door((socket) => server.injectSocket(socket));
  return { door, close: () => door.setOpen(false) };
}

function accept(connection: Connection, options: SshServerOptions): void {
  connection.on('error', () => connection.end());
  connection.on('authentication', (context) => authenticate(context, options));
  connection.on('ready', () => {
    connection.on('session', (open) => {
      const session = open();
      session.on('exec', (take, _reject, { command }) => void execute(take(), command, options));
      session.on('pty', (_accept, reject) => reject());
      session.on('shell', (_accept, reject) => reject());
    });
  });
}

function authenticate(context: AuthContext, options: SshServerOptions): void {
  const offered = options.methods.map((method) => method);
  if (context.method === 'password' && offered.includes('password')) {
    admit(context, options, context.password);
  } else if (context.method === 'keyboard-interactive' && offered.includes('keyboard-interactive')) {
    context.prompt([{ prompt: 'Password: ', echo: false }], (answers: readonly string[]) => admit(context, options, answers[0] ?? ''));
  } else context.reject(offered);
}

function admit(context: AuthContext, options: SshServerOptions, password: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const right = timingSafeEqual(digest(`${context.username}\n${password}`), digest(`${options.user}\n${options.password}`));
  if (right) context.accept();
  else context.reject([...options.methods]);
}

async function execute(channel: ServerChannel, command: string, options: SshServerOptions): Promise<void> {
  // The host may go down, and the connection with it, while the command still talks.
  channel.on('error', () => channel.close());
  options.catchUp();
  const { code, stdout, stderr } = await runCommandLine(command, options.shell);
  if (channel.destroyed || !channel.writable) return;
  channel.stderr.write(stderr);
  channel.write(stdout);
  channel.exit(code);
  channel.end();
}
