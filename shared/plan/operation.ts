/**
 * One thing that the run makes true, compiled from a step and the inventory. "Ensure": look, act only if needed, watch until it is
 * so. Everything the performer needs after a crash, and after vCenter is gone, is in here and therefore in the journal.
 */
export type OperationKind =
  | 'checkOffice'
  | 'prepareCluster'
  | 'restoreCluster'
  | 'ensureVmOff'
  | 'ensureVmOn'
  | 'ensureHostOff'
  | 'ensureHostOn'
  | 'ensureMachineOff'
  | 'ensureMachineOn'
  | 'upsOutputOff'
  | 'upsOutputAbort'
  | 'workstationOff';

export type TargetKind = 'office' | 'cluster' | 'vm' | 'host' | 'machine' | 'ups' | 'workstation';

export interface Target {
  readonly kind: TargetKind;
  /** Unique within the run: `vm:vcenter/vm-12`. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  /** Connection id of the endpoint that manages it. */
  readonly endpoint: string;
  readonly uuid?: string;
  /** For a VM the host it runs on (target key); for a host its cluster. */
  readonly parent?: string;
  /** Connection id to use once the endpoint is gone. */
  readonly direct?: string;
}

export interface Operation {
  /** `<stepId>/<kind>/<target key>`; unique within the run. */
  readonly id: string;
  readonly stepId: string;
  readonly kind: OperationKind;
  readonly target: Target;
  readonly timeoutSeconds: number;
  readonly onTimeout: 'force' | 'continue' | 'stop';
  readonly retries: number;
  /** Supply groups (feeds.ts) that it belongs to or serves; absent when the plan has no feeds, then everything goes down together. */
  readonly feeds?: readonly string[];
  /** VM: how to stop it. `guest` needs VMware Tools. */
  readonly method?: 'guest' | 'powerOff' | 'suspend';
  /** Host: enter maintenance mode first. */
  readonly maintenance?: boolean;
  /** Host: it was in maintenance mode before the run, and is left in it. */
  readonly staysInMaintenance?: boolean;
  /** Host of a vSAN cluster: maintenance without moving data. */
  readonly vsan?: boolean;
  /** UPS: delay the device is told, and whether it returns with mains. */
  readonly delaySeconds?: number;
  readonly returnWithMains?: boolean;
  /** UPS: titles of hypervisors of which nothing was ever heard; it is not told while there is one. */
  readonly unheard?: readonly string[];
  /** Machine: it was silent already when the run began, so that only one that was told counts as stopped by us. */
  readonly wasSilent?: boolean;
  /** restoreCluster: what prepareCluster found. */
  readonly earlier?: ClusterSettings;
  /** Restore: it was told to stop and never seen off, so it may still go down: watch before calling it on. */
  readonly toldToStop?: boolean;
  /** This VM holds vCenter: it is found, stopped and started through its host, since vCenter goes with it. */
  readonly vcenter?: boolean;
}

/** Cluster settings as found before a run changed them. */
export interface ClusterSettings {
  readonly haEnabled: boolean;
  readonly haHostMonitoring: 'enabled' | 'disabled';
  readonly drsEnabled: boolean;
  readonly drsBehavior: 'manual' | 'partiallyAutomated' | 'fullyAutomated';
}

/** How an operation ended. `acted: false` means that it was so already. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly acted: boolean;
      readonly seconds: number;
      readonly delaySeconds?: number;
      /** What the report has to say of it although it is done. */
      readonly remark?: import('../text/message.js').Message;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly message: import('../text/message.js').Message; readonly retryable: boolean };
