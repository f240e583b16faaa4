import type { Inventory, Vm } from '../inventory/inventory.js';
import { isCounted } from '../inventory/select.js';
import type { Connection } from '../settings/connection.js';
import { planSchema, type Plan, type PlanInput } from './plan.js';

export const templateIds = ['haCluster', 'esxiHosts', 'standaloneEsxi', 'workstation'] as const;
export type TemplateId = (typeof templateIds)[number];

/** What a template is filled with: this office, as far as it is known. */
export interface TemplateOffice {
  readonly id: string;
  readonly title: string;
  readonly ups: readonly string[];
  readonly connections: readonly Connection[];
  readonly inventory: Inventory;
  /** Titles of the steps, in the reader's language. */
  readonly words: Readonly<Record<TemplateStep, string>>;
}

export type TemplateStep =
  'check' | 'prepare' | 'others' | 'applications' | 'databases' | 'vcenter' | 'hosts' | 'machines' | 'ups' | 'workstation';

type StepInput = PlanInput['steps'][number];

/**
 * Words in names, folders and tags by which offices know what must go last: databases and domain controllers, then what uses them. A guess that a
 * person sees and can change: it only decides in which group a VM begins.
 */
const databaseWords = /sql|oracle|mongo|mariadb|datab|datenb|^(db|ora|pg|hana|redis|dc|ad|adds|ldap|dns)$/;
const applicationWords = /exchange|sharepoint|citrix|applic|anwend|^(app|apps|mail|exch|erp|crm|sap|web|www|rds|terminal)$/;

/** The words of a name: `SRV-SQL01` has srv and sql, `OfficeDb2` has office and db. */
function wordsOf(text: string): readonly string[] {
  const parts = text.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[^\p{L}]+/u);
  return parts.filter((part) => part !== '').map((part) => part.toLowerCase());
}

function isKnownBy(vm: Vm, words: RegExp): boolean {
  return [vm.name, ...vm.folder.split('/').slice(1), ...vm.tags].some((text) => wordsOf(text).some((word) => words.test(word)));
}

/** The template that fits what was found: vCenter's VM inside a cluster, several hosts, one host, or nothing but this computer. */
export function suggestTemplate(inventory: Inventory): TemplateId {
  if (inventory.vms.some((vm) => vm.vcenter) || inventory.clusters.length > 0) return 'haCluster';
  if (inventory.hosts.length > 1) return 'esxiHosts';
  return inventory.hosts.length === 1 ? 'standaloneEsxi' : 'workstation';
}

/** A plan made from a template. Groups that would be empty are left out; the last VM group takes the rest, so that nothing is forgotten. */
export function instantiateTemplate(template: TemplateId, office: TemplateOffice): Plan {
  const steps = stepsOf(template, office).map((step, index, all): StepInput => ({
    ...step,
    after: index === 0 ? [] : [all[index - 1]?.id ?? ''],
  }));
  return planSchema.parse({ version: 1, id: office.id, title: office.title, ups: [...office.ups], steps } satisfies PlanInput);
}

function stepsOf(template: TemplateId, office: TemplateOffice): readonly StepInput[] {
  const { words } = office;
  const last: StepInput[] = [
    { id: 'ups', title: words.ups, action: { kind: 'upsOutputOff' }, timeoutSeconds: 30, beyondPointOfNoReturn: true, retries: 2 },
    {
      id: 'workstation',
      title: words.workstation,
      action: { kind: 'shutdownWorkstation' },
      timeoutSeconds: 60,
      beyondPointOfNoReturn: true,
    },
  ];
  if (template === 'workstation') return last.slice(1);
  const cluster = template === 'haCluster';
  const hosts: StepInput = {
    id: 'hosts',
    title: words.hosts,
    action: { kind: 'shutdownHosts', maintenance: cluster },
    timeoutSeconds: 240,
    onTimeout: 'force',
    beyondPointOfNoReturn: true,
    // vSAN: a host that leaves must not take the last copy of another's data with it.
    ...(office.inventory.clusters.some((one) => one.vsan) ? { parallel: 1 } : {}),
  };
  const machines: StepInput[] = office.connections.some((connection) => connection.kind === 'ssh')
    ? [
        {
          id: 'machines',
          title: words.machines,
          action: { kind: 'shutdownMachines' },
          select: { rest: true },
          timeoutSeconds: 180,
          beyondPointOfNoReturn: true,
        },
      ]
    : [];
  return [
    { id: 'check', title: words.check, action: { kind: 'check' }, timeoutSeconds: 30 },
    ...(cluster ? [{ id: 'prepare', title: words.prepare, action: { kind: 'prepareCluster' as const }, timeoutSeconds: 60 }] : []),
    ...vmGroups(office),
    ...(cluster
      ? [
          {
            id: 'vcenter',
            title: words.vcenter,
            action: { kind: 'shutdownVcenter' as const },
            timeoutSeconds: 300,
            onTimeout: 'force' as const,
          },
        ]
      : []),
    hosts,
    ...machines,
    ...last,
  ];
}

function vmGroups(office: TemplateOffice): readonly StepInput[] {
  const vms = office.inventory.vms.filter((vm) => isCounted(vm) && !vm.vcenter);
  const isDatabase = (vm: Vm) => isKnownBy(vm, databaseWords);
  const isApplication = (vm: Vm) => !isDatabase(vm) && isKnownBy(vm, applicationWords);
  const databases = vms.filter(isDatabase).map((vm) => vm.name);
  const applications = vms.filter(isApplication).map((vm) => vm.name);
  const group = (id: TemplateStep, select: NonNullable<StepInput['select']>, timeoutSeconds: number): StepInput => ({
    id,
    title: office.words[id],
    action: { kind: 'shutdownVms' },
    select,
    timeoutSeconds,
    onTimeout: 'force',
  });
  return [
    group('others', { rest: true }, 120),
    ...(applications.length === 0 ? [] : [group('applications', { names: applications }, 180)]),
    ...(databases.length === 0 ? [] : [group('databases', { names: databases }, 300)]),
  ];
}
