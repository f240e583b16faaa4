import { failed, done, type Result } from '../result.js';
import { message } from '../text/message.js';

/** Where something may be found, before it is known how it is spoken to. */
export interface Place {
  /** Name or IP address, IPv6 without brackets. */
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
}

const pattern =
  /^(?:https?:\/\/)?(?:([^@/\s]+)@)?(\[[0-9a-f:.%]+\]|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.%]*|[^:/?#@\s[\]]+)(?::(\d{1,5}))?(?:\/\S*)?$/i;

/**
 * `HOST`, `HOST:PORT`, `USER@HOST`, and the address of a card's web page as it is copied from a browser, whose port says nothing and is left out.
 * Errors: `address/unreadable`, `address/password`, `address/value`.
 */
export function parsePlace(text: string): Result<Place> {
  const trimmed = text.trim();
  const [, user, hostText = '', portText] = pattern.exec(trimmed) ?? [];
  const host = hostText.replace(/^\[|\]$/g, '');
  // What may be a password is not repeated.
  if (host === '') return failed('address/unreadable', message('discovery.place', { given: trimmed.replace(/^.*@/, '…@').slice(0, 80) }));
  if (user?.includes(':') === true) return failed('address/password', message('core.address.password'));
  const port = portText === undefined || /^https?:/i.test(trimmed) ? undefined : Number(portText);
  if (port !== undefined && (port < 1 || port > 65_535)) return failed('address/value', message('core.address.port', { given: port }));
  return done({ host, ...(port === undefined ? {} : { port }), ...(user === undefined ? {} : { user }) });
}
