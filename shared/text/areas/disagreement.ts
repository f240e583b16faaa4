import type { Sentences } from '../sentences.js';

/** Sources within one UPS that contradict each other, and what a three-phase one says phase by phase. */
export const disagreementText = {
  'policy.doubt.disagreeing': ['It tells the same thing differently in two places', 'Sie nennt dasselbe an zwei Stellen verschieden'],
  'policy.notice.disagreeing': ['{ups} tells the same thing differently in two places', '{ups} nennt dasselbe an zwei Stellen verschieden'],
  'policy.notice.disagreeing.body': [
    'Its MIBs contradict each other; the view of the UPS shows how. The finer value is shown, and of what it says about the power the worse counts. Nothing is triggered by it on mains.',
    'Ihre MIBs widersprechen sich; die Ansicht der USV zeigt, worin. Gezeigt wird der feinere Wert, und von dem, was sie über den Strom sagt, gilt das Schlechtere. Am Netz wird dadurch nichts ausgelöst.',
  ],
  'policy.notice.doubtGone.disagreeing': ['What {ups} tells agrees again', 'Was {ups} nennt, stimmt wieder überein'],
  'views.overview.doubt.disagreeing': ['Its sources disagree', 'Ihre Angaben weichen ab'],
  'desk.ups.disagreements': ['Told differently', 'Verschieden genannt'],
  'desk.ups.disagreement': ['{field}: {said}', '{field}: {said}'],
  'desk.ups.disagreement.power': ['Power', 'Strom'],
  'desk.ups.phases': ['Phases', 'Phasen'],
  'desk.ups.phase': ['L{phase}', 'L{phase}'],
  'desk.ups.batteryDate': ['Battery of', 'Batterie von'],
} as const satisfies Sentences;
