import type { Sentences } from '../sentences.js';

/** What Sundown does about each state of a UPS, and how the runtime that counts came about. */
export const judgementText = {
  'judgement.title': ['What Sundown makes of it', 'Was Sundown daraus macht'],
  'judgement.fresh': ['Its readings count.', 'Ihre Messwerte zählen.'],
  'judgement.stale': [
    'The last reading still counts; it is asked again at once.',
    'Der letzte Messwert zählt noch; sie wird sofort wieder gefragt.',
  ],
  'judgement.lost': [
    'Never a reason to shut down on mains. On battery the countdown goes on from the last good reading.',
    'Am Netz nie ein Grund zum Herunterfahren. Auf Batterie läuft der Countdown vom letzten guten Messwert weiter.',
  ],
  'judgement.neverSeen': ['Nothing is decided before it has answered.', 'Bevor sie geantwortet hat, wird nichts entschieden.'],
  'judgement.mains': ['Nothing is shut down.', 'Nichts wird heruntergefahren.'],
  'judgement.battery': [
    'The time counts by Sundown’s own clock, and the triggers of the plan are watched.',
    'Die Zeit zählt nach Sundowns eigener Uhr, und die Auslöser des Plans werden überwacht.',
  ],
  'judgement.bypass': ['Told, and never taken for “on battery”.', 'Wird gemeldet und nie als „auf Batterie“ gewertet.'],
  'judgement.off': ['Told, and never taken for “on battery”.', 'Wird gemeldet und nie als „auf Batterie“ gewertet.'],
  'judgement.confirming': [
    'Nobody is alarmed until it has lasted for some seconds and was read more than once.',
    'Alarmiert wird erst, wenn es einige Sekunden anhält und mehr als einmal gelesen wurde.',
  ],
  'judgement.returning': [
    'Nothing fires meanwhile. If power goes again soon, it is the same outage and its time adds up.',
    'Solange löst nichts aus. Geht der Strom bald wieder weg, ist es derselbe Ausfall, und seine Zeit zählt zusammen.',
  ],
  'judgement.contradictory': [
    'The worse reading counts, but a good input voltage always speaks for mains.',
    'Der schlechtere Messwert zählt, doch eine gute Eingangsspannung spricht immer für das Netz.',
  ],
  'judgement.disagreeing': [
    'The finer value is shown, the worse one decides; never a reason to shut down by itself.',
    'Der genauere Wert wird gezeigt, der schlechtere entscheidet; für sich nie ein Grund zum Herunterfahren.',
  ],
  'judgement.selfTest': [
    'Believed for five minutes at most: no trigger by time, but a low battery still counts.',
    'Wird höchstens fünf Minuten geglaubt: kein Auslöser nach Zeit, doch eine schwache Batterie zählt.',
  ],
  'judgement.calibrating': [
    'Believed for a limited time and not when the input voltage is gone; a low battery still counts.',
    'Wird eine begrenzte Zeit geglaubt, und nicht, wenn die Eingangsspannung fehlt; eine schwache Batterie zählt.',
  ],
  'judgement.runtimeJumps': [
    'The lower claim counts for a minute, less a fifth.',
    'Eine Minute lang zählt die kleinere Angabe, um ein Fünftel gekürzt.',
  ],
  'judgement.batteryOld': ['The runtime it claims counts for less.', 'Die angegebene Laufzeit zählt weniger.'],
  'judgement.overload': [
    'Told. The output may fail without warning when mains does, so the verdict is doubted.',
    'Wird gemeldet. Bei Netzausfall kann der Ausgang ohne Warnung wegbleiben, darum ist das Urteil zweifelhaft.',
  ],
  'judgement.overTemperature': ['Told. The runtime it claims counts for less.', 'Wird gemeldet. Die angegebene Laufzeit zählt weniger.'],
  'judgement.selfTestFailed': ['Told. Half of the runtime it claims counts.', 'Wird gemeldet. Die Hälfte der angegebenen Laufzeit zählt.'],

  'runtime.title': ['How long it lasts', 'Wie lange sie hält'],
  'runtime.claim': ['The UPS claims', 'Die USV nennt'],
  'runtime.own': ['Sundown estimates', 'Sundown schätzt'],
  'runtime.counts': ['What counts', 'Es zählt'],
  'runtime.own.none': ['no discharge seen yet', 'noch keine Entladung gesehen'],
  'runtime.own.thisDischarge': [
    '{seconds, duration}, from this discharge ({percent, number} % seen)',
    '{seconds, duration}, aus dieser Entladung ({percent, number} % gesehen)',
  ],
  'runtime.own.earlierDischarges': [
    '{seconds, duration}, from earlier discharges ({percent, number} % seen)',
    '{seconds, duration}, aus früheren Entladungen ({percent, number} % gesehen)',
  ],
  'runtime.basis.device': ['{seconds, duration}, the claim', '{seconds, duration}, die Angabe der USV'],
  'runtime.basis.device.lowered': [
    '{seconds, duration}, the claim less what speaks against it',
    '{seconds, duration}, die Angabe der USV, gekürzt um das, was dagegen spricht',
  ],
  'runtime.basis.model': [
    '{seconds, duration}, Sundown’s estimate: it is the lower one',
    '{seconds, duration}, Sundowns Schätzung: Sie ist der kleinere Wert',
  ],
  'runtime.basis.earlier': [
    '{seconds, duration}, Sundown’s estimate: it is the lower one',
    '{seconds, duration}, Sundowns Schätzung: Sie ist der kleinere Wert',
  ],
  'runtime.basis.decayed': [
    '{seconds, duration}, counted down from the last credible reading',
    '{seconds, duration}, vom letzten glaubhaften Messwert heruntergezählt',
  ],
  'runtime.against': ['What speaks against the claim', 'Was gegen die Angabe spricht'],
  'runtime.reason.selfTestFailed': ['The battery failed its last self-test.', 'Die Batterie hat den letzten Selbsttest nicht bestanden.'],
  'runtime.reason.batteryFault': ['The UPS reports a fault of its battery.', 'Die USV meldet einen Fehler ihrer Batterie.'],
  'runtime.reason.replaceBattery': ['The UPS asks for a new battery.', 'Die USV verlangt eine neue Batterie.'],
  'runtime.reason.batteryAged': ['The battery is {years, number} years old.', 'Die Batterie ist {years, number} Jahre alt.'],
  'runtime.reason.overTemperature': ['The UPS is too hot.', 'Die USV ist zu heiß.'],
  'runtime.reason.claimJumps': ['The claim jumped within the last minute.', 'Die Angabe ist in der letzten Minute gesprungen.'],
  'runtime.reason.claimOfSystem': [
    'The operating system tells it: it leaves out the battery’s age and failed tests, and may estimate the time itself.',
    'Das Betriebssystem nennt sie: Es verschweigt Alter und misslungene Tests der Batterie und schätzt die Zeit womöglich selbst.',
  ],
  'runtime.reason.claimStands': [
    'The claim does not change although the battery runs: it is counted down from its first time.',
    'Die Angabe ändert sich nicht, obwohl die Batterie läuft: Sie wird ab dem ersten Mal heruntergezählt.',
  ],
  'runtime.reason.gaugeStands': [
    'The charge stands still while the battery’s voltage falls away.',
    'Die Ladung steht still, während die Batteriespannung abfällt.',
  ],
  'runtime.factor': ['{percent, number} % of the claim counts.', '{percent, number} % der Angabe zählen.'],
  'runtime.discharges': ['Discharges seen', 'Gesehene Entladungen'],
  'runtime.discharges.none': [
    'None yet. The next outage that takes 5 % of the charge is remembered and counts from then on.',
    'Noch keine. Der nächste Ausfall, der 5 % der Ladung kostet, wird gemerkt und zählt von da an.',
  ],
  'runtime.discharge': ['{from, percent} → {to, percent} in {seconds, duration}', '{from, percent} → {to, percent} in {seconds, duration}'],
  'runtime.discharge.load': [
    '{from, percent} → {to, percent} in {seconds, duration} at {load, percent} load',
    '{from, percent} → {to, percent} in {seconds, duration} bei {load, percent} Last',
  ],
  'runtime.verdict.basis.model': [
    'The battery’s time is Sundown’s own estimate; the UPS claims {claimed, duration}.',
    'Die Batteriezeit ist Sundowns eigene Schätzung; die USV nennt {claimed, duration}.',
  ],
  'runtime.verdict.basis.unclaimed': [
    'The battery’s time is Sundown’s own estimate; the UPS claims none.',
    'Die Batteriezeit ist Sundowns eigene Schätzung; die USV nennt keine.',
  ],
  'runtime.verdict.basis.decayed': [
    'The battery’s time is counted down from the last credible reading.',
    'Die Batteriezeit ist vom letzten glaubhaften Messwert heruntergezählt.',
  ],
  'runtime.verdict.basis.lowered': [
    'The UPS claims {claimed, duration}; {percent, number} % of it counts.',
    'Die USV nennt {claimed, duration}; davon zählen {percent, number} %.',
  ],
} as const satisfies Sentences;
