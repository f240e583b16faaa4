import { app, type BrowserWindow } from 'electron';
import type { EngineChannel } from '../core/engine-port.js';
import type { IpcArgs, IpcChannel, IpcResult, WindowBoot } from '../../shared/ipc/table.js';
import { failed, type Result } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
import type { Question } from './ask-person.js';
import { confirmationFor } from './confirmation.js';
import { openExternal } from './external-links.js';
import type { Answer } from './ipc-door.js';
import type { Look } from './look.js';
import type { OfficeSwitch } from './office-switch.js';
import { saveReport } from './report-saver.js';
import type { ShellMemory } from './shell-memory.js';
import type { StartupTimes } from './startup-times.js';

export interface AnswerSources {
  readonly office: OfficeSwitch;
  readonly memory: ShellMemory;
  readonly times: StartupTimes;
  readonly look: () => Look;
  readonly window: () => BrowserWindow | undefined;
  /** Asks the person; one question at a time, a second one meanwhile is declined. */
  readonly confirm: (question: Question) => Promise<boolean>;
  readonly pageListens: () => void;
  readonly runCommand: (id: string) => Promise<Result<undefined>>;
}

type OneAnswer<C extends IpcChannel> = (args: IpcArgs<C>) => IpcResult<C> | Promise<IpcResult<C>>;
type Answers = { readonly [C in IpcChannel]?: OneAnswer<C> };

function platform(): WindowBoot['platform'] {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}

/** What the shell answers itself. */
function own(sources: AnswerSources): Answers {
  const { office, memory, times, look, window } = sources;
  return {
    'app.boot': () => ({ ...look(), platform: platform(), layout: memory.value.layout, packaged: app.isPackaged }),
    'app.snapshot': () => {
      times.mark('interactive');
      sources.pageListens();
      return office.shown.snapshot();
    },
    'app.saveLayout': (layout) => memory.update({ layout }),
    'app.openExternal': (id) => openExternal(id),
    'app.startupTimes': () => ({ ...times.values() }),
    'command.run': ({ id }) => sources.runCommand(id),
    'report.save': async (what) => {
      const report = await office.shown.reportText(what);
      return report.ok ? saveReport(report.value, window(), look().locale) : report;
    },
  };
}

/** Answers every channel: the shell's own here, the rest by the office, after a person confirmed what cannot be taken back. */
export function answerFrom(sources: AnswerSources): Answer {
  const answers = own(sources);
  return async <C extends IpcChannel>(channel: C, args: IpcArgs<C>): Promise<IpcResult<C>> => {
    const answer: OneAnswer<C> | undefined = answers[channel];
    if (answer !== undefined) return answer(args);
    const { office } = sources;
    const engine = office.shown;
    const question = confirmationFor(channel, args, engine.snapshot());
    if (question !== undefined) {
      if (!(await sources.confirm(question))) return failed('confirm/declined', message('shell.confirm.declined')) as IpcResult<C>;
      // While the question stood, the practice office may have given way to the real one, which it did not speak of.
      if (office.shown !== engine) return failed('run/otherOffice', message('shell.confirm.otherOffice')) as IpcResult<C>;
    }
    return office.call(channel as C & EngineChannel, args as IpcArgs<C & EngineChannel>);
  };
}
