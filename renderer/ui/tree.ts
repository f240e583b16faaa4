import type { IconName } from './icons.js';

export interface TreeNode {
  /** Unique within the tree. */
  readonly id: string;
  readonly title: string;
  readonly icon?: IconName;
  readonly tone?: 'ok' | 'warn' | 'danger' | 'info' | 'neutral';
  /** Muted words behind the title. */
  readonly detail?: string;
  /** Shown at the right edge: a count, a duration. */
  readonly trailing?: string;
  readonly tooltip?: string;
  /** Read instead of title, detail and trailing; must contain the title as it is shown. */
  readonly label?: string;
  readonly children?: readonly TreeNode[];
}

export interface TreeRow {
  readonly node: TreeNode;
  readonly level: number;
  readonly parent?: string;
  readonly position: number;
  readonly siblings: number;
}

/** The rows a person sees: children of closed nodes are left out. */
export function visibleRows(nodes: readonly TreeNode[], closed: ReadonlySet<string>, level = 1, parent?: string): readonly TreeRow[] {
  return nodes.flatMap((node, index) => [
    { node, level, position: index + 1, siblings: nodes.length, ...(parent === undefined ? {} : { parent }) },
    ...(node.children === undefined || closed.has(node.id) ? [] : visibleRows(node.children, closed, level + 1, node.id)),
  ]);
}
