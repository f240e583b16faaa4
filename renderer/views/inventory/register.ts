import { registerView } from '../../platform/view-registry.js';
import InventoryTree from './InventoryTree.svelte';

registerView({
  id: 'inventory',
  order: 40,
  icon: 'server',
  title: 'desk.inventory.title',
  command: 'view.inventory',
  place: 'top',
  single: true,
  editor: () => import('./InventoryEditor.svelte'),
  sections: [
    {
      id: 'tree',
      title: 'desk.inventory.tree',
      component: InventoryTree,
      actions: [
        { command: 'inventory.refresh', icon: 'refresh' },
        { command: 'inventory.connect', icon: 'add' },
      ],
    },
  ],
});
