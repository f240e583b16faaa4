import type { Sentences } from '../sentences.js';

/** The words of the tray, of the system's dialogs and of the system's notices. */
export const shellText = {
  'shell.open': ['Open Sundown', 'Sundown öffnen'],
  'shell.tooltip': ['Sundown: {state}', 'Sundown: {state}'],
  'shell.tooltip.practice': ['Sundown, practice office: {state}', 'Sundown, Übungsbüro: {state}'],
  'shell.state.practice': ['Practice office: {state}', 'Übungsbüro: {state}'],
  'shell.state.notConnected': ['No UPS is connected', 'Keine USV verbunden'],
  'shell.state.unreachable': ['{ups} does not answer', '{ups} antwortet nicht'],
  'shell.state.onMains': ['On mains', 'Am Netz'],
  'shell.state.onMains.battery': ['On mains, battery {charge, percent}', 'Am Netz, Batterie {charge, percent}'],
  'shell.state.onMains.runtime': [
    'On mains, battery {charge, percent}, would last {runtime, duration}',
    'Am Netz, Batterie {charge, percent}, reicht für {runtime, duration}',
  ],
  'shell.state.onBattery': ['On battery', 'Auf Batterie'],
  'shell.state.onBattery.runtime': ['On battery, {runtime, duration} left', 'Auf Batterie, noch {runtime, duration}'],
  'shell.state.onBattery.countdown': [
    'On battery, shutdown starts in {left, duration}',
    'Auf Batterie, Herunterfahren beginnt in {left, duration}',
  ],
  'shell.state.lowBattery': ['Battery low', 'Batterie schwach'],
  'shell.state.lowBattery.runtime': ['Battery low, {runtime, duration} left', 'Batterie schwach, noch {runtime, duration}'],
  'shell.state.running': [
    'Shutting down, {done, number} of {total, number} done',
    'Fährt herunter, {done, number} von {total, number} erledigt',
  ],
  'shell.state.aborting': ['Shutdown is being stopped', 'Herunterfahren wird angehalten'],
  'shell.state.restoring': [
    'Restoring, {done, number} of {total, number} done',
    'Stellt wieder her, {done, number} von {total, number} erledigt',
  ],
  'shell.state.doubt': ['Readings of {ups} are in doubt', 'Messwerte von {ups} sind zweifelhaft'],
  'shell.state.doubt.contradictory': ['Readings of {ups} contradict each other', 'Messwerte von {ups} widersprechen sich'],
  'shell.notice.title': ['Sundown: {title}', 'Sundown: {title}'],
  'shell.closed.title': ['Sundown keeps watching', 'Sundown wacht weiter'],
  'shell.closed.body': [
    'The window is closed; the UPS is still watched. Open it again from the tray, or start Sundown once more.',
    'Das Fenster ist geschlossen, die USV wird weiter überwacht. Öffnen Sie es über das Symbol in der Leiste oder starten Sie Sundown noch einmal.',
  ],
  'shell.windowGone.title': ['The window had to be reloaded', 'Das Fenster musste neu geladen werden'],
  'shell.windowGone.body': [
    'The window stopped working ({reason}). Watching and shutting down were not affected.',
    'Das Fenster hat aufgehört zu arbeiten ({reason}). Überwachung und Herunterfahren waren nicht betroffen.',
  ],
  'shell.windowLost.body': [
    'The window failed {times, number} times within a minute and stays closed for now. Watching goes on; open it again from the tray.',
    'Das Fenster ist innerhalb einer Minute {times, number}-mal ausgefallen und bleibt vorerst geschlossen. Die Überwachung läuft weiter; öffnen Sie es wieder über das Symbol in der Leiste.',
  ],
  'shell.quit.title': ['Quit Sundown?', 'Sundown beenden?'],
  'shell.quit.message': [
    'A shutdown is going on. Quitting now would leave it half-done.',
    'Es läuft ein Herunterfahren. Wenn Sie jetzt beenden, bleibt es halb fertig.',
  ],
  'shell.quit.detail': [
    'Left half-done: {list}. It goes on when Sundown is started again.',
    'Bliebe halb fertig: {list}. Es geht weiter, sobald Sundown wieder gestartet wird.',
  ],
  'shell.quit.confirm': ['Quit Anyway', 'Trotzdem beenden'],
  'shell.quit.keep': ['Keep Running', 'Weiterlaufen lassen'],
  'shell.save.title': ['Save Report', 'Bericht speichern'],
  'shell.save.failed': ['The report could not be written: {reason}', 'Der Bericht konnte nicht geschrieben werden: {reason}'],
  'shell.practice.failed': ['The practice office could not be opened: {reason}', 'Das Übungsbüro konnte nicht geöffnet werden: {reason}'],
  'shell.practice.left.title': ['The practice office was closed', 'Das Übungsbüro wurde geschlossen'],
  'shell.practice.left.body': ['The real UPS needs attention now.', 'Die echte USV braucht jetzt Aufmerksamkeit.'],
  'shell.practice.settings': [
    'The practice office is open, and this setting belongs to the real office. Close the practice office to change it.',
    'Das Übungsbüro ist offen, und diese Einstellung gehört zum echten Büro. Schließen Sie das Übungsbüro, um sie zu ändern.',
  ],
  'shell.startFailed.title': ['Sundown could not start', 'Sundown konnte nicht starten'],
  'shell.startFailed.body': ['The UPS is not watched. {reason}', 'Die USV wird nicht überwacht. {reason}'],
  'shell.menu.file': ['File', 'Datei'],
  'shell.menu.edit': ['Edit', 'Bearbeiten'],
  'shell.menu.view': ['View', 'Ansicht'],
  'shell.menu.run': ['Run', 'Lauf'],
  'shell.autostart.about': ['Watches the UPS and shuts the office down in order', 'Überwacht die USV und fährt das Büro geordnet herunter'],
} as const satisfies Sentences;
