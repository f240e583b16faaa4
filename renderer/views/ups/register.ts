import { t } from '../../platform/locale.svelte.js';
import { showView } from '../../platform/tabs.svelte.js';
import { registerView } from '../../platform/view-registry.js';
import { office } from '../../state/snapshot.svelte.js';
import UpsTree from '../common/UpsTree.svelte';

registerView({
  id: 'ups',
  order: 50,
  icon: 'zap',
  title: 'desk.ups.title',
  command: 'view.ups',
  place: 'top',
  single: false,
  editor: () => import('./UpsEditor.svelte'),
  sections: [{ id: 'devices', title: 'desk.ups.devices', component: UpsTree, actions: [{ command: 'ups.connect', icon: 'add' }] }],
  tabTitle: (argument) => office.snapshot.ups.find((ups) => ups.connectionId === argument)?.title ?? t('desk.ups.title'),
  firstArgument: () => office.snapshot.ups[0]?.connectionId,
  badge: () => {
    const count = office.snapshot.ups.filter((ups) => ups.state.trust === 'lost').length;
    return count === 0 ? undefined : { count, label: t('desk.ups.badge', { count }) };
  },
  places: () =>
    office.snapshot.ups.map((ups) => ({
      id: `ups/${ups.connectionId}`,
      title: ups.title,
      description: t('desk.ups.title'),
      icon: 'zap' as const,
      run: () => showView('ups', ups.connectionId),
    })),
});
