// An empty Electron: the tests open windows in it, as the shell would, and point them at the served page.
import { app } from 'electron';

app.on('window-all-closed', () => undefined);
