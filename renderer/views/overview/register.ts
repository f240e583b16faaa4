import { registerView } from '../../platform/view-registry.js';
import UpsTree from '../common/UpsTree.svelte';
import PlanList from './PlanList.svelte';

registerView({
  id: 'overview',
  order: 10,
  icon: 'dashboard',
  title: 'views.overview',
  command: 'view.overview',
  place: 'top',
  single: true,
  editor: () => import('./Overview.svelte'),
  sections: [
    { id: 'ups', title: 'views.overview.side.ups', component: UpsTree, actions: [{ command: 'ups.connect', icon: 'add' }] },
    { id: 'plans', title: 'views.overview.side.plans', component: PlanList, actions: [{ command: 'plan.new', icon: 'add' }] },
  ],
});
