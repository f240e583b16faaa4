import { settingRows } from '../../../shared/settings/rows.js';
import { tIfAny } from '../../platform/locale.svelte.js';
import { showView } from '../../platform/tabs.svelte.js';
import { registerView } from '../../platform/view-registry.js';
import SettingGroups from './SettingGroups.svelte';

registerView({
  id: 'settings',
  order: 90,
  icon: 'settings-gear',
  title: 'views.settings',
  command: 'view.settings',
  place: 'foot',
  single: true,
  editor: () => import('./Settings.svelte'),
  sections: [{ id: 'groups', title: 'views.settings.side.groups', component: SettingGroups }],
  places: () =>
    settingRows.map(({ key }) => ({
      id: key,
      title: tIfAny(`settings.${key}`) ?? key,
      description: key,
      run: () => {
        showView('settings', key);
      },
    })),
});
