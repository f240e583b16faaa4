import { describe, expect, it } from 'vitest';
import { readLayout } from './layout-state.js';

describe('stored layout', () => {
  it('starts with sensible sizes when nothing is stored', () => {
    expect(readLayout(undefined)).toMatchObject({
      sideBarVisible: true,
      sideBarWidth: 280,
      panelTab: 'problems',
      tabs: [],
      zoomPercent: 100,
    });
  });
  it('keeps what can be read and replaces only what cannot', () => {
    const read = readLayout(JSON.stringify({ sideBarWidth: -5, panelHeight: 300, zoomPercent: 'big', activeView: 'plan' }));
    expect(read).toMatchObject({ sideBarWidth: 280, panelHeight: 300, zoomPercent: 100, activeView: 'plan' });
  });
  it('reads text that is not JSON as nothing stored', () => {
    expect(readLayout('{half')).toEqual(readLayout({}));
  });
  it('keeps unsaved work, however long, for the program that wrote it', () => {
    const drafts = { 'plan:office': 'x'.repeat(100_000) };
    const stored = JSON.stringify({ ...readLayout({}, '1.0'), drafts });
    expect(readLayout(stored, '1.0').drafts).toEqual(drafts);
    expect(readLayout(stored, '1.1').drafts).toEqual({});
  });
  it('survives being saved and read', () => {
    const layout = { ...readLayout({}), tabs: [{ view: 'plan', argument: 'office', pinned: true }], activeTab: 'plan:office' };
    expect(readLayout(JSON.stringify(layout))).toEqual(layout);
  });
});
