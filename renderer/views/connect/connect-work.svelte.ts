import type { ConnectionTestView } from '../../../shared/ipc/table.js';
import type { Connection, SecretPart } from '../../../shared/settings/connection.js';
import { parsePlace } from '../../../shared/settings/place.js';
import { isSameReceiver } from '../../../shared/settings/receiver.js';
import { message } from '../../../shared/text/message.js';
import type { UpsDiscovery } from '../../../shared/ups/discovery.js';
import { call } from '../../platform/client.js';
import { notices, report } from '../../platform/notices.svelte.js';
import { office } from '../../state/snapshot.svelte.js';
import { changed, connectionOf, draftOf, newDraft, secretsOf, type Draft, type DraftKind } from './draft.js';

type Secrets = Partial<Record<SecretPart, string>>;

/** The connection wizard's state; secrets are held while the form is open and gone when it closes. */
class ConnectWork {
  draft = $state.raw<Draft>();
  secrets = $state<Secrets>({});
  group = $state<'ups' | 'host'>('ups');
  isNew = $state(true);
  isBusy = $state(false);
  result = $state.raw<ConnectionTestView>();
  /** A new UPS is looked for by its address; by hand its kind is chosen and every field filled in. */
  isFinding = $state(false);
  sought = $state.raw({ text: '', user: '' });
  discovery = $state.raw<UpsDiscovery>();
  /** What this workstation's own system shows, looked at when a new UPS is to be connected. */
  ofSystem = $state.raw<UpsDiscovery>();
  /** Which of what answered was chosen. */
  taken = $state<number>();
  /** What is being edited, for what the form does not show. */
  private stored = $state.raw<Connection>();
  private asked = 0;

  open(group: 'ups' | 'host'): void {
    this.group = group;
    this.isNew = true;
    this.choose(group === 'ups' ? 'snmp3' : 'vsphere');
    this.isFinding = group === 'ups';
    this.sought = { text: '', user: '' };
    this.ofSystem = undefined;
    this.forgetFound();
    if (group === 'ups') void this.lookAtSystem();
  }

  private async lookAtSystem(): Promise<void> {
    const shown = await report(call('ups.discover', { place: { text: 'localhost' }, secrets: {}, only: 'system' }));
    this.ofSystem = shown?.value;
  }

  /** Proposes what this workstation's own system shows, as if it had been looked for. */
  proposeSystem(): void {
    this.forgetFound();
    this.discovery = this.ofSystem;
    this.take(0);
  }

  seek(change: Partial<{ readonly text: string; readonly user: string }>): void {
    this.sought = { ...this.sought, ...change };
    this.forgetFound();
  }

  /** Asks main to look by every way. An answer counts only for what was asked; the one that is proposed is taken at once. */
  async find(): Promise<void> {
    this.forgetFound();
    const asked = this.asked;
    this.isBusy = true;
    const answer = await report(call('ups.discover', { place: this.sought, secrets: { ...this.secrets } }));
    if (asked !== this.asked) return;
    this.isBusy = false;
    this.discovery = answer?.value;
    if (this.discovery?.offers[0] !== undefined) this.take(0);
  }

  take(index: number): void {
    const offer = this.discovery?.offers[index];
    if (this.draft === undefined || offer === undefined) return;
    this.forgetResult();
    this.taken = index;
    const { id } = this.draft;
    const title = [offer.reading?.manufacturer, offer.reading?.model].filter(Boolean).join(' ').slice(0, 80);
    this.draft = { ...draftOf({ id, title, kind: 'ups', address: offer.address }), title };
    const { findings, presentedPin } = offer;
    this.result = { reachable: true, findings, ...(presentedPin === undefined ? {} : { presentedPin }) };
  }

  /** From looking to filling in, with what was typed. */
  byHand(): void {
    const { text, user } = this.sought;
    const place = parsePlace(text);
    const { host, port } = place.ok ? place.value : { host: text.trim(), port: undefined };
    this.isFinding = false;
    this.forgetFound();
    this.choose('snmp3');
    this.change({ host, user, ...(port === undefined ? {} : { port: String(port) }) });
  }

  private forgetFound(): void {
    this.forgetResult();
    this.discovery = undefined;
    this.taken = undefined;
  }

  edit(id: string): void {
    const found = office.snapshot.connections.find((view) => view.connection.id === id)?.connection;
    if (found === undefined || found.kind === 'workstation') return;
    this.group = found.kind === 'ups' ? 'ups' : 'host';
    this.isNew = false;
    this.isFinding = false;
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
    this.draft = changed(this.draft, { ...change, ...(isElsewhere ? { pin: '' } : {}) });
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
    this.sought = { text: '', user: '' };
    this.forgetFound();
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
    if (this.isFinding) this.forgetFound();
    else this.forgetResult();
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
