import type { Sentences } from '../sentences.js';

/** What is said when a file of Sundown's own cannot be read or written. */
export const recordsText = {
  'records.journal.broken': [
    'The journal was damaged. It was kept as {keptAs}, and a new one was begun. A shutdown that it told of is not taken up: look at the office.',
    'Das Journal war beschädigt. Es wurde als {keptAs} aufgehoben und ein neues begonnen. Ein Herunterfahren, von dem es erzählte, wird nicht fortgesetzt: Sehen Sie nach dem Büro.',
  ],
  'records.history.broken': [
    'The history was damaged. It was kept as {keptAs}, and a new one was begun: forecasts count whole limits again until durations are learned anew.',
    'Der Verlauf war beschädigt. Er wurde als {keptAs} aufgehoben und ein neuer begonnen: Vorhersagen rechnen wieder mit ganzen Fristen, bis Dauern neu gelernt sind.',
  ],
  'records.journal.unusable': [
    'The journal {path} cannot be written ({reason}). Sundown watches and acts all the same, but after a restart it would not know of it: nothing would be taken up or started again. Make room on the disk or give the user of Sundown the right to write there, and start it again.',
    'Das Journal {path} lässt sich nicht schreiben ({reason}). Sundown wacht und handelt trotzdem, wüsste nach einem Neustart aber nichts davon: Nichts würde fortgesetzt oder wieder gestartet. Schaffen Sie Platz oder geben Sie dem Benutzer von Sundown dort Schreibrecht, und starten Sie neu.',
  ],
  'records.history.unusable': [
    'The history {path} cannot be written ({reason}). Sundown goes on without what it learned, and keeps no readings and events beyond this session.',
    'Der Verlauf {path} lässt sich nicht schreiben ({reason}). Sundown arbeitet ohne Gelerntes weiter und behält Messungen und Ereignisse nur für diese Sitzung.',
  ],
  'records.claim.unknown': [
    'Whether another Sundown acts on this folder cannot be found out ({reason}). This one acts: what is done twice does no harm.',
    'Ob ein anderes Sundown mit diesem Ordner handelt, lässt sich nicht feststellen ({reason}). Dieses handelt: Doppelt Getanes schadet nicht.',
  ],
  'records.journal.unreadable': [
    'The journal cannot be read ({detail}). If it tells of an unfinished shutdown, that is not taken up, and what it stopped is not started by itself: look at the office.',
    'Das Journal lässt sich nicht lesen ({detail}). Erzählt es von einem unvollendeten Herunterfahren, wird es nicht fortgesetzt, und was es gestoppt hat, startet nicht von selbst: Sehen Sie nach dem Büro.',
  ],
  'records.settings.kept': [
    '{file} cannot be read any more ({reason}). The file was left as it is, and what was read before stays in force until Sundown ends.',
    '{file} ist nicht mehr lesbar ({reason}). Die Datei blieb, wie sie ist, und was zuvor gelesen wurde, gilt weiter, bis Sundown endet.',
  ],
  'records.settings.gone': [
    '{file} is gone. What was read before stays in force until Sundown ends.',
    '{file} ist weg. Was zuvor gelesen wurde, gilt weiter, bis Sundown endet.',
  ],
  'records.settings.notFollowed': [
    'Changes in {folder} are not noticed while Sundown runs ({reason}). Start it again after a change.',
    'Änderungen in {folder} werden im Betrieb nicht bemerkt ({reason}). Starten Sie Sundown nach einer Änderung neu.',
  ],
  'records.plan.kept': [
    'The active plan {title} cannot be read any more. As it was read before it stays in force until Sundown ends.',
    'Der aktive Plan {title} ist nicht mehr lesbar. Wie er zuvor gelesen wurde, gilt er weiter, bis Sundown endet.',
  ],
} as const satisfies Sentences;
