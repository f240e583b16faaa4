import { fault, type Fault } from './answer.js';
import type { ManagedObject } from './managed-object.js';
import { boolean, dateTime, enumeration, object, polymorphic, reference, string, type Reference } from './values.js';

export interface Task {
  readonly id: string;
  readonly name: string;
  readonly entity: Reference;
  readonly queuedAt: Date;
  state: 'running' | 'success' | 'error';
  error?: Fault;
  completedAt?: Date;
}

const kept = 200;

/** Tasks of one endpoint; a restart forgets them. */
export class Tasks {
  readonly #tasks = new Map<string, Task>();
  #last = 0;

  constructor(
    readonly prefix: string,
    readonly now: () => Date,
    readonly changed: () => void,
  ) {}

  /** `run` starts the work; it is given what to call at the end, with a fault if it failed. */
  start(name: string, entity: Reference, run: (end: (error?: Fault) => void) => void): Reference {
    this.#last += 1;
    const task: Task = { id: `${this.prefix}${this.#last}`, name, entity, queuedAt: this.now(), state: 'running' };
    this.#tasks.set(task.id, task);
    this.#tasks.delete(`${this.prefix}${this.#last - kept}`);
    run((error) => {
      if (task.state !== 'running') return;
      task.state = error === undefined ? 'success' : 'error';
      if (error !== undefined) task.error = error;
      task.completedAt = this.now();
      this.changed();
    });
    return reference('Task', task.id);
  }

  cancel(id: string): boolean {
    const task = this.#tasks.get(id);
    if (task?.state !== 'running') return false;
    task.state = 'error';
    task.error = fault('RequestCanceled');
    task.completedAt = this.now();
    this.changed();
    return true;
  }

  forget(): void {
    this.#tasks.clear();
  }

  objectOf(id: string): ManagedObject | undefined {
    const task = this.#tasks.get(id);
    return task === undefined ? undefined : { type: 'Task', id, properties: () => ({ info: taskInfo(task) }) };
  }

  objects(): readonly ManagedObject[] {
    return [...this.#tasks.keys()].flatMap((id) => this.objectOf(id) ?? []);
  }
}

function taskInfo(task: Task) {
  const error =
    task.error === undefined
      ? undefined
      : object('LocalizedMethodFault', {
          fault: polymorphic(task.error.type, task.error.fields),
          localizedMessage: string(task.error.message),
        });
  return object('TaskInfo', {
    key: string(task.id),
    task: reference('Task', task.id),
    name: string(task.name),
    descriptionId: string(`${task.entity.type}.${task.name.replace(/_Task$/, '')}`),
    entity: task.entity,
    state: enumeration('TaskInfoState', task.state),
    cancelled: boolean(task.error?.type === 'RequestCanceled'),
    cancelable: boolean(task.name === 'EnterMaintenanceMode_Task'),
    error,
    queueTime: dateTime(task.queuedAt),
    startTime: dateTime(task.queuedAt),
    completeTime: task.completedAt === undefined ? undefined : dateTime(task.completedAt),
  });
}
