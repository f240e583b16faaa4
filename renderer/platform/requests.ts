/** What one view may ask of another without importing it. Arguments are ids. */
export interface Requests {
  /** Opens the form of a stored connection. */
  'connection.edit': string;
}

const answering = new Map<keyof Requests, (argument: string) => void>();

/** Says who answers a request; once per request, from a view's `register.ts`. */
export function answerRequest<R extends keyof Requests>(name: R, answer: (argument: Requests[R]) => void): void {
  answering.set(name, answer);
}

/** Gives back whether somebody answered. */
export function request<R extends keyof Requests>(name: R, argument: Requests[R]): boolean {
  const answer = answering.get(name);
  answer?.(argument);
  return answer !== undefined;
}

export function isAnswered(name: keyof Requests): boolean {
  return answering.has(name);
}
