let polite = $state('');
let assertive = $state('');

/** Tells a screen reader. `assertive` interrupts: only for what cannot wait, such as a shutdown that is about to start. */
export function announce(text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  // The same words twice would not be read again: a no-break space at the end makes them different.
  if (urgency === 'assertive') assertive = text === assertive ? `${text}\u00a0` : text;
  else polite = text === polite ? `${text}\u00a0` : text;
}

export const announced = {
  get polite(): string {
    return polite;
  },
  get assertive(): string {
    return assertive;
  },
};
