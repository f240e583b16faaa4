import type { Sentences } from '../sentences.js';

/** A drill: a few VMs, shut down and started again at once. */
export const drillText = {
  'commands.plan.drill': ['Drill…', 'Stichprobe …'],
  'run.trigger.drill': ['Drill', 'Stichprobe'],
  'policy.trigger.drill': ['Drill', 'Stichprobe'],
  'planView.drill': ['Drill…', 'Stichprobe …'],
  'drill.what': [
    'What is shut down for the drill and started again?',
    'Was wird für die Stichprobe heruntergefahren und wieder gestartet?',
  ],
  'drill.vms': ['One VM', 'Eine VM'],
  'drill.steps': ['All VMs of one step', 'Alle VMs eines Schritts'],
  'drill.none': [
    'There is no running VM here that the plan shuts down through its guest.',
    'Hier läuft keine VM, die der Plan über ihr Gastsystem herunterfährt.',
  ],
  'drill.phase.running': ['Drill: shutting down', 'Stichprobe: fährt herunter'],
  'drill.phase.aborting': ['Drill: stopping', 'Stichprobe: wird angehalten'],
  'drill.phase.aborted': ['Drill: stopped', 'Stichprobe: angehalten'],
  'drill.phase.finished': ['Drill: shut down', 'Stichprobe: heruntergefahren'],
  'drill.phase.restoring': ['Drill: starting again', 'Stichprobe: startet wieder'],
  'drill.phase.restored': ['Drill: everything runs again', 'Stichprobe: alles läuft wieder'],
  'drill.phase.interrupted': ['Drill: given up by a person', 'Stichprobe: von einer Person aufgegeben'],
  'drill.state.running': ['Drill, {done} of {total} shut down', 'Stichprobe, {done} von {total} heruntergefahren'],
  'drill.state.restoring': ['Drill, {done} of {total} started again', 'Stichprobe, {done} von {total} wieder gestartet'],
  'drill.report.title': ['Drill of the plan "{plan}"', 'Stichprobe des Plans „{plan}“'],
  'drill.notice.started': ['Drill: {plan}', 'Stichprobe: {plan}'],
  'drill.notice.started.body': [
    '{n, plural, one {# VM is} other {# VMs are}} shut down and started again.',
    '{n, plural, one {# VM wird} other {# VMs werden}} heruntergefahren und wieder gestartet.',
  ],
  'drill.notice.aborted': ['The drill was stopped', 'Die Stichprobe wurde angehalten'],
  'drill.notice.restored': ['The drill is over, everything runs again', 'Die Stichprobe ist zu Ende, alles läuft wieder'],
  'drill.notice.failed': ['The drill is over', 'Die Stichprobe ist zu Ende'],
  'drill.confirm': ['Shut down and start again: {names}?', 'Herunterfahren und wieder starten: {names}?'],
  'drill.confirm.about': [
    '{n, plural, one {This VM is} other {These # VMs are}} really shut down as the plan would, and started again once off. Whoever works there is interrupted. Nothing is forced; hosts and UPSes are left alone. What is measured counts in the forecast.',
    '{n, plural, one {Diese VM wird} other {Diese # VMs werden}} wirklich heruntergefahren, wie der Plan es täte, und danach wieder gestartet. Wer damit arbeitet, wird unterbrochen. Nichts wird erzwungen, Hosts und USVs bleiben unberührt. Was gemessen wird, zählt in der Vorhersage.',
  ],
  'drill.confirm.practice': [
    'Practice: {n, plural, one {# simulated VM is} other {# simulated VMs are}} shut down and started again. Nothing real is touched.',
    'Übung: {n, plural, one {# simulierte VM wird} other {# simulierte VMs werden}} heruntergefahren und wieder gestartet. Nichts Echtes wird berührt.',
  ],
  'drill.confirm.yes': ['Start the Drill', 'Stichprobe beginnen'],
  'drill.failure.unknownVm': [
    '{name} is no running VM that the plan shuts down. Those are: {names}{more, plural, =0 {} other { and # more}}.',
    '{name} ist keine laufende VM, die der Plan herunterfährt. Das sind: {names}{more, plural, =0 {} other { und # weitere}}.',
  ],
  'drill.failure.twoOfThatName': [
    'Several VMs are called {name}. Name one of them by its key: {keys}.',
    'Mehrere VMs heißen {name}. Nennen Sie eine davon bei ihrem Schlüssel: {keys}.',
  ],
  'drill.failure.vcenter': [
    '{name} is vCenter: the others are started through it, so a drill leaves it alone.',
    '{name} ist vCenter: Darüber werden die anderen gestartet, deshalb lässt eine Stichprobe es in Ruhe.',
  ],
  'drill.failure.withoutTools': [
    '{name} runs no VMware Tools: the plan would pull its plug or suspend it. A drill does not do that.',
    'In {name} laufen keine VMware Tools: Der Plan würde sie hart ausschalten oder anhalten. Eine Stichprobe tut das nicht.',
  ],
  'drill.failure.unknownStep': ['The plan has no step "{id}". It has: {ids}.', 'Der Plan hat keinen Schritt „{id}“. Er hat: {ids}.'],
  'drill.failure.nothing': [
    'Nothing to drill: {step} has no running VM that is shut down through its guest.',
    'Nichts zu proben: {step} hat keine laufende VM, die über ihr Gastsystem heruntergefahren wird.',
  ],
  'drill.failure.notOnMains': [
    'Not now: a drill begins only while every UPS of the plan was just heard to be on mains.',
    'Jetzt nicht: Eine Stichprobe beginnt nur, solange jede USV des Plans gerade eben am Netz gemeldet war.',
  ],
} as const satisfies Sentences;
