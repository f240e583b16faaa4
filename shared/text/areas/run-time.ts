import type { Sentences } from '../sentences.js';

/** The time left of a run against the battery. */
export const runTimeText = {
  'runTime.title': ['Time left against the battery', 'Restzeit gegen die Batterie'],
  'runTime.fits': [
    'Needs {needed, duration} more, the battery lasts {battery, duration}: {spare, duration} to spare.',
    'Braucht noch {needed, duration}, die Batterie hält {battery, duration}: {spare, duration} Reserve.',
  ],
  'runTime.short': [
    'Needs {needed, duration} more, but the battery lasts {battery, duration}: {spare, duration} too little.',
    'Braucht noch {needed, duration}, aber die Batterie hält {battery, duration}: {spare, duration} zu wenig.',
  ],
  'runTime.unknown': [
    'Needs {needed, duration} more. How long the battery lasts is unknown.',
    'Braucht noch {needed, duration}. Wie lange die Batterie hält, ist unbekannt.',
  ],
  'runTime.onMains': [
    'Mains is there: the battery would last that long if it failed now.',
    'Das Netz ist da: So lange hielte die Batterie, wenn es jetzt ausfiele.',
  ],
  'runTime.needed': ['still needed', 'noch gebraucht'],
  'runTime.neededToNoReturn': ['to the point of no return', 'bis zum Punkt ohne Wiederkehr'],
  'runTime.neededBeyond': ['beyond it', 'danach'],
  'runTime.spare': ['to spare', 'Reserve'],
  'runTime.tooLittle': ['too little', 'zu wenig'],
  'runTime.empty': ['battery empty in', 'Batterie leer in'],
} as const satisfies Sentences;
