import { PanelEnrolment } from './panel-enrolment.service.js';
import { PanelSessions } from './panel-sessions.service.js';
import { PanelSessionsRepository } from './panel-sessions.repository.js';
import { PanelSignIn } from './panel-sign-in.service.js';
import { PanelSteps } from './panel-steps.service.js';
import { PendingPanelSignIns } from './pending-panel-sign-ins.js';

export const PANEL_EXPORTS = [PanelEnrolment, PanelSessions, PanelSignIn];

export const PANEL_PROVIDERS = [...PANEL_EXPORTS, PanelSessionsRepository, PanelSteps, PendingPanelSignIns];
