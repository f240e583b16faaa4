import { registerView } from '../../platform/view-registry.js';
import EventFilters from './EventFilters.svelte';

registerView({
  id: 'events',
  order: 60,
  icon: 'notebook',
  title: 'views.events',
  command: 'view.events',
  place: 'top',
  single: true,
  editor: () => import('./Events.svelte'),
  sections: [{ id: 'filters', title: 'views.events.side.filters', component: EventFilters }],
});
