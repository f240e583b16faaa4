import type { Sentences } from '../sentences.js';

/** Several UPSes: what hangs on which, and what falls dark by itself. */
export const suppliesText = {
  'run.verdict.group.safe': [
    'On {ups} ({required} needed): fits; {needed, duration} needed, {battery, duration} on battery, {margin, duration} to spare.',
    'An {ups} ({required} nötig): passt; {needed, duration} benötigt, {battery, duration} auf Batterie, {margin, duration} Reserve.',
  ],
  'run.verdict.group.tight': [
    'On {ups} ({required} needed): tight; {needed, duration} needed, {battery, duration} on battery; {margin, duration} to spare is less than the plan asks for.',
    'An {ups} ({required} nötig): knapp; {needed, duration} benötigt, {battery, duration} auf Batterie; {margin, duration} Reserve sind weniger, als der Plan verlangt.',
  ],
  'run.verdict.group.unsafe': [
    'On {ups} ({required} needed): does not fit; {needed, duration} needed, only {battery, duration} on battery ({margin, duration}).',
    'An {ups} ({required} nötig): passt nicht; {needed, duration} benötigt, nur {battery, duration} auf Batterie ({margin, duration}).',
  ],
  'run.verdict.group.unknown': [
    'On {ups} ({required} needed): {needed, duration} needed; the battery runtime is unknown, so there is no verdict.',
    'An {ups} ({required} nötig): {needed, duration} benötigt; die Batterielaufzeit ist unbekannt, daher kein Urteil.',
  ],
  'forecast.group.told': [
    'On {ups} ({required} needed): {needed, duration} to go down, {battery, duration} on battery. Verdict: {verdict}.',
    'An {ups} ({required} nötig): {needed, duration} zum Herunterfahren, {battery, duration} auf Batterie. Urteil: {verdict}.',
  ],
  'forecast.group.untold': [
    'On {ups} ({required} needed): {needed, duration} to go down, the time on battery is not known. Verdict: {verdict}.',
    'An {ups} ({required} nötig): {needed, duration} zum Herunterfahren, die Zeit auf Batterie ist nicht bekannt. Urteil: {verdict}.',
  ],
  'planView.groups': ['What falls dark apart from each other', 'Was getrennt voneinander dunkel wird'],
  'planView.page.supplies': ['Supplies', 'Versorgung'],
  'planView.supplies.ups': ['UPSes of the plan', 'USVs des Plans'],
  'planView.supplies.members': ['In the plan', 'Im Plan'],
  'planView.supplies.required': ['Needed', 'Nötig'],
  'planView.supplies.requiredOf': ['{required} of {count}', '{required} von {count}'],
  'planView.supplies.feeds': ['What hangs on which UPSes', 'Was an welchen USVs hängt'],
  'planView.supplies.all': ['Everything hangs on all UPSes of the plan.', 'Alles hängt an allen USVs des Plans.'],
  'planView.supplies.about': [
    'VMs are fed as the host they run on. Of two supplies that name the same, the first counts.',
    'VMs werden versorgt wie der Host, auf dem sie laufen. Nennen zwei Versorgungen dasselbe, gilt die erste.',
  ],
  'planView.supplies.feed': ['Supply {n}', 'Versorgung {n}'],
  'planView.supplies.hosts': ['Hosts', 'Hosts'],
  'planView.supplies.hosts.others': ['Other hosts (* for any)', 'Andere Hosts (* für beliebig)'],
  'planView.supplies.machines': ['Machines', 'Rechner'],
  'planView.supplies.machines.others': ['Other machines (* for any)', 'Andere Rechner (* für beliebig)'],
  'planView.supplies.byPattern': ['{name}, by a pattern', '{name}, durch ein Muster'],
  'planView.supplies.workstation': ['This workstation', 'Dieser Arbeitsplatz'],
  'planView.supplies.hangsOn': ['Hangs on', 'Hängt an'],
  'planView.supplies.add': ['Add a Supply', 'Versorgung hinzufügen'],
  'planView.supplies.added': ['Supply {n} added.', 'Versorgung {n} hinzugefügt.'],
  'planView.supplies.remove': ['Remove supply {n}', 'Versorgung {n} entfernen'],
  'planView.supplies.removed': ['Supply {n} removed.', 'Versorgung {n} entfernt.'],
  'plan.find.feed.empty': [
    'Supply {n} names no host, no machine and not this workstation, so it says nothing.',
    'Versorgung {n} nennt keinen Host, keinen Rechner und nicht diesen Arbeitsplatz und sagt damit nichts.',
  ],
  'plan.find.feed.unknownUps': [
    'Supply {n} names the UPS {id}, which is not among those of the plan: {known}.',
    'Versorgung {n} nennt die USV {id}, die nicht zu denen des Plans gehört: {known}.',
  ],
  'plan.find.feed.tooFew': [
    'Supply {n} needs {required} UPSes, but names only {count}.',
    'Versorgung {n} braucht {required} USVs, nennt aber nur {count}.',
  ],
  'plan.find.feed.upsTwice': ['Supply {n} names {title} twice; it counts once.', 'Versorgung {n} nennt {title} zweimal; sie zählt einmal.'],
  'plan.find.feed.fitsNothing': [
    'Supply {n}: "{pattern}" fits nothing in this office.',
    'Versorgung {n}: „{pattern}“ passt auf nichts in diesem Büro.',
  ],
  'plan.find.feed.fitsNothingNear': [
    'Supply {n}: "{pattern}" fits nothing in this office. Did you mean "{near}"?',
    'Versorgung {n}: „{pattern}“ passt auf nichts in diesem Büro. Meinten Sie „{near}“?',
  ],
  'plan.find.feed.twice': [
    '{name} is named by supply {first} and by supply {second}. The first counts.',
    '{name} steht in Versorgung {first} und in Versorgung {second}. Die erste gilt.',
  ],
  'plan.find.feed.idleUps': [
    '{title} feeds nothing that the plan stops: whatever it says starts nothing.',
    '{title} versorgt nichts, das der Plan herunterfährt: Was sie meldet, löst nichts aus.',
  ],
  'plan.find.feed.coordinator': [
    'This workstation hangs on {own}. When that fails, what hangs on {others} may stay up, but nobody watches it until this workstation is back.',
    'Dieser Arbeitsplatz hängt an {own}. Fällt das aus, kann weiterlaufen, was an {others} hängt, aber niemand überwacht es, bis dieser Arbeitsplatz wieder da ist.',
  ],
  'plan.explain.feed.named': ['{names}: needs {required} of {ups}.', '{names}: braucht {required} von {ups}.'],
  'plan.explain.feed.named.one': ['{names}: hangs on {ups}.', '{names}: hängt an {ups}.'],
  'plan.explain.feed.workstation': ['This workstation: needs {required} of {ups}.', 'Dieser Arbeitsplatz: braucht {required} von {ups}.'],
  'plan.explain.feed.workstation.one': ['This workstation: hangs on {ups}.', 'Dieser Arbeitsplatz: hängt an {ups}.'],
  'plan.explain.feed.rest': ['Everything else: needs {required} of {ups}.', 'Alles Übrige: braucht {required} von {ups}.'],
  'plan.explain.feed.rest.one': ['Everything else: hangs on {ups}.', 'Alles Übrige: hängt an {ups}.'],
  'plan.explain.feed.title': ['Power', 'Strom'],
  'plan.explain.feed.apart': [
    'What hangs on the same UPSes falls dark together: when they fail, only that is shut down. Each UPS is told to go off when all that needs it is down.',
    'Was an denselben USVs hängt, verliert die Versorgung zusammen: Fallen sie aus, wird nur das heruntergefahren. Jede USV wird abgeschaltet, wenn alles unten ist, was sie braucht.',
  ],
  'run.note.upsFeedsOthers': [
    'It also feeds what stays up: it was not told to go off.',
    'Sie versorgt auch, was weiterläuft: Ihr wurde nicht gesagt, dass sie abschalten soll.',
  ],
  'run.note.upsToldBefore': ['It had been told already.', 'Ihr war es bereits gesagt worden.'],
  'run.note.upsNotFailing': [
    'It is not on battery: it was not told to go off.',
    'Sie läuft nicht auf Batterie: Ihr wurde nicht gesagt, dass sie abschalten soll.',
  ],
  'policy.notice.run.widened': [
    'More falls dark, shutting it down too: {plan}',
    'Noch mehr verliert die Versorgung und wird auch heruntergefahren: {plan}',
  ],
} as const satisfies Sentences;
