import { argus } from './argus.js';
import { bestpower } from './bestpower.js';
import { cpqpower } from './cpqpower.js';
import { cps } from './cps.js';
import { dell } from './dell.js';
import { delta, delta5 } from './delta.js';
import { emerson, ita2 } from './emerson.js';
import { eppc } from './eppc.js';
import { extend, extendNut } from './extend.js';
import { gamatronic } from './gamatronic.js';
import { huawei } from './huawei.js';
import { abb, cpqDevice, orvaldi, powerAlert } from './identities.js';
import { liebert } from './liebert.js';
import { liebertUps } from './liebert-ups.js';
import { mge } from './mge.js';
import type { MibTable } from './mib-table.js';
import { powernet } from './powernet.js';
import { rfc1628 } from './rfc1628.js';
import { ge, riello, sinetica, usha } from './rfc1628-relatives.js';
import { netvision, socomec } from './socomec.js';
import { synology } from './synology.js';
import { telecom } from './telecom.js';
import { tripplite } from './tripplite.js';
import { vertiv } from './vertiv.js';
import { voltronic } from './voltronic.js';
import { xppc } from './xppc.js';
import { pxgx, xups } from './xups.js';

/** Every MIB that Sundown reads, best first: makers' own before the standard one, which most of them speak as well. */
export const mibTables: readonly MibTable[] = [
  powernet,
  cps,
  pxgx,
  xups,
  mge,
  cpqpower,
  cpqDevice,
  huawei,
  delta,
  delta5,
  tripplite,
  socomec,
  netvision,
  dell,
  xppc,
  liebert,
  liebertUps,
  vertiv,
  usha,
  sinetica,
  riello,
  ge,
  eppc,
  voltronic,
  telecom,
  bestpower,
  argus,
  emerson,
  ita2,
  gamatronic,
  abb,
  orvaldi,
  powerAlert,
  extend,
  extendNut,
  synology,
  rfc1628,
];
