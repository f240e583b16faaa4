import { argus } from './argus.js';
import { bestpower } from './bestpower.js';
import { cpqpower } from './cpqpower.js';
import { cps } from './cps.js';
import { dell } from './dell.js';
import { delta, delta5 } from './delta.js';
import { emerson } from './emerson.js';
import { eppc } from './eppc.js';
import { extend, extendNut } from './extend.js';
import { huawei } from './huawei.js';
import { abb, orvaldi, powerAlert } from './identities.js';
import { liebert } from './liebert.js';
import { mge } from './mge.js';
import type { MibTable } from './mib-table.js';
import { powernet } from './powernet.js';
import { rfc1628 } from './rfc1628.js';
import { riello, sinetica, usha } from './rfc1628-relatives.js';
import { netvision, socomec } from './socomec.js';
import { telecom } from './telecom.js';
import { tripplite } from './tripplite.js';
import { vertiv } from './vertiv.js';
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
  huawei,
  delta,
  delta5,
  tripplite,
  socomec,
  netvision,
  dell,
  xppc,
  liebert,
  vertiv,
  usha,
  sinetica,
  riello,
  eppc,
  telecom,
  bestpower,
  argus,
  emerson,
  abb,
  orvaldi,
  powerAlert,
  extend,
  extendNut,
  rfc1628,
];
