export interface Question {
  readonly title: string;
  readonly body: string;
  /** The verb on the button that does it. */
  readonly verb: string;
  readonly danger?: boolean;
}

interface Asked {
  readonly question: Question;
  readonly answer: (yes: boolean) => void;
}

let asked: Asked | undefined = $state.raw();

/** Asks a person; Cancel is the default. One question at a time: a second one answers the first with no. */
export function ask(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => {
    asked = {
      question,
      answer: (yes) => {
        asked = undefined;
        resolve(yes);
      },
    };
  });
}

export function openQuestion(): Asked | undefined {
  return asked;
}
