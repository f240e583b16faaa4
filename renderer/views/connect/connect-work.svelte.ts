import type { ConnectionTestView } from '../../../shared/ipc/table.js';
import type { Connection, SecretPart } from '../../../shared/settings/connection.js';
import { isSameReceiver } from '../../../shared/settings/receiver.js';
import { message } from '../../../shared/text/message.js';
import { call } from '../../platform/client.js';
import { notices, report } from '../../platform/notices.svelte.js';
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
  /** What is being edited, for what the form does not show. */
  private stored = $state.raw<Connection>();
  private asked = 0;

  open(group: 'ups' | 'host'): void {
    this.group = group;
    this.isNew = true;
    this.choose(group === 'ups' ? 'snmp3' : 'vsphere');
  }

  edit(id: string): void {
    const found = office.snapshot.connections.find((view) => view.connection.id === id)?.connection;
    if (found === undefined || found.kind === 'workstation') return;
    this.group = found.kind === 'ups' ? 'ups' : 'host';
    this.isNew = false;
    this.secrets = {};
    this.forgetResult();
    this.stored = found;
    this.draft = draftOf(found);
  }

  choose(kind: DraftKind): void {
    const made = newDraft(
      kind,
      office.snapshot.connections.map((view) => view.connection.id),
    );
    this.draft = this.draft === undefined ? made : { ...made, title: this.draft.title, host: this.draft.host, user: this.draft.user };
    this.secrets = {};
    this.stored = undefined;
    this.forgetResult();
  }

  change(change: Partial<Draft>): void {
    if (this.draft === undefined) return;
    // What somebody presented is no proof of somebody else.
    const isElsewhere = 'host' in change || 'port' in change;
    this.draft = { ...this.draft, ...change, ...(isElsewhere ? { pin: '' } : {}) };
    this.forgetResult();
  }

  /** Parts that are kept for what the form says now: those of another address, user or encryption are not used for it. */
  keptParts(): readonly string[] {
    const { draft, stored } = this;
    if (draft === undefined || stored === undefined || !isSameReceiver(connectionOf(draft, stored), stored)) return [];
    return office.snapshot.connections.find((view) => view.connection.id === stored.id)?.secrets ?? [];
  }

  close(): void {
    this.draft = undefined;
    this.stored = undefined;
    this.secrets = {};
    this.forgetResult();
  }

  private typed(draft: Draft): Secrets {
    return Object.fromEntries(secretsOf(draft).flatMap((part) => ((this.secrets[part] ?? '') === '' ? [] : [[part, this.secrets[part]]])));
  }

  /** An answer counts only for the form as it was asked: a late one might show another machine's certificate beside this one's name. */
  async test(): Promise<void> {
    const draft = this.draft;
    if (draft === undefined) return;
    const asked = (this.asked += 1);
    this.isBusy = true;
    this.result = undefined;
    try {
      const answer = await call('connection.test', { connection: connectionOf(draft, this.stored), secrets: this.typed(draft) });
      if (asked === this.asked) this.result = answer;
    } catch (cause) {
      if (asked === this.asked)
        notices.tell('error', message('connect.test.failed', { reason: cause instanceof Error ? cause.message : String(cause) }));
    } finally {
      if (asked === this.asked) this.isBusy = false;
    }
  }

  typeSecret(part: SecretPart, value: string): void {
    this.secrets[part] = value;
    this.forgetResult();
  }

  private forgetResult(): void {
    this.asked += 1;
    this.isBusy = false;
    this.result = undefined;
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
    const saved = await report(call('connection.save', connectionOf(draft, this.stored)));
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
