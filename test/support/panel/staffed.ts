import { Permissions } from '@castellan/permissions';
import { OPERATOR } from '../people/operators.js';
import { TestPanel } from './browser.js';
import type { SignedInOperator } from './browser.js';
import { TestApp } from '../app/test-app.js';

/** A panel with a superuser and one of support staff in it. */
export interface StaffedPanel {
  readonly app: TestApp;
  readonly panel: TestPanel;
  readonly root: SignedInOperator;
  readonly support: SignedInOperator;
}

/** @param permissions of support */
export async function staffedPanel(permissions: readonly string[]): Promise<StaffedPanel> {
  const app = await TestApp.start();
  const panel = await TestPanel.start(app);
  const root = await panel.anOperator({ superuser: true });
  const support = await panel.anOperator();
  await app.get(Permissions).grantToUser(support.id, permissions, OPERATOR);
  return { app, panel, root, support };
}
