export interface Question {
  readonly title: string;
  readonly body: string;
  /** The verb on the button that does it. */
  readonly verb: string;
  /** A second way out beside Cancel, with its own verb. */
  readonly other?: string;
  readonly danger?: boolean;
}

export type Answer = 'verb' | 'other' | 'cancel';

interface Asked {
  /** Said anew when the language changes while it stands open. */
  readonly question: () => Question;
  readonly answer: (answer: Answer) => void;
}

let asked: Asked | undefined = $state.raw();

/** Asks a person; Cancel is the default. One question at a time: a second one cancels the first. */
export function choose(question: () => Question): Promise<Answer> {
  asked?.answer('cancel');
  return new Promise((resolve) => {
    asked = {
      question,
      answer: (answer) => {
        asked = undefined;
        resolve(answer);
      },
    };
  });
}

/** Whether a person said yes. */
export async function ask(question: () => Omit<Question, 'other'>): Promise<boolean> {
  return (await choose(question)) === 'verb';
}

export function openQuestion(): Asked | undefined {
  return asked;
}
