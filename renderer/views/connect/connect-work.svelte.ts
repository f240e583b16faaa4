import type { ConnectionTestView } from '../../../shared/ipc/table.js';
import type { SecretPart } from '../../../shared/settings/connection.js';
import { call } from '../../platform/client.js';
import { report } from '../../platform/notices.svelte.js';
import { office } from '../../state/snapshot.svelte.js';
import { connectionOf, draftOf, newDraft, secretsOf, type Draft, type DraftKind } from './draft.js';

type Secrets = Partial<Record<SecretPart, string>>;

/** The connection wizard's state; secrets are held while the form is open and gone when it closes. */
class ConnectWork {
  draft = $state.raw<Draft>();
  secrets = $state<Secrets>({});
  group = $state<'ups' | 'host'>('ups');
  isNew = $state(true);
  isBusy = $state(false);
  result = $state.raw<ConnectionTestView>();

  open(group: 'ups' | 'host'): void {
    this.group = group;
    this.isNew = true;
    this.choose(group === 'ups' ? 'snmp3' : 'vsphere');
  }

  edit(id: string): void {
    const found = office.snapshot.connections.find((view) => view.connection.id === id)?.connection;
    if (found === undefined) return;
    this.group = found.kind === 'ups' ? 'ups' : 'host';
    this.isNew = false;
    this.secrets = {};
    this.result = undefined;
    this.draft = draftOf(found);
  }

  choose(kind: DraftKind): void {
    const made = newDraft(
      kind,
      office.snapshot.connections.map((view) => view.connection.id),
    );
    this.draft = this.draft === undefined ? made : { ...made, title: this.draft.title, host: this.draft.host, user: this.draft.user };
    this.secrets = {};
    this.result = undefined;
  }

  change(change: Partial<Draft>): void {
    if (this.draft === undefined) return;
    this.draft = { ...this.draft, ...change };
    if (!('pin' in change)) this.result = undefined;
  }

  close(): void {
    this.draft = undefined;
    this.secrets = {};
    this.result = undefined;
    this.isBusy = false;
  }

  private typed(draft: Draft): Secrets {
    return Object.fromEntries(
      secretsOf(draft).flatMap((part) => ((this.secrets[part] ?? '') === '' ? [] : [[part, this.secrets[part]]])),
    );
  }

  async test(): Promise<void> {
    const draft = this.draft;
    if (draft === undefined) return;
    this.isBusy = true;
    try {
      this.result = await call('connection.test', { connection: connectionOf(draft), secrets: this.typed(draft) });
    } finally {
      this.isBusy = false;
    }
  }

  /** The person has seen the certificate or host key and accepts it; then it is tested again, this time logged in. */
  async accept(pin: string): Promise<void> {
    this.change({ pin });
    await this.test();
  }

  async save(): Promise<void> {
    const draft = this.draft;
    if (draft === undefined) return;
    this.isBusy = true;
    const saved = await report(call('connection.save', connectionOf(draft)));
    let isKept = saved !== undefined;
    for (const [part, value] of Object.entries(this.typed(draft)) as [SecretPart, string][]) {
      if (!isKept) break;
      isKept = (await report(call('secret.set', { connectionId: draft.id, part, value }))) !== undefined;
    }
    this.isBusy = false;
    if (isKept) this.close();
  }
}

export const connectWork = new ConnectWork();
